"""Samples 抽样 and working papers 底稿 of auditors: plan, look, draw, write, take away."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Any, Literal
from uuid import UUID, uuid4

from fastapi import APIRouter, Path, Query, status
from fastapi.responses import HTMLResponse, JSONResponse, StreamingResponse

from api.auditing import amount_of, conditions
from api.auth.errors import ForeignOrigin, NoSession, RoleMissing
from api.auth.who import Auditor
from api.paging import After, BadCursor, Limit, Page, decode, encode
from api.problems import problems
from api.schemas.samples import (
    PaperIn,
    PaperOut,
    PlanIn,
    SampleItemOut,
    SampleOut,
    SampleRowOut,
)
from api.state import Reads
from api.working_papers import Names, papers_csv, papers_html, papers_json, sample_out
from engine.audits import samples
from engine.audits.errors import (
    BoundsNotAscending,
    NothingToWithdraw,
    PaperIncomplete,
    PopulationEmpty,
    PopulationTooLarge,
    SampleIsDrawn,
    SampleIsOthers,
    SampleItemNotFound,
    SampleNotFound,
    SampleTooLarge,
)
from engine.audits.papers import PaperEntry, read_papers, write_paper
from engine.audits.planning import draw_sample, plan_sample
from engine.people.signed_in import SignedIn
from engine.reads.bounded import TookTooLong, bounded
from engine.reads.clock import now
from engine.reads.viewer import Viewer

router = APIRouter(prefix="/audit/samples", tags=["audit"])
READING = (NoSession, RoleMissing, SampleNotFound)
CHANGING = (NoSession, RoleMissing, ForeignOrigin)
Position = Annotated[int, Path(ge=1, le=2_000_000_000)]


@router.get("", responses=problems(NoSession, RoleMissing, BadCursor))
def list_samples(
    person: Auditor, reads: Reads, after: After = None, limit: Limit = None
) -> Page[SampleRowOut]:
    """The samples of one's office, newest first; every one for those who see every case."""
    with reads.open(after) as (connection, viewer):
        page = samples.list_samples(
            connection, viewer, person.organisation or "", decode(after), reads.rows(limit)
        )
        names = Names(connection, [row.person for row in page.rows])
    items = [names.of(SampleRowOut.model_validate(row)) for row in page.rows]
    return Page(items=items, next=encode(page.next))


@router.post(
    "",
    status_code=status.HTTP_201_CREATED,
    responses=problems(
        *CHANGING,
        TookTooLong,
        PopulationEmpty,
        PopulationTooLarge,
        SampleTooLarge,
        BoundsNotAscending,
    ),
)
def plan(given: PlanIn, person: Auditor, reads: Reads) -> SampleOut:
    """Freeze the population and keep the plan (抽样计划); nothing is drawn yet."""
    with reads.open() as (connection, viewer):
        at = now(connection)
        filtered = given.filter.model_dump(mode="json", exclude_defaults=True)
        with bounded(connection):
            found = plan_sample(
                connection,
                viewer,
                conditions(connection, given.filter, reads.organisations, at),
                amount_of,
                given.plan(),
                sample_id=uuid4(),
                title=given.title,
                filtered=filtered,
                organisation=person.organisation or "",
                at=at,
            )
        detail = given.filter.model_dump_json(exclude_defaults=True)
        reads.record_search(connection, viewer, "sample population", detail)
        names = Names(connection, [found.person])
    return names.of(sample_out(found, writes=True))


@router.get("/{sample_id}", responses=problems(*READING))
def get_sample(sample_id: UUID, person: Auditor, reads: Reads) -> SampleOut:
    """One sample: plan, population, and after the draw how it was drawn."""
    with _sample(reads, person, sample_id) as (connection, viewer, found):
        writes = samples.writes(viewer, person.organisation or "", found)
        names = Names(connection, [found.person, found.drawn_by])
    return names.of(sample_out(found, writes=writes))


@router.post(
    "/{sample_id}/draw", responses=problems(*READING, *CHANGING, SampleIsOthers, SampleIsDrawn)
)
def draw(sample_id: UUID, person: Auditor, reads: Reads) -> list[SampleItemOut]:
    """Draw what was planned (抽取). Once."""
    with _sample(reads, person, sample_id, writing=True) as (connection, viewer, _found):
        draw_sample(connection, person.id, sample_id, now(connection))
        items = samples.sample_items(connection, viewer, sample_id)
        reads.record_search(connection, viewer, "sample", str(sample_id))
    return [SampleItemOut.model_validate(item) for item in items]


@router.get("/{sample_id}/items", responses=problems(*READING))
def list_items(sample_id: UUID, person: Auditor, reads: Reads) -> list[SampleItemOut]:
    """What was drawn, in that order, with what stands in the papers."""
    with _sample(reads, person, sample_id) as (connection, viewer, _found):
        items = samples.sample_items(connection, viewer, sample_id)
        reads.record_search(connection, viewer, "sample", str(sample_id))
    return [SampleItemOut.model_validate(item) for item in items]


