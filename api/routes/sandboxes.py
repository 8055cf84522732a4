"""Try-outs 试运行 of process designers: the engine's own runtime, touching nothing."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response, status

from api.auth.errors import ForeignOrigin, NoSession, RoleMissing
from api.auth.who import Designer
from api.problems import problems
from api.schemas.base import Id
from api.schemas.sandboxes import (
    ActIn,
    PositionIn,
    SandboxIn,
    SandboxOut,
    SandboxProcessOut,
    SandboxViewOut,
    ScenarioIn,
    ScenarioTextOut,
    SharingIn,
)
from api.tryouts import Sandboxes
from api.uploads import FileInBundleNotFound
from engine.errors import (
    BundleNotFound,
    BundleRefused,
    CalledProcessMissing,
    CaseHasEnded,
    ClockMovesForwardOnly,
    FieldNotWritable,
    FormInvalid,
    IncidentNotFound,
    JobNotFound,
    NobodyWaitsForMessage,
    NotACandidate,
    NotTheAssignee,
    NotWithdrawable,
    OpinionNotTaken,
    OpinionRequired,
    ReasonRequired,
    SeparationOfDuties,
    StartNotPossible,
    TaskAlreadyClaimed,
    TaskAlreadyClosed,
    TaskHasNoOtherCandidate,
    TaskNotClaimed,
    TaskNotFound,
    UnknownOutcome,
    UnknownPerson,
    UnusableText,
    ValuesTooLarge,
)
from engine.people.clock_steps import StepNotUnderstood
from engine.tryout.errors import (
    AlreadyStarted,
    AnswerNotUnderstood,
    NoSuchProcessToTry,
    NotAScenario,
    NotStartedYet,
    SandboxMoved,
    SandboxNotFound,
    SandboxOfAnother,
    StepNotFound,
    TooManySandboxes,
    TooManyTimers,
    TryoutTooLong,
)
from engine.workspaces.errors import WorkspaceNotFound

router = APIRouter(prefix="/sandboxes", tags=["try-out"])
READING = (NoSession, RoleMissing, SandboxNotFound, BundleNotFound)
CHANGING = (*READING, ForeignOrigin, SandboxOfAnother)
#: What the engine declines in a running case as well.
ENGINE = (
    *(TaskNotFound, TaskAlreadyClosed, TaskAlreadyClaimed, TaskNotClaimed, NotACandidate),
    *(NotTheAssignee, SeparationOfDuties, TaskHasNoOtherCandidate, UnknownPerson),
    *(UnknownOutcome, OpinionRequired, OpinionNotTaken, FieldNotWritable, FormInvalid),
    *(ReasonRequired, JobNotFound, NobodyWaitsForMessage, IncidentNotFound, NotWithdrawable),
    *(CaseHasEnded, StartNotPossible, UnusableText, ValuesTooLarge),
)
Opened = Annotated[Sandboxes, Depends()]


@router.post(
    "",
    status_code=status.HTTP_201_CREATED,
    responses=problems(
        *(NoSession, RoleMissing, ForeignOrigin, BundleNotFound, BundleRefused),
        *(CalledProcessMissing, NoSuchProcessToTry, TooManySandboxes, WorkspaceNotFound),
    ),
)
def open_sandbox(given: SandboxIn, person: Designer, opened: Opened) -> SandboxViewOut:
    """Begin a try-out (试运行) of a bundle or of a workspace's files; no case comes into being."""
    return opened.open(person, given)


@router.get("", responses=problems(NoSession, RoleMissing))
def list_sandboxes(
    person: Designer, opened: Opened, key: Annotated[Id | None, Query()] = None
) -> list[SandboxOut]:
    """One's own try-outs and those that others share, newest first."""
    return opened.list(person, key or "")


@router.get("/{sandbox}", responses=problems(*READING, StepNotFound))
def get_sandbox(
    sandbox: UUID,
    person: Designer,
    opened: Opened,
    step: Annotated[int | None, Query(ge=0, le=1_000_000)] = None,
) -> SandboxViewOut:
    """A try-out where it stands, or as it stood at a step: a snapshot, nothing runs again."""
    with opened.of(person, sandbox) as found:
        return found.view(step)


@router.delete(
    "/{sandbox}",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=problems(*CHANGING),
)
def delete_sandbox(sandbox: UUID, person: Designer, opened: Opened) -> None:
    """Throw a try-out of one's own away."""
    opened.remove(person, sandbox)


@router.post(
    "/{sandbox}/acts",
    responses=problems(
        *CHANGING,
        *ENGINE,
        *(SandboxMoved, TryoutTooLong, AlreadyStarted, NotStartedYet, AnswerNotUnderstood),
        *(TooManyTimers, ClockMovesForwardOnly, StepNotUnderstood),
    ),
)
def act_in_sandbox(sandbox: UUID, given: ActIn, person: Designer, opened: Opened) -> SandboxViewOut:
    """Do one thing: the engine's command on the snapshot; declined as the engine would."""
    return opened.act(person, sandbox, given)


@router.put(
    "/{sandbox}/position",
    responses=problems(*CHANGING, StepNotFound, SandboxMoved),
)
def go_to_step(
    sandbox: UUID, given: PositionIn, person: Designer, opened: Opened
) -> SandboxViewOut:
    """Step back or jump to any step there was; going on from there begins another branch."""
    return opened.stand_at(person, sandbox, given.step)


@router.put("/{sandbox}/sharing", responses=problems(*CHANGING))
def share_sandbox(sandbox: UUID, given: SharingIn, person: Designer, opened: Opened) -> SandboxOut:
    """Let the other designers look at it, or no more."""
    return opened.share(person, sandbox, given.shared)


@router.get("/{sandbox}/processes", responses=problems(*READING))
def list_sandbox_processes(
    sandbox: UUID, person: Designer, opened: Opened
) -> list[SandboxProcessOut]:
    """The processes it may run through, with the words of their elements and flows."""
    with opened.of(person, sandbox) as found:
        return found.documents.processes()


@router.get(
    "/{sandbox}/processes/{process}/diagram",
    response_class=Response,
    responses={
        200: {"content": {"application/xml": {}}, "description": "the BPMN file"},
        **problems(*READING, FileInBundleNotFound),
    },
)
def get_sandbox_diagram(sandbox: UUID, process: Id, person: Designer, opened: Opened) -> Response:
    """The diagram that the try-out runs on, byte for byte."""
    with opened.of(person, sandbox) as found:
        source = found.documents.diagram(process)
    if source is None:
        raise FileInBundleNotFound(f"{process}.bpmn")
    return Response(source, media_type="application/xml")


@router.post("/{sandbox}/scenario", responses=problems(*CHANGING, NotAScenario))
def tell_scenario(
    sandbox: UUID, given: ScenarioIn, person: Designer, opened: Opened
) -> ScenarioTextOut:
    """The way to where it stands, as a scenario file; nothing is kept."""
    return opened.scenario(person, sandbox, given)
