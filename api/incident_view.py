"""One incident as whoever repairs it sees it: element, error and named variables, nothing more."""

from uuid import UUID

from sqlalchemy import Connection

from api.library import Library
from api.schemas.cases import (
    FailedExpressionOut,
    IncidentOut,
    IncidentViewOut,
    JobOut,
    NamedValueOut,
)
from api.visible import masked
from engine.errors import IncidentNotFound
from engine.model.bundle import Bundle
from engine.model.expressions_of import NamedExpression, expressions_of
from engine.model.nodes import Node, ProcessModel
from engine.reads import incidents
from engine.reads.viewer import Viewer

MOST = 200
#: Facts of the case that expressions read; nobody overwrites them.
GIVEN = frozenset({"case"})


def incident_view(
    connection: Connection, viewer: Viewer, library: Library, case_id: UUID, instance: int
) -> IncidentViewOut:
    """Raises: CaseNotFound, IncidentNotFound."""
    rows = incidents.list_incidents(
        connection, viewer, case_id=case_id, open_only=False, limit=MOST
    ).rows
    row = next((each for each in rows if each.instance == instance), None)
    pinned = incidents.stopped_case(connection, case_id, ())
    if row is None:
        raise IncidentNotFound(case_id, instance)
    bundles = library.bundles(connection, list(pinned.bundles.values()))
    place = _place(bundles, row.process, row.element)
    expressions = list(expressions_of(place[1], place[2])) if place else []
    names = _names(expressions)
    values = masked(incidents.stopped_case(connection, case_id, names).values, bundles)
    jobs = incidents.list_jobs(connection, viewer, case_id=case_id, limit=MOST).rows
    return IncidentViewOut(
        incident=IncidentOut.model_validate(row),
        title_zh=place[2].name.zh if place else "",
        title_en=place[2].name.en if place else "",
        process_title_zh=place[1].name.zh if place else "",
        process_title_en=place[1].name.en if place else "",
        kind=place[2].kind.value if place else "",
        expressions=[
            FailedExpressionOut(what=each.what, target=each.target, text=each.expression.source)
            for each in expressions
        ],
        variables=[
            NamedValueOut(name=name, there=name in values, value=values.get(name)) for name in names
        ],
        others=[
            IncidentOut.model_validate(each)
            for each in rows
            if each.resolved_at is None and each.instance != instance
        ],
        jobs=[JobOut.model_validate(each) for each in jobs],
        diagram=_diagram(place[0], place[1]) if place else "",
    )


def _place(
    bundles: list[Bundle], process: str, element: str
) -> tuple[Bundle, ProcessModel, Node] | None:
    """Where the element stands: the case's own process first, then those it calls."""
    found = [
        (bundle, model, model.node(element))
        for bundle in bundles
        for model in bundle.processes.values()
        if element in model.by_id
    ]
    return min(found, key=lambda each: each[1].id != process, default=None)


def _names(expressions: list[NamedExpression]) -> list[str]:
    """Variables that the expressions read, in order of appearance."""
    read = (
        name
        for each in expressions
        for name in sorted(each.expression.free_names)
        if name not in GIVEN
    )
    return list(dict.fromkeys(read))


def _diagram(bundle: Bundle, model: ProcessModel) -> str:
    for diagram in bundle.diagrams.values():
        if model.id in diagram.processes:
            return diagram.source.decode("utf-8", errors="replace")
    return ""
