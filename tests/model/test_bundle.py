"""Bundles: files read and checked together, one hash, one report."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest

from engine.model.bundle import SHARED, BundleHasErrors, Known, content_hash, read_bundle
from engine.model.bundle_files import (
    PackageLimits,
    PackageRefused,
    files_of_folder,
    files_of_zip,
)
from engine.model.nodes import Severity
from tests.model import diagrams as d

ROOT = Path(__file__).parents[2]
WORDS = {"zh": "字", "en": "words"}


def form(form_id: str = "f") -> bytes:
    field = {"type": "string", "x-label": WORDS}
    schema = {"type": "object", "properties": {"a": field}}
    return json.dumps({"id": form_id, "title": WORDS, "schema": schema}).encode()


def table(decision_id: str = "DT") -> bytes:
    return (
        (
            '<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="t" name="t" '
            f'namespace="urn:t"><decision id="{decision_id}" name="{decision_id}">'
            f'<variable name="{decision_id}"/>'
            "<literalExpression><text>amount + 1</text></literalExpression></decision>"
            '<inputData id="amount" name="amount"/></definitions>'
        )
        .replace(
            "<literalExpression>",
            '<informationRequirement id="r"><requiredInput href="#amount"/>'
            "</informationRequirement>"
            "<literalExpression>",
        )
        .encode()
    )


def task_with_form(form_id: str = "f") -> str:
    return d.user_task("a", d.CLERK, f'<zeebe:formDefinition formId="{form_id}"/>')


RULE_TASK = (
    '<bpmn:businessRuleTask id="r">'
    + d.ext('<zeebe:calledDecision decisionId="DT" resultVariable="x"/>')
    + "</bpmn:businessRuleTask>"
)
CALL = (
    '<bpmn:callActivity id="c">'
    + d.ext('<zeebe:calledElement processId="other"/>')
    + "</bpmn:callActivity>"
)
FILES = {
    "p.bpmn": d.file(d.around(task_with_form() + RULE_TASK, "a", "r")),
    "t.dmn": table(),
    "forms/f.json": form(),
}


def rules(files: dict[str, bytes], known: Known | None = None, key: str = "p") -> list[str]:
    """The rules of all errors of the bundle."""
    try:
        read_bundle(files, key=key, known=known)
    except BundleHasErrors as refused:
        assert all(p.problem.message.zh and p.problem.message.en for p in refused.errors)
        return [p.problem.rule for p in refused.errors]
    return []


def warnings(files: dict[str, bytes], known: Known | None = None) -> list[str]:
    found = read_bundle(files, key="p", known=known).problems
    return [p.problem.rule for p in found if p.problem.severity is Severity.WARNING]


def test_should_read_a_bundle():
    bundle = read_bundle(FILES)
    assert bundle.key == "p" and bundle.main is bundle.processes["p"]
    assert bundle.diagram is bundle.diagrams["p.bpmn"]
    assert set(bundle.decisions) == {"DT"} and set(bundle.forms) == {"f"}
    assert bundle.sha256 == content_hash(FILES)
    assert bundle.called_decisions == frozenset()
    assert "amount" in bundle.names_read


def test_should_hash_the_same_files_alike_in_any_order():
    assert content_hash(dict(reversed(FILES.items()))) == content_hash(FILES)
    assert content_hash({**FILES, "forms/f.json": form() + b" "}) != content_hash(FILES)
    assert content_hash({"a": b"1", "b": b""}) != content_hash({"a": b"", "b": b"1"})


def test_should_report_all_problems_of_all_files():
    # given
    files = {"p.bpmn": d.file("<bpmn:dance/>"), "t.dmn": b"<x/>", "forms/f.json": b"{", "x.py": b""}
    # when
    with pytest.raises(BundleHasErrors) as refused:
        read_bundle(files, key="p")
    # then
    assert {p.file for p in refused.value.errors} == set(files)


@pytest.mark.parametrize(
    ("rule", "files"),
    [
        ("form-missing", {k: v for k, v in FILES.items() if not k.startswith("forms")}),
        ("unexpected-file", {**FILES, "forms/a/b.json": form()}),
        ("unexpected-file", {**FILES, "run.sh": b""}),
        ("bundle-key", {"p.bpmn": d.file(d.around(d.user_task("a"), "a"), process_id="q")}),
        ("process-twice", {**FILES, "q.bpmn": FILES["p.bpmn"]}),
        ("decision-twice", {**FILES, "u.dmn": table()}),
    ],
)
def test_should_refuse_what_does_not_fit_together(rule, files):
    assert rule in rules(files)


@pytest.mark.parametrize(
    ("rule", "files"),
    [
        ("decision-missing", {k: v for k, v in FILES.items() if k != "t.dmn"}),
        ("called-process-missing", {"p.bpmn": d.file(d.around(CALL, "c"))}),
        (
            "separate-from-unknown",
            {"p.bpmn": d.file(d.around(d.user_task("a", separateFrom="nobody"), "a"))},
        ),
    ],
)
def test_should_judge_other_bundles_only_where_they_are_known(rule, files):
    assert rule in warnings(files)
    assert rule in rules(files, Known())


def test_should_find_what_other_bundles_offer():
    # given
    other = read_bundle(
        {
            "other.bpmn": d.file(d.around(d.user_task("accept"), "accept"), process_id="other"),
            "t.dmn": table(),
        },
        key="other",
    )
    files = {
        "p.bpmn": d.file(
            d.around(CALL + RULE_TASK + d.user_task("a", separateFrom="accept"), "c", "r", "a")
        )
    }
    # then
    assert rules(files, other.known()) == []
    bundle = read_bundle(files, key="p", known=Known() | other.known())
    assert bundle.called_processes == {"other"} and bundle.called_decisions == {"DT"}


def test_should_refuse_to_call_what_nobody_can_start():
    started = (
        d.start("start", d.on_timer()) + d.user_task("x") + d.end() + d.path("start", "x", "end")
    )
    other = read_bundle({"other.bpmn": d.file(started, process_id="other")}, key="other")
    files = {"p.bpmn": d.file(d.around(CALL, "c"))}
    assert "called-process-start" in rules(files, other.known())


def test_should_warn_of_a_process_that_calls_itself():
    own = CALL.replace('"other"', '"p"')
    assert "calls-itself" in warnings({"p.bpmn": d.file(d.around(own, "c"))})


def test_should_warn_of_a_form_nobody_uses():
    files = {**FILES, "forms/g.json": form("g"), "forms/start.json": form("start")}
    assert warnings(files).count("form-unused") == 1


def test_should_read_shared_tables_without_a_process():
    bundle = read_bundle({"t.dmn": table()}, key=SHARED)
    assert (
        bundle.main is None and bundle.diagram is None and set(bundle.known().decisions) == {"DT"}
    )


# --- names that nothing sets --------------------------------------------------------------------


def startable(elements: str, *nodes: str) -> dict[str, bytes]:
    return {"p.bpmn": d.file(d.around(elements, *nodes)), "forms/start.json": form("start")}


def script(expression: str, target: str = "x") -> str:
    extension = f'<zeebe:script expression="{expression}" resultVariable="{target}"/>'
    return f'<bpmn:scriptTask id="s_{target}">{d.ext(extension)}</bpmn:scriptTask>'


def test_should_warn_of_a_variable_that_nothing_sets():
    # given: `a` is a field of the start form, `x` the result of the script before
    files = startable(script("=a") + script("=x + mistyped", "y"), "s_x", "s_y")
    # when
    found = read_bundle(files, key="p", known=Known()).problems
    # then
    (warning,) = [p.problem for p in found if p.problem.rule == "unknown-variable"]
    assert warning.element == "s_y"
    assert '"mistyped" (column 5 of the expression)' in warning.message.en


@pytest.mark.parametrize(
    "source",
    [
        '<bpmn:serviceTask id="f">'
        + d.ext('<zeebe:taskDefinition type="facts"/>')
        + "</bpmn:serviceTask>",
        CALL.replace('id="c"', 'id="f"').replace(
            'processId="other"', 'processId="other" propagateAllChildVariables="true"'
        ),
    ],
)
def test_should_keep_silent_where_anything_may_be_set(source):
    files = startable(source + script("=mistyped"), "f", "s_x")
    other = d.file(d.around(d.user_task("o"), "o"), process_id="other")
    known = read_bundle({"other.bpmn": other}, key="other").known()
    assert "unknown-variable" not in warnings(files, known)


def test_should_keep_silent_about_a_process_that_nobody_known_starts():
    files = {"p.bpmn": d.file(d.around(script("=mistyped"), "s_x"))}
    assert "unknown-variable" not in warnings(files, Known())


def test_should_know_what_a_caller_gives():
    # given
    mapping = '<zeebe:ioMapping><zeebe:input source="=1" target="given"/></zeebe:ioMapping>'
    call = (
        '<bpmn:callActivity id="c">'
        + d.ext('<zeebe:calledElement processId="p"/>', mapping)
        + "</bpmn:callActivity>"
    )
    caller = d.file(d.around(call, "c"), process_id="caller")
    known = read_bundle({"caller.bpmn": caller}, key="caller").known()
    # then
    files = {"p.bpmn": d.file(d.around(script("=given + mistyped"), "s_x"))}
    found = [p.problem for p in read_bundle(files, key="p", known=known).problems]
    assert [p.message.en for p in found if p.rule == "unknown-variable"] == [
        'Nothing sets the variable "mistyped" (column 9 of the expression)'
    ]


def test_should_warn_of_a_decision_without_its_input():
    files = {**startable(RULE_TASK, "r"), "t.dmn": table()}
    assert "decision-input-unknown" in warnings(files, Known())
    files = {**startable(script("=1", "amount") + RULE_TASK, "s_amount", "r"), "t.dmn": table()}
    assert "decision-input-unknown" not in warnings(files, Known())


# --- folders and zips -----------------------------------------------------------------------------


def zipped(files: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for path, data in files.items():
            package.writestr(path, data)
    return stream.getvalue()


def test_should_unpack_a_zip_with_or_without_a_folder_around():
    assert files_of_zip(zipped(FILES)) == FILES
    assert files_of_zip(zipped({f"p/{path}": data for path, data in FILES.items()})) == FILES


def test_should_read_a_folder_with_its_scenarios_and_nothing_foreign(tmp_path):
    files = {**FILES, "scenarios/one.yaml": b""}
    for path, data in {**files, "README.md": b""}.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_bytes(data)
    assert files_of_folder(tmp_path) == files


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK\x03\x04",
        zipped({"../p.bpmn": b""}),
        zipped({"/etc/passwd": b""}),
        zipped({"c:\\x": b""}),
        zipped({f"f{i}": b"" for i in range(20)}),
        zipped({"big": b"0" * 3_000}),
        zipped({"one": b"0" * 1_900, "two": b"0" * 1_900}),
        zipped(FILES)[:-40],
    ],
)
def test_should_refuse_a_hostile_zip(data):
    limits = PackageLimits(files=10, file_bytes=2_000, total_bytes=3_000)
    with pytest.raises(PackageRefused) as refused:
        files_of_zip(data, limits)
    assert refused.value.zh and refused.value.en


def test_should_survive_any_damage_to_a_zip():
    whole = zipped(FILES)
    for at in range(0, len(whole), 3):
        damaged = bytearray(whole)
        damaged[at] ^= 0x55
        try:
            files_of_zip(bytes(damaged))
        except PackageRefused:
            continue


# --- the shipped bundles --------------------------------------------------------------------------


def test_should_read_every_shipped_bundle_with_the_others_known():
    # given
    folders = sorted(p for p in (ROOT / "bpmn").iterdir() if p.is_dir() and files_of_folder(p))
    known = Known()
    for folder in folders:
        known |= read_bundle(files_of_folder(folder), key=folder.name).known()
    # when
    bundles = [read_bundle(files_of_folder(f), key=f.name, known=known) for f in folders]
    # then: our own flows miss no name in either language
    missing = [
        (b.key, p.file, p.problem.element)
        for b in bundles
        for p in b.problems
        if p.problem.rule in ("name-zh", "name-en", "form-label")
    ]
    assert missing == []
