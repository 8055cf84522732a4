"""Bundles: draft, published, retired; what a case started on stays."""

import pytest

from engine.commands.deploy_bundle import DeployBundle
from engine.commands.publish_bundle import PublishBundle
from engine.commands.retire_bundle import RetireBundle
from engine.errors import (
    BundleNotFound,
    BundleRefused,
    BundleStateConflict,
    CalledProcessMissing,
    NotPermitted,
    ProcessNotFound,
)
from tests.dsl.office import Office
from tests.dsl.process import Process, process


def version(number: int) -> Process:
    return process("p").start().user_task(f"step{number}", users="li").end()


def deploy(office: Office, drawn: Process):
    return office.engine.handle(DeployBundle(drawn.id, drawn.files()), office.actor("dora"))


def test_should_number_versions_and_know_content_again(office: Office):
    # when
    first, second, again = (deploy(office, version(n)) for n in (1, 2, 1))
    # then
    assert (first.version, second.version, again.version) == (1, 2, 1)
    assert again.bundle == first.bundle


def test_should_keep_a_running_case_on_what_it_started_on(office: Office):
    # given
    old = office.start(version(1))
    # when
    new = office.start(version(2))
    # then
    assert (old.open_tasks, new.open_tasks) == (["step1"], ["step2"])
    old.complete_task("step1", by="li")
    states = office.sql("select version, state from engine.bundle order by version")
    assert states == [(1, "retired"), (2, "published")]


def test_should_not_start_what_is_not_published(office: Office):
    # given
    done = deploy(office, version(1))
    with pytest.raises(ProcessNotFound):
        office.start("p")
    office.engine.handle(PublishBundle(done.bundle), office.actor("dora"))
    office.start("p")
    # when
    office.engine.handle(RetireBundle(done.bundle), office.actor("dora"))
    # then
    with pytest.raises(ProcessNotFound):
        office.start("p")
    with pytest.raises(BundleStateConflict):
        office.engine.handle(PublishBundle(done.bundle), office.actor("dora"))


def test_should_decline_whoever_is_no_designer(office: Office):
    drawn = version(1)
    with pytest.raises(NotPermitted):
        office.engine.handle(DeployBundle("p", drawn.files()), office.actor("li"))


def test_should_name_every_problem_of_a_bundle(office: Office):
    # given
    files = {"p.bpmn": b"<nonsense/>", "forms/start.json": b"{"}
    # when
    with pytest.raises(BundleRefused) as refused:
        office.engine.handle(DeployBundle("p", files), office.actor("dora"))
    # then
    places = {each["where"].split(":")[0] for each in refused.value.facts["problems"]}
    assert places == {"p.bpmn", "forms/start.json"}
    assert office.sql("select count(*) from engine.bundle") == [(0,)]


def test_should_say_which_bundle_is_not_there(office: Office):
    with pytest.raises(BundleNotFound):
        office.engine.handle(PublishBundle("0" * 64), office.actor("dora"))


def test_should_pin_called_processes_when_the_case_starts(office: Office):
    # given
    caller = process("caller").start().call("pay", "appropriation").end()
    with pytest.raises(CalledProcessMissing) as missing:
        office.start(caller)
    assert missing.value.missing == ("appropriation",)
    called = process("appropriation").start().user_task("order", users="li").end()
    office.publish(called)
    case = office.start("caller")
    # when: a new version of what is called comes while the case runs
    office.publish(process("appropriation").start().user_task("other", users="li").end())
    # then
    assert case.open_tasks == ["order"]
    case.complete_task("order", by="li")
    assert case.state.ended
    assert office.start("caller").open_tasks == ["other"]
