"""When the database goes away and comes back, a command with a key is simply done."""

from engine.commands.complete_task import CompleteTask
from tests.dsl.office import Office
from tests.dsl.process import process


def test_should_survive_that_all_connections_are_cut(office: Office):
    # given
    case = office.start(process("p").start().user_task("a", users="li").end())
    task = case.task("a")
    # when
    office.sql(
        "select pg_terminate_backend(pid, 5000) from pg_stat_activity"
        " where datname = current_database() and pid <> pg_backend_pid()"
    )
    done = office.engine.handle(
        CompleteTask(case.id, task), office.actor("li"), idempotency_key="k"
    )
    # then
    assert done.entry == 2 and not done.repeated
    case.check()
