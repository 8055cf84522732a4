"""Before publishing: comparison, impact, scenarios, and requests that a second person signs."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, status

from api.auth.errors import ForeignOrigin, NoSession, RoleMissing
from api.auth.who import Designer
from api.problems import problems
from api.proving_documents import Pages
from api.schemas.base import Id
from api.schemas.proving import (
    HASH,
    ComparisonOut,
    CoverageOut,
    ImpactOut,
    PublicationDoneOut,
    PublishRequestIn,
    PublishRequestOut,
    RefuseIn,
    RemarkOut,
    ScenarioOut,
    ScenarioRunIn,
    ScenarioRunOut,
    SignIn,
)
from engine.errors import (
    BundleNotFound,
    BundleRefused,
    BundleStateConflict,
    CalledProcessMissing,
    NotPermitted,
    PublishBaseChanged,
    PublishRequestClosed,
    PublishRequestNotFound,
    PublishRequestOpen,
    ReasonRequired,
    SamePersonSigns,
    UnusableText,
)
from engine.tryout.errors import NoScenarios, ScenarioRunNotFound
from engine.workspaces.errors import ChecksBusy, WorkspaceNotFound

router = APIRouter(tags=["publishing"])
BundleQuery = Annotated[str | None, Query(pattern=HASH, description="a deployed bundle")]
WorkspaceQuery = Annotated[UUID | None, Query(description="the files of a workspace as they are")]
Against = Annotated[
    str | None, Query(pattern=HASH, description="default: what is published of the same key")
]
State = Annotated[Id | None, Query(description="open, published, refused or withdrawn")]
Opened = Annotated[Pages, Depends()]
DESIGNING = (NoSession, RoleMissing)
LOOKING = (*DESIGNING, BundleNotFound, WorkspaceNotFound, BundleRefused)
DECIDING = (
    *(NoSession, RoleMissing, ForeignOrigin, NotPermitted),
    *(PublishRequestNotFound, PublishRequestClosed),
)


@router.get("/comparison", responses=problems(*LOOKING))
def compare_versions(
    _person: Designer,
    pages: Opened,
    bundle: BundleQuery = None,
    workspace: WorkspaceQuery = None,
    against: Against = None,
) -> ComparisonOut:
    """What differs between two versions, in words and grouped; the layout apart."""
    return pages.comparison(bundle, workspace, against)


@router.get("/impact", responses=problems(*LOOKING))
def get_impact(
    _person: Designer,
    pages: Opened,
    bundle: BundleQuery = None,
    workspace: WorkspaceQuery = None,
    against: Against = None,
) -> ImpactOut:
    """The open work that would be different, were it started today (影响); counts, no cases."""
    return pages.impact(bundle, workspace, against)


@router.get("/checks", responses=problems(*LOOKING, ChecksBusy))
def list_checks(
    _person: Designer,
    pages: Opened,
    bundle: BundleQuery = None,
    workspace: WorkspaceQuery = None,
) -> list[RemarkOut]:
    """Errors and warnings of the engine's checks, beside what is published now."""
    return pages.remarks(bundle, workspace)


@router.get("/scenarios", responses=problems(*LOOKING))
def list_scenarios(
    _person: Designer,
    pages: Opened,
    bundle: BundleQuery = None,
    workspace: WorkspaceQuery = None,
) -> list[ScenarioOut]:
    """The scenarios of the files, variants among them."""
    return pages.scenarios(bundle, workspace)


@router.post(
    "/scenario-runs",
    status_code=status.HTTP_201_CREATED,
    responses=problems(*LOOKING, ForeignOrigin, CalledProcessMissing, NoScenarios),
)
def play_scenarios(given: ScenarioRunIn, person: Designer, pages: Opened) -> ScenarioRunOut:
    """Play every scenario on a throw-away database, in the background."""
    return pages.play(person.id, given)


@router.get("/scenario-runs", responses=problems(*LOOKING))
def get_latest_scenario_run(
    _person: Designer,
    pages: Opened,
    bundle: BundleQuery = None,
    workspace: WorkspaceQuery = None,
) -> ScenarioRunOut | None:
    """The newest run over exactly these files; nothing when they were never played."""
    return pages.latest_run(bundle, workspace)


@router.get("/scenario-coverage", responses=problems(*LOOKING))
def get_scenario_coverage(
    _person: Designer,
    pages: Opened,
    bundle: BundleQuery = None,
    workspace: WorkspaceQuery = None,
) -> CoverageOut | None:
    """What the newest run over exactly these files reached: steps, flows and rows of tables."""
    return pages.coverage(bundle, workspace)


@router.get("/scenario-runs/{run}", responses=problems(*DESIGNING, ScenarioRunNotFound))
def get_scenario_run(run: UUID, _person: Designer, pages: Opened) -> ScenarioRunOut:
    """How far a run is, and what it found: expected beside found."""
    return pages.run(run)


@router.get("/publish-requests", responses=problems(*DESIGNING))
def list_publish_requests(
    person: Designer,
    pages: Opened,
    state: State = None,
    key: Annotated[Id | None, Query()] = None,
) -> list[PublishRequestOut]:
    """Requests to publish, newest first."""
    return pages.requests(person.id, state or "", key or "")


@router.post(
    "/publish-requests",
    status_code=status.HTTP_201_CREATED,
    responses=problems(
        *LOOKING,
        *(ForeignOrigin, NotPermitted, ReasonRequired, BundleStateConflict),
        *(PublishRequestOpen, UnusableText, ChecksBusy),
    ),
)
def request_publication(
    given: PublishRequestIn, person: Designer, pages: Opened
) -> PublishRequestOut:
    """Ask another designer to sign; a workspace's files are deployed as a draft with it."""
    return pages.ask(person, given)


@router.get("/me/publish-requests", responses=problems(*DESIGNING))
def list_my_publish_requests(person: Designer, pages: Opened) -> list[PublishRequestOut]:
    """What waits for my signature, and what was decided on mine since I read my notices."""
    return pages.requests_for(person.id)


@router.get("/publish-requests/{request}", responses=problems(*DESIGNING, PublishRequestNotFound))
def get_publish_request(request: UUID, person: Designer, pages: Opened) -> PublishRequestOut:
    """One request with what was counted when it was asked."""
    return pages.request(person.id, request)


@router.post(
    "/publish-requests/{request}/sign",
    responses=problems(
        *DECIDING, SamePersonSigns, PublishBaseChanged, BundleStateConflict, UnusableText
    ),
)
def sign_publication(
    request: UUID, given: SignIn, person: Designer, pages: Opened
) -> PublicationDoneOut:
    """The second person agrees: published at once; running cases keep their version."""
    return pages.sign(person, request, given.opinion)


@router.post(
    "/publish-requests/{request}/refuse",
    responses=problems(*DECIDING, SamePersonSigns, ReasonRequired, UnusableText),
)
def refuse_publication(
    request: UUID, given: RefuseIn, person: Designer, pages: Opened
) -> PublicationDoneOut:
    """The second person sends it back with a reason."""
    return pages.refuse(person, request, given.opinion)


@router.post("/publish-requests/{request}/withdraw", responses=problems(*DECIDING))
def withdraw_publication(request: UUID, person: Designer, pages: Opened) -> PublicationDoneOut:
    """Whoever asked takes it back."""
    return pages.withdraw(person, request)
