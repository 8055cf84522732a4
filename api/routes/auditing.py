"""Finding cases 案件检索: one filter, three views; saved searches. Every reading is recorded."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, status
from fastapi.responses import StreamingResponse

from api.auditing import amount_of, as_csv, conditions, outcome_names, step_names, ways_to_narrow
from api.auth.errors import ForeignOrigin, NoSession, RoleMissing
from api.auth.who import Overseer
from api.masking import mask_name
from api.paging import BadCursor, Page, decode, encode
from api.problems import problems
from api.schemas.audits import (
    CasePageIn,
    CaseSearchIn,
    ChoicesOut,
    FoundCaseOut,
    MapOut,
    NarrowingOut,
    ProcessChoiceOut,
    SavedSearchIn,
    SavedSearchOut,
    StepTimeOut,
    StepTitleOut,
    SummaryOut,
    VariantOut,
    VariantsOut,
)
from api.schemas.base import Id, ShortText
from api.state import Reads
from engine.model.bundle import SHARED
from engine.reads import bundles, case_search, saved_searches, step_times, variants
from engine.reads.bounded import TookTooLong, bounded
from engine.reads.case_search import MOST, Condition, FoundCase, TooBroad
from engine.reads.clock import now
from engine.reads.saved_searches import SavedSearchNotFound, TooManySavedSearches
from engine.reads.viewer import Viewer

router = APIRouter(prefix="/audit", tags=["audit"])
READING = (NoSession, RoleMissing, TooBroad, TookTooLong)
CHANGING = (NoSession, RoleMissing, ForeignOrigin)
Search = Annotated[CaseSearchIn, Query()]
CSV_HEAD = (
    *("办件编号 number", "事项 process", "地区 area", "申请人 applicant", "单位 organisation"),
    *("状态 state", "提交 started", "办结 ended", "金额(元) amount"),
)


@router.get("/cases", responses=problems(*READING, BadCursor))
def find_cases(
    given: Annotated[CasePageIn, Query()], _person: Overseer, reads: Reads
) -> Page[FoundCaseOut]:
    """One page of the cases that meet all conditions."""
    with _asking(reads, given, "case search", given.after) as (connection, viewer, found, at):
        page = case_search.search_cases(
            connection,
            viewer,
            found,
            amount_of,
            order=given.order,
            after=decode(given.after),
            limit=reads.rows(given.limit),
            at=at,
        )
    items = [_found(row, viewer) for row in page.rows]
    return Page(items=items, next=encode(page.next))


@router.get("/cases/summary", responses=problems(*READING))
def summarise_cases(given: Search, _person: Overseer, reads: Reads) -> SummaryOut:
    """How many cases and how much money are left after each condition."""
    with _asking(reads, given, "case search") as (connection, viewer, found, _at):
        steps = case_search.count_after_each(connection, viewer, found, amount_of)
    return SummaryOut(
        limit=MOST,
        steps=[NarrowingOut.model_validate(step) for step in steps],
        ways=ways_to_narrow(found) if steps[-1].more else [],
    )


@router.get("/cases/map", responses=problems(*READING))
def map_cases(given: Search, _person: Overseer, reads: Reads) -> MapOut:
    """Counts and waiting times per step, for the diagram."""
    area = given.area[0] if len(given.area) == 1 else ""
    with _asking(reads, given, "case map") as (connection, viewer, found, at):
        count = case_search.count_after_each(connection, viewer, found, amount_of)[-1]
        if count.more:
            raise TooBroad(ways_to_narrow(found))
        ids = case_search.population(viewer, found, MOST)
        steps = step_times.step_times(connection, [], reads.calendar(area), at, ids)
    return MapOut(
        cases=count.cases,
        calendar=area,
        steps=[StepTimeOut.model_validate(step) for step in steps],
    )


@router.get("/cases/variants", responses=problems(*READING))
def list_variants(given: Search, _person: Overseer, reads: Reads) -> VariantsOut:
    """Distinct sequences of steps, the most frequent first."""
    with _asking(reads, given, "case variants") as (connection, viewer, found, at):
        ids = case_search.population(viewer, found, MOST + 1)
        answer = variants.variants(connection, ids, at)
        if answer.cases > MOST:
            raise TooBroad(ways_to_narrow(found))
        titles = variants.step_titles(connection, ids)
    return VariantsOut(
        cases=answer.cases,
        distinct=answer.distinct,
        variants=[VariantOut.model_validate(each) for each in answer.variants],
        titles={step: StepTitleOut(zh=zh, en=en) for step, (zh, en) in titles.items()},
    )


@router.get(
    "/cases.csv",
    response_class=StreamingResponse,
    responses={
        200: {"content": {"text/csv": {}}, "description": "UTF-8 with byte order mark"},
        **problems(*READING),
    },
)
def export_cases(given: Search, _person: Overseer, reads: Reads) -> StreamingResponse:
    """All cases that meet the conditions, by business number."""
    with _asking(reads, given, "case export") as (connection, viewer, found, _at):
        every = case_search.found_cases(connection, viewer, found, amount_of)
    rows = [_found(row, viewer) for row in every]
    lines = (
        (
            *(row.number, f"{row.title_zh} {row.title_en}", row.area, row.applicant_zh),
            *(row.organisation, row.state, row.started_at.isoformat()),
            *(row.ended_at.isoformat() if row.ended_at else "", row.amount_yuan),
        )
        for row in rows
    )
    return StreamingResponse(
        as_csv(CSV_HEAD, lines),
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="cases.csv"'},
    )


@router.get("/choices", responses=problems(NoSession, RoleMissing))
def list_choices(_person: Overseer, reads: Reads) -> ChoicesOut:
    """Processes and business states to choose from."""
    with reads.open() as (connection, _viewer):
        published = bundles.list_bundles(connection, state="published")
        states = case_search.case_states(connection)
        outcomes = outcome_names(connection, reads.library)
    return ChoicesOut(
        processes=[
            ProcessChoiceOut(process=row.key, title_zh=row.title_zh, title_en=row.title_en)
            for row in published
            if row.key != SHARED
        ],
        states=states,
        outcomes=outcomes,
    )


@router.get("/steps", responses=problems(NoSession, RoleMissing))
def name_steps(
    _person: Overseer, reads: Reads, step: Annotated[list[Id], Query(max_length=20)]
) -> dict[str, StepTitleOut]:
    """What steps are called, by element id."""
    with reads.open() as (connection, _viewer):
        return step_names(connection, reads.library, step)


@router.get("/searches", responses=problems(NoSession, RoleMissing))
def list_searches(person: Overseer, reads: Reads) -> list[SavedSearchOut]:
    """One's own saved searches, by name."""
    with reads.open() as (connection, _viewer):
        found = saved_searches.saved_searches(connection, person.id)
    return [SavedSearchOut.model_validate(each) for each in found]


