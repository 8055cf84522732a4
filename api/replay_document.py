"""What the replay player needs to know of a case besides its entries: diagrams, names, days."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from api.masking import mask_name
from engine.journal.named import people_in
from engine.journal.reading import KeptDocument, KeptEntry
from engine.model.bundle import Bundle
from engine.model.nodes import CallActivity, Node, ProcessModel, Text, UserTask
from engine.people.calendars import WorkingCalendar
from engine.people.named import Name, organisations_named, people_named
from engine.people.transactions import Session
from engine.reads.bundles import BundleRow


def processes_of(bundles: Iterable[Bundle], rows: Mapping[str, BundleRow]) -> list[dict[str, Any]]:
    """Every process of the bundles, with where its diagram lies; `rows` by content hash."""
    return [
        {
            "id": process.id,
            **_text(process.name, process.id),
            "bundle": bundle.sha256,
            "bundle_key": bundle.key,
            "bundle_version": rows[bundle.sha256].version,
            "file": path,
            "elements": [_element(process, node, bundle) for node in process.nodes],
            "flows": {
                flow.id: {
                    **_text(flow.name, ""),
                    "source": process.nodes[flow.source].id,
                    "target": process.nodes[flow.target].id,
                }
                for flow in process.flows
            },
        }
        for bundle in bundles
        for path, diagram in bundle.diagrams.items()
        for process in diagram.processes.values()
    ]


def fields_of(bundles: Iterable[Bundle]) -> dict[str, dict[str, str]]:
    """Variable → label, from every form of the bundles; the first that names it decides."""
    found: dict[str, dict[str, str]] = {}
    for bundle in bundles:
        for form in bundle.forms.values():
            for name in form.fields:
                label = form.label(name)
                if label.zh != name:
                    found.setdefault(name, _text(label, name))
    return found


def options_of(bundles: Iterable[Bundle]) -> dict[str, dict[str, dict[str, str]]]:
    """Variable → value → its words, from every list of choices in a form of the bundles."""
    found: dict[str, dict[str, dict[str, str]]] = {}
    for bundle in bundles:
        for form in bundle.forms.values():
            for name, schema in form.schema["properties"].items():
                items = schema.get("items")
                inner = items if isinstance(items, Mapping) else {}
                options = schema.get("x-options") or inner.get("x-options") or {}
                for value, words in options.items():
                    text = _text(Text(words.get("zh", ""), words.get("en", "")), value)
                    found.setdefault(name, {}).setdefault(value, text)
    return found


def names_in(
    session: Session, documents: Iterable[KeptDocument], *, sees_personal: bool
) -> tuple[dict[str, Name], dict[str, Name]]:
    """People and organisations the journal names; individuals' names masked where they must be."""
    persons, organisations = people_in(documents)
    people = people_named(session, persons)
    if not sees_personal:
        people = {
            person: name
            if name.organisation
            else Name(mask_name(name.zh), mask_name(name.en), name.organisation)
            for person, name in people.items()
        }
    organisations |= {name.organisation for name in people.values() if name.organisation}
    return people, organisations_named(session, organisations)


def days_off(calendar: WorkingCalendar, first: datetime, last: datetime) -> list[date]:
    """The days from the first to the last that are no working days, both included."""
    day, end = calendar.local_day(first), calendar.local_day(last)
    found = []
    while day <= end:
        if not calendar.is_working_day(day):
            found.append(day)
        day += timedelta(days=1)
    return found


def documents_of(kept: Iterable[KeptEntry]) -> list[KeptDocument]:
    """Raises: msgspec.ValidationError for a text that is no entry."""
    return [each.document() for each in kept]


def _element(process: ProcessModel, node: Node, bundle: Bundle) -> dict[str, Any]:
    work = node.work
    form = bundle.forms.get(work.form_id) if isinstance(work, UserTask) else None
    return {
        "id": node.id,
        "kind": str(node.kind),
        **_text(node.name, ""),
        "parent": process.nodes[node.parent].id if node.parent >= 0 else "",
        "calls": work.process_id if isinstance(work, CallActivity) else "",
        "outcomes": {each.id: _text(each.label, each.id) for each in form.outcomes} if form else {},
    }


def _text(text: Text, otherwise: str) -> dict[str, str]:
    return {"zh": text.zh or text.en or otherwise, "en": text.en or text.zh or otherwise}