@router.get(
    "/{sample_id}/items/{position}/papers", responses=problems(*READING, SampleItemNotFound)
)
def list_papers(
    sample_id: UUID, position: Position, person: Auditor, reads: Reads
) -> list[PaperOut]:
    """Everything written about an item, oldest first."""
    with _sample(reads, person, sample_id) as (connection, viewer, _found):
        _item(connection, viewer, sample_id, position)
        found = read_papers(connection, sample_id, position)
        names = Names(connection, [entry.person for entry in found])
    return [names.of(PaperOut.model_validate(entry)) for entry in found]


@router.post(
    "/{sample_id}/items/{position}/papers",
    status_code=status.HTTP_201_CREATED,
    responses=problems(
        *READING,
        *CHANGING,
        SampleIsOthers,
        SampleItemNotFound,
        PaperIncomplete,
        NothingToWithdraw,
    ),
)
def write(
    sample_id: UUID, position: Position, given: PaperIn, person: Auditor, reads: Reads
) -> PaperOut:
    """Write a note, a finding, a conclusion, or take one back; nothing is ever changed."""
    entry = PaperEntry(
        given.kind,
        given.text,
        given.finding,
        given.conclusion,
        given.amount_yuan,
        given.withdraws,
    )
    with _sample(reads, person, sample_id, writing=True) as (connection, viewer, _found):
        _item(connection, viewer, sample_id, position)
        row = write_paper(connection, person.id, sample_id, position, entry, now(connection))
        names = Names(connection, [row.person])
    return names.of(PaperOut.model_validate(row))


@router.get(
    "/{sample_id}/export.csv",
    response_class=StreamingResponse,
    responses={200: {"content": {"text/csv": {}}}, **problems(*READING)},
)
def export_csv(sample_id: UUID, person: Auditor, reads: Reads) -> StreamingResponse:
    """Items and entries of the papers as a table."""
    with _export(reads, person, sample_id) as (_connection, _viewer, _found, items, papers):
        lines = papers_csv(items, papers)
    return StreamingResponse(
        lines, media_type="text/csv; charset=utf-8", headers=_attachment(sample_id, "csv")
    )


@router.get("/{sample_id}/export.json", response_class=JSONResponse, responses=problems(*READING))
def export_json(sample_id: UUID, person: Auditor, reads: Reads) -> JSONResponse:
    """The plan, the frozen list, what was drawn and written: enough to draw it again elsewhere."""
    with _export(reads, person, sample_id) as (connection, viewer, found, items, papers):
        frozen = samples.frozen_list(connection, viewer, sample_id)
    return JSONResponse(
        papers_json(found, items, papers, frozen), headers=_attachment(sample_id, "json")
    )


@router.get(
    "/{sample_id}/export.html",
    response_class=HTMLResponse,
    responses={200: {"content": {"text/html": {}}}, **problems(*READING)},
)
def export_html(
    sample_id: UUID,
    person: Auditor,
    reads: Reads,
    language: Annotated[Literal["zh", "en"], Query()] = "zh",
) -> HTMLResponse:
    """The working paper as a page for printing."""
    with _export(reads, person, sample_id) as (connection, _viewer, found, items, papers):
        printed = f"{person.name_zh} {person.id}, {now(connection).isoformat(timespec='minutes')}"
    return HTMLResponse(papers_html(found, items, papers, language, printed))


@contextmanager
def _sample(
    reads: Reads, person: SignedIn, sample_id: UUID, *, writing: bool = False
) -> Iterator[tuple[Any, Viewer, samples.Sample]]:
    """Raises: SampleNotFound, SampleIsOthers."""
    organisation = person.organisation or ""
    with reads.open() as (connection, viewer):
        found = samples.get_sample(connection, viewer, organisation, sample_id)
        if writing and not samples.writes(viewer, organisation, found):
            raise SampleIsOthers
        yield connection, viewer, found


@contextmanager
def _export(reads: Reads, person: SignedIn, sample_id: UUID) -> Iterator[tuple[Any, ...]]:
    with _sample(reads, person, sample_id) as (connection, viewer, found):
        items = samples.sample_items(connection, viewer, sample_id)
        seen = {item.position for item in items if not item.withheld}
        papers = [row for row in read_papers(connection, sample_id) if row.position in seen]
        reads.record_search(connection, viewer, "sample export", str(sample_id))
        yield connection, viewer, found, items, papers


def _item(connection: Any, viewer: Viewer, sample_id: UUID, position: int) -> samples.Item:
    """Raises: SampleItemNotFound, also for an item that is withheld."""
    found = samples.sample_items(connection, viewer, sample_id, position=position)
    if not found or found[0].withheld:
        raise SampleItemNotFound(position)
    return found[0]


def _attachment(sample_id: UUID, ending: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="sample-{sample_id}.{ending}"'}
