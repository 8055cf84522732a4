"""The catalogue of what one may file: what it is, what it asks, who decides, how long it takes."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection

from api.schemas.progress import CatalogueEntryOut, CatalogueOut, CatalogueStageOut, NeedOut
from api.schemas.task_page import InBoth
from api.state import Reader
from api.wording import both
from engine.model.bundle import Bundle
from engine.model.forms import Form
from engine.model.forms.application import START_FORM
from engine.model.forms.form import Right
from engine.model.nodes import ProcessModel, Text
from engine.model.stages import Stage, stages_of
from engine.people.organisations import Organisations
from engine.people.signed_in import SignedIn
from engine.reads.bundles import BundleRow, list_bundles
from engine.reads.durations import Duration, durations
from engine.reads.start_drafts import list_drafts
from workflows.catalogue import GROUPS, group_of

#: Fewer cases say nothing about how long it takes.
FEWEST_CASES = 20
IN_CHARGE = Text("承办部门", "the bureau in charge")


def catalogue_out(
    connection: Connection, reads: Reader, person: SignedIn, processes: Iterable[str]
) -> CatalogueOut:
    """Entries in the order of their groups and titles; `processes` are those one may start."""
    wanted = set(processes)
    rows = list_bundles(connection, state="published")
    bundles = {row.key: reads.library.bundle(connection, row.bundle) for row in rows}
    models = {key: model for b in bundles.values() for key, model in b.processes.items()}
    offered = [row for row in rows if row.key in wanted and START_FORM in bundles[row.key].forms]
    took = durations(connection, [row.key for row in offered])
    drafts = {row.process for row in list_drafts(connection, person.id)}
    organisations = reads.lookup.organisations()
    entries = [
        _entry(row, bundles[row.key], models, took.get(row.key), row.key in drafts)
        for row in offered
    ]
    order = list(GROUPS)
    entries.sort(key=lambda each: (order.index(group_of(each.process)), each.process))
    return CatalogueOut(entries=entries, areas=_areas(organisations, person.area), area=person.area)


def _entry(
    row: BundleRow,
    bundle: Bundle,
    models: dict[str, ProcessModel],
    took: Duration | None,
    has_draft: bool,
) -> CatalogueEntryOut:
    form = bundle.forms[START_FORM]
    stages = stages_of(models, row.key)
    description = models[row.key].documentation
    zh, en = GROUPS[group_of(row.key)]
    enough = took is not None and took.cases >= FEWEST_CASES
    return CatalogueEntryOut(
        process=row.key,
        bundle=row.bundle,
        title=InBoth(zh=row.title_zh, en=row.title_en),
        description=both(description),
        group=InBoth(zh=zh, en=en),
        needs=[_need(form, name) for name in form.fields if form.may(name, Right.WRITE)],
        stages=[_stage(each) for each in stages],
        limit_working_days=sum(each.limit_working_days or 0 for each in stages if each.usual),
        median_days=round(took.median_days, 1) if took is not None and enough else None,
        ended_cases=took.cases if took is not None else 0,
        draft=has_draft,
    )


def _need(form: Form, name: str) -> NeedOut:
    schema: dict[str, Any] = form.schema["properties"].get(name, {})
    inner: dict[str, Any] = schema.get("items", schema) or schema
    forms = {schema.get("format"), inner.get("format")} if isinstance(inner, dict) else set()
    kind = next((each for each in ("roster", "attachment") if each in forms), "field")
    return NeedOut(
        label=both(form.label(name)), required=name in form.schema.get("required", ()), kind=kind
    )


def _stage(stage: Stage) -> CatalogueStageOut:
    return CatalogueStageOut(
        name=both(stage.name),
        by=both(_by(stage)),
        mine=stage.applicant,
        limit_working_days=stage.limit_working_days,
        waits=stage.waits,
        usual=stage.usual,
    )


def _by(stage: Stage) -> Text:
    """The lane: it says who it is in the words of whoever drew the process."""
    return stage.lane if stage.lane.zh else IN_CHARGE


def _areas(organisations: Organisations, own: str | None) -> list[dict[str, Any]]:
    """Every area, those around the person's own first."""
    near = list(organisations.chain(own)) if own else []
    order = {code: position for position, code in enumerate(near)}
    areas = sorted(
        organisations.areas.values(), key=lambda each: (order.get(each.code, len(near)), each.code)
    )
    return [{"code": each.code, "zh": each.name_zh, "en": each.name_en} for each in areas]
