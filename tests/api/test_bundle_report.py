"""The import report of a bundle: what the reader says, and what the BPMN 2.0 schemas say."""

from pathlib import Path

from api.uploads import bundle_report
from engine.model.bundle import read_bundle
from engine.model.bundle_files import files_of_folder
from tests.api.small_bundle import small_bundle
from tests.dsl.process import process


def test_should_tell_deviations_from_the_schemas_without_refusing() -> None:
    # given documentation behind the extensions, where the schema does not allow it
    diagram = process("p").start().user_task("review", group="office.clerk").end().bpmn()
    late = "</bpmn:extensionElements><bpmn:documentation>说明</bpmn:documentation>"
    deviating = diagram.decode().replace("</bpmn:extensionElements>", late).encode()
    # when
    report = bundle_report(read_bundle({"p.bpmn": deviating}, key="p"))
    # then
    [remark] = [each for each in report if each["rule"] == "schema"]
    assert remark["file"] == "p.bpmn"
    assert remark["severity"] == "warning"
    assert "documentation" in str(remark["en"])


def test_should_have_nothing_to_say_of_a_diagram_that_follows_them(tmp_path: Path) -> None:
    folder = small_bundle(tmp_path)

    report = bundle_report(read_bundle(files_of_folder(folder), key="small"))

    assert [each for each in report if each["rule"].startswith("schema")] == []