@router.put("/searches/{name}", responses=problems(*CHANGING, TooManySavedSearches))
def save_search(
    name: Annotated[ShortText, Path()], given: SavedSearchIn, person: Overseer, reads: Reads
) -> SavedSearchOut:
    """Keep a search under a name, in place of what had it."""
    kept = given.filter.model_dump(mode="json", exclude_defaults=True)
    with reads.open() as (connection, _viewer):
        return SavedSearchOut.model_validate(
            saved_searches.save_search(connection, person.id, name, kept)
        )


@router.delete(
    "/searches/{name}",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=problems(*CHANGING, SavedSearchNotFound),
)
def remove_search(name: Annotated[ShortText, Path()], person: Overseer, reads: Reads) -> None:
    """Forget a saved search."""
    with reads.open() as (connection, _viewer):
        saved_searches.remove_search(connection, person.id, name)


def _found(row: FoundCase, viewer: Viewer) -> FoundCaseOut:
    """Individuals who applied are masked for those who read by a letter."""
    found = FoundCaseOut.model_validate(row)
    by_letter = viewer.reads_by_office(row) and not viewer.reads_unmasked(row)
    if row.organisation or not by_letter:
        return found
    names = {
        "applicant_zh": mask_name(row.applicant_zh),
        "applicant_en": mask_name(row.applicant_en),
    }
    return found.model_copy(update={"applicant": "", **names})


@contextmanager
def _asking(
    reads: Reads, given: CaseSearchIn, what: str, after: str | None = None
) -> Iterator[tuple[Any, Viewer, list[Condition], datetime]]:
    """A connection, who looks, the conditions, and the database's time; the reading is recorded."""
    with reads.open(after) as (connection, viewer):
        at = now(connection)
        found = conditions(connection, given, reads.organisations, at)
        reads.record_search(connection, viewer, what, given.model_dump_json(exclude_defaults=True))
        with bounded(connection):
            yield connection, viewer, found, at
