"""Dashboards 看板 of bureau heads and auditors: every number opens the cases behind it."""

from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Path, Query

from api.auth.errors import NoSession, RoleMissing
from api.auth.who import Overseer
from api.overviewing import bureaus_watched, diagram_of
from api.problems import problems
from api.schemas.audits import StepTimeOut
from api.schemas.base import Id, IsoDate
from api.schemas.overview import GroupOut, OverviewOut, ProcessDiagramOut, WeekOut
from api.state import Reads
from engine.errors import Invalid, NotAllowed, ProcessNotFound
from engine.reads import overview
from engine.reads.bounded import TookTooLong, bounded
from engine.reads.clock import now
from engine.reads.overview import Watched
from engine.runtime.environment import SHANGHAI

router = APIRouter(prefix="/overview", tags=["audit"])
#: The usual period is twelve weeks, the present one included.
BEFORE_THIS_WEEK = timedelta(weeks=11)
LONGEST_DAYS = 800


class PeriodWrong(Invalid):
    """The period is not possible (期间不正确)."""

    zh = f"期间的起日不得晚于止日，且最长 {LONGEST_DAYS} 天。"
    en = f"Expected a period that ends after it begins and of at most {LONGEST_DAYS} days."


class BureauNotWatched(NotAllowed):
    """You do not watch this bureau (您不能查看该部门)."""

    zh = "您不能查看该部门的看板。"
    en = "This bureau is not among those you watch."


@router.get(
    "", responses=problems(NoSession, RoleMissing, TookTooLong, PeriodWrong, BureauNotWatched)
)
def get_overview(
    person: Overseer,
    reads: Reads,
    first: Annotated[IsoDate | None, Query(description="local day; twelve weeks ago")] = None,
    last: Annotated[IsoDate | None, Query(description="local day; today")] = None,
    process: Annotated[Id | None, Query()] = None,
    bureau: Annotated[Id | None, Query(description="all that one watches unless named")] = None,
) -> OverviewOut:
    """Work per week, times per step, overdue by process and bureau."""
    with reads.open() as (connection, viewer):
        at = now(connection)
        may_watch, only_seen = bureaus_watched(person, viewer, reads.organisations)
        if bureau is not None and bureau not in may_watch:
            raise BureauNotWatched
        until = last or at.astimezone(SHANGHAI).date()
        since = first or until - timedelta(days=until.weekday()) - BEFORE_THIS_WEEK
        if not timedelta(0) <= until - since <= timedelta(days=LONGEST_DAYS):
            raise PeriodWrong
        chosen = [bureau] if bureau is not None else may_watch
        watched = Watched(tuple(chosen), since, until, process or "")
        areas = {reads.organisations.organisations[each].area for each in chosen}
        area = areas.pop() if len(areas) == 1 else ""
        clauses = overview.overview_clauses(viewer, watched, only_seen=only_seen)
        with bounded(connection):
            weeks = overview.weeks(connection, clauses, watched)
            groups = overview.groups(connection, clauses, watched, at)
            steps = overview.steps(connection, clauses, watched, reads.calendar(area), at)
        reads.record(connection, viewer, "overview")
    return OverviewOut(
        first=since,
        last=until,
        bureaus=sorted({group.bureau for group in groups}) if bureau is None else chosen,
        may_watch=may_watch,
        calendar=area,
        weeks=[WeekOut.model_validate(each) for each in weeks],
        steps=[StepTimeOut.model_validate(each) for each in steps],
        groups=[GroupOut.model_validate(each) for each in groups],
    )


@router.get("/diagrams/{process}", responses=problems(NoSession, RoleMissing, ProcessNotFound))
def get_process_diagram(
    process: Annotated[Id, Path()], _person: Overseer, reads: Reads
) -> ProcessDiagramOut:
    """The diagram of a process as it is published, for maps of work."""
    with reads.open() as (connection, _viewer):
        return diagram_of(connection, reads.library, process)
