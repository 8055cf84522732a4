"""Every page of the web application, by its address, with somebody who may open it.

The list comes from the routes that the features register, so a new page is looked at without
anybody remembering to say so.
"""

import re
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from playwright.sync_api import Page, expect

from api.chores.deploy import deploy_directly, pack
from engine.model.bundle_files import files_of_folder
from tests.api.examples import open_task, start_claim
from tests.api.stopping_bundle import stopping_bundle
from tests.web.pdf_sample import pdf_sample
from tests.web.served import BPMN, Served

FEATURES = Path(__file__).parents[2] / "web" / "src" / "features"
_PATH = re.compile(r"""\bpath:\s*['"]([^'"]+)['"]""")

#: Who is asked first, second, …: between them they open every page.
PEOPLE = (
    *("zhao.min", "chen.jing", "lin.chuan", "tian.song", "admin", "xia.qing"),
    *("liu.yuan", "tan.zhe", "xu.hong", "zhou.ping", "sun.ning"),
)

#: Who has something to look at there, although others may open it too: the longest fit counts.
PREFERRED = {
    "apply": "chen.jing",
    "applications": "chen.jing",
    "audit": "tian.song",
    "cases": "zhao.min",
    "tasks": "zhao.min",
}


#: What is opened on a page before it is looked at as well: path → tab in both languages.
TABS = {
    "cases/:caseId": ("材料", "Evidence"),
    "cases/:caseId/tasks/:n": ("材料", "Evidence"),
}


def every_path() -> Iterator[str]:
    """Paths below /app/, as the features write them: "cases/:caseId"."""
    for file in sorted(FEATURES.glob("**/routes.tsx")):
        yield from _PATH.findall(file.read_text(encoding="utf-8"))


class Examples:
    """Something to look at for each parameter of an address, made at first use."""

    def __init__(self, served: Served) -> None:
        self._served = served
        self._known: dict[str, str] = {}

    def fill(self, path: str) -> str:
        """The address with example values. Raises: KeyError for an unknown parameter."""
        optional = re.sub(r"/?:\w+\?", "", path)
        wild = optional.replace("/*", "")
        return re.sub(r":(\w+)", lambda match: self.value(match[1]), wild)

    def value(self, name: str) -> str:
        if name not in self._known:
            self._known[name] = MAKERS[name](self)
        return self._known[name]

    def __contains__(self, name: str) -> bool:
        return name in self._known

    def know(self, name: str, value: str) -> None:
        """What the making of another example has brought along."""
        self._known[name] = value

    @property
    def served(self) -> Served:
        return self._served


def _case(examples: Examples) -> str:
    """A claim with a certificate as a PDF."""
    applicant = examples.served.api("chen.jing")
    kept = applicant.upload(
        "/attachments",
        pdf_sample(),
        "application/octet-stream",
        name="证书.pdf",
        media_type="application/pdf",
    )
    made: str = start_claim(applicant, "EX-01", evidence=[kept["reference"]])["case_id"]
    return made


def _task(examples: Examples) -> str:
    """A task of the claim that the window clerk may take."""
    task = open_task(examples.served.api("zhao.min"), examples.value("caseId"), "acceptance")
    return str(task["task"])


def _workspace(examples: Examples) -> str:
    designer = examples.served.api("lin.chuan")
    bundle = next(each for each in designer.get("/bundles") if each["key"] == "claim_certificate")
    made = designer.command("/workspaces", {"bundle": bundle["bundle"]})
    return str(made.get("workspace") or made["id"])


def _bundle(examples: Examples) -> str:
    found: str = examples.served.api("lin.chuan").get("/bundles")[0]["bundle"]
    return found


def _sandbox(examples: Examples) -> str:
    api = examples.served.api("lin.chuan")
    bundle = api.get("/bundles", key="claim_certificate", state="published")[0]["bundle"]
    body = {"bundle": bundle, "area": "P1_CITY", "today": "2026-03-02"}
    made: str = api.command("/sandboxes", body)["sandbox"]["id"]
    return made


def _publish_request(examples: Examples) -> str:
    """Of a version that differs in its scenarios only."""
    api = examples.served.api("guo.yi")
    files = files_of_folder(BPMN / "complaint") | {"scenarios/more.csv": b"name\n"}
    done = api.upload("/bundles", pack(files), "application/zip", key="complaint")
    given = {"bundle": done["bundle"], "reason": "补充场景"}
    made: str = api.command("/publish-requests", given)["id"]
    # An open one plays its scenarios while it is looked at, and so is never quiet.
    api.command(f"/publish-requests/{made}/withdraw")
    return made


def _person(_examples: Examples) -> str:
    return "zhao.min"


def _stopped_case(examples: Examples) -> str:
    """A case that stands still at a gateway: the address of its incident."""
    served = examples.served
    with tempfile.TemporaryDirectory() as folder:
        said: list[str] = []
        assert not deploy_directly(
            served.office.engine, [stopping_bundle(Path(folder))], said.append
        )
    body = {"process": "small", "area": "P1_CITY", "fields": {"purpose": "培训"}}
    made: str = served.api("chen.jing").command("/cases", body)["case_id"]
    found = served.api("xia.qing").get("/incidents", case_id=made)["items"][0]
    examples.know("instance", str(found["instance"]))
    return made


def _sample(examples: Examples) -> str:
    plan = {"title": "抽查", "filter": {}, "method": "systematic", "size": 1, "seed": "1"}
    _case(examples)
    auditor = examples.served.api("tian.song")
    made: str = auditor.command("/audit/samples", plan)["id"]
    auditor.command(f"/audit/samples/{made}/draw", {})
    return made


#: Parameter of an address → something that is there.
MAKERS: dict[str, Callable[[Examples], str]] = {
    "caseId": _case,
    "sampleId": _sample,
    "case": _case,
    "incidentCase": _stopped_case,
    "n": _task,
    "workspaceId": _workspace,
    "bundle": _bundle,
    "person": _person,
    "personId": _person,
    "area": lambda _: "P1_CITY",
    "sandboxId": _sandbox,
    "requestId": _publish_request,
    "process": lambda _: "claim_certificate",
}


def opener_of(path: str, may_open: Callable[[str], list[str]]) -> str:
    """One of the sample people who may open the page. Raises: LookupError."""
    preferred = PREFERRED.get(path.partition("/")[0])
    for person in (*([preferred] if preferred else []), *PEOPLE):
        if path in may_open(person):
            return person
    raise LookupError(f"none of the sample people may open {path!r}")


def open_tab(page: Page, path: str) -> bool:
    """Open what else is to be looked at there, a document that is drawn; False: nothing is."""
    if path not in TABS:
        return False
    page.get_by_role("tab", name=re.compile("|".join(TABS[path]))).click()
    expect(page.locator("canvas[data-drawn]")).to_be_visible()
    return True


def pages_of(page: Page) -> list[str]:
    """The paths that the signed-in person may open."""
    page.wait_for_function("() => window.huiqianPages !== undefined")
    found: list[str] = page.evaluate("() => window.huiqianPages()")
    return found
