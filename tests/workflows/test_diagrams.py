"""Every diagram as shipped: reads without a remark, names in two languages, complete drawing."""

import itertools
import re
from pathlib import Path

import pytest
from lxml import etree

from engine.model.bundle import Bundle, BundleHasErrors, read_bundle
from engine.model.bundle_checks import Known
from engine.model.nodes import Severity

BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
DI = "{http://www.omg.org/spec/BPMN/20100524/DI}"
DC = "{http://www.omg.org/spec/DD/20100524/DC}"
WAYPOINT = "{http://www.omg.org/spec/DD/20100524/DI}waypoint"
ZEEBE = "{http://camunda.org/schema/zeebe/1.0}"
ROOT = Path(__file__).parents[2] / "bpmn"
FOLDERS = sorted(folder for folder in ROOT.iterdir() if folder.is_dir())
PROCESSES = [folder.name for folder in FOLDERS if (folder / f"{folder.name}.bpmn").is_file()]
#: What must carry a name: everything a person can point at, gateways that only join excepted.
NAMED = {
    *("startEvent", "endEvent", "intermediateCatchEvent", "intermediateThrowEvent"),
    *("boundaryEvent", "userTask", "serviceTask", "scriptTask", "businessRuleTask", "sendTask"),
    *("receiveTask", "manualTask", "subProcess", "callActivity", "participant", "lane", "process"),
}
DRAWN = NAMED - {"process"} | {
    *("exclusiveGateway", "parallelGateway", "inclusiveGateway", "eventBasedGateway"),
    "sequenceFlow",
}
#: One screen of a designer, at four fifths of the natural size.
SCREEN = (1600 / 0.8, 900 / 0.8)


def diagram(key: str) -> etree._Element:
    return etree.parse(str(ROOT / key / f"{key}.bpmn")).getroot()


def local(element: etree._Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def elements(root: etree._Element, kinds: set[str]) -> list[etree._Element]:
    return [each for each in root.iter(f"{BPMN}*") if local(each) in kinds]


def english(element: etree._Element) -> str:
    path = f"{BPMN}extensionElements/{ZEEBE}properties/{ZEEBE}property"
    found = [p.get("value") for p in element.findall(path) if p.get("name") == "huiqian:name.en"]
    return found[0] if found else ""


def files_of(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture(scope="module")
def known() -> Known:
    """What all bundles together offer; one that cannot be read offers nothing."""
    offered = Known()
    for folder in FOLDERS:
        try:
            offered |= read_bundle(files_of(folder), key=folder.name).known()
        except BundleHasErrors:
            continue
    return offered


@pytest.mark.parametrize("key", PROCESSES)
def test_should_read_every_bundle_without_a_remark(key: str, known: Known) -> None:
    # when
    bundle: Bundle = read_bundle(files_of(ROOT / key), key=key, known=known)

    # then
    remarks = [
        f"{each.file}:{each.problem.line} {each.problem.message.en}"
        for each in bundle.problems
        if each.problem.severity is not Severity.CARRIED and "dmn" not in each.file
    ]
    assert remarks == []


@pytest.mark.parametrize("key", PROCESSES)
def test_should_name_everything_in_both_languages(key: str) -> None:
    root = diagram(key)
    nameless = [each.get("id") for each in elements(root, NAMED) if not each.get("name")]
    chinese_only = [
        each.get("id")
        for each in elements(root, NAMED | {"sequenceFlow", "exclusiveGateway"})
        if each.get("name") and not english(each)
    ]
    assert [name for name in nameless if name] == []
    assert chinese_only == []


@pytest.mark.parametrize("key", PROCESSES)
def test_should_draw_every_element(key: str) -> None:
    # given
    root = diagram(key)
    shapes = {shape.get("bpmnElement"): shape for shape in root.iter(f"{DI}BPMNShape")}
    edges = {edge.get("bpmnElement"): edge for edge in root.iter(f"{DI}BPMNEdge")}

    # then
    for each in elements(root, DRAWN):
        if local(each) == "sequenceFlow":
            assert len(edges[each.get("id")].findall(WAYPOINT)) >= 2
        else:
            assert shapes[each.get("id")].find(f"{DC}Bounds") is not None
    for pool in elements(root, {"participant", "lane"}):
        assert shapes[pool.get("id")].get("isHorizontal") == "true"
    assert {*shapes, *edges} <= {each.get("id") for each in root.iter(f"{BPMN}*")}


@pytest.mark.parametrize("key", PROCESSES)
def test_should_run_lines_straight_and_around_shapes(key: str) -> None:
    # given
    root = diagram(key)
    boxes = {
        shape.get("bpmnElement"): _box(shape)
        for shape in root.iter(f"{DI}BPMNShape")
        if shape.get("isHorizontal") is None and shape.get("isExpanded") is None
    }
    hosts = {e.get("id"): e.get("attachedToRef") for e in elements(root, {"boundaryEvent"})}
    flows = {flow.get("id"): flow for flow in elements(root, {"sequenceFlow"})}

    # then
    for edge in root.iter(f"{DI}BPMNEdge"):
        flow = flows[edge.get("bpmnElement")]
        ends = {flow.get("sourceRef"), flow.get("targetRef")}
        ends |= {hosts.get(end) for end in ends}
        points = [(float(p.get("x")), float(p.get("y"))) for p in edge.findall(WAYPOINT)]
        for first, second in itertools.pairwise(points):
            assert first[0] == second[0] or first[1] == second[1], flow.get("id")
            for name, box in boxes.items():
                if name not in ends and hosts.get(str(name)) not in ends:
                    assert not _crosses(box, first, second), (flow.get("id"), name)


@pytest.mark.parametrize("key", PROCESSES)
def test_should_fit_on_one_screen(key: str) -> None:
    root = diagram(key)
    pools = {each.get("id") for each in elements(root, {"participant"})}
    for shape in root.iter(f"{DI}BPMNShape"):
        if shape.get("bpmnElement") in pools:
            _, _, width, height = _box(shape)
            assert width <= SCREEN[0] and height <= SCREEN[1]


def _box(shape: etree._Element) -> tuple[float, float, float, float]:
    bounds = shape.find(f"{DC}Bounds")
    assert bounds is not None
    x, y, width, height = (float(bounds.get(name, "")) for name in ("x", "y", "width", "height"))
    return x, y, width, height


def _crosses(
    box: tuple[float, float, float, float], p: tuple[float, float], q: tuple[float, float]
) -> bool:
    x, y, width, height = box
    left, right = sorted((p[0], q[0]))
    top, bottom = sorted((p[1], q[1]))
    return left < x + width and right > x and top < y + height and bottom > y


#: A Chinese text with a mark of half width after a Chinese letter.
HALF_WIDTH = re.compile(r"[\u4e00-\u9fff][,;:?!(]")
#: What people read: names, labels, texts of decision tables.
READ = re.compile(r'(?:name|label)="([^"]*)"|<text>"([^"<]*)"</text>|"zh": "([^"]*)"')


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_should_write_chinese_with_marks_of_full_width(folder: Path) -> None:
    for path in sorted(folder.rglob("*")):
        if path.suffix in (".bpmn", ".dmn", ".json"):
            texts = ("".join(found) for found in READ.findall(path.read_text(encoding="utf-8")))
            assert not [each for each in texts if HALF_WIDTH.search(each)], path.name
