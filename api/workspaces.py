"""Workspaces for screens: with the names of people, the published bundles, the checks."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from api.library import Library
from api.schemas.workspaces import (
    DraftVariableOut,
    FileOut,
    NamedOut,
    OutlineOut,
    PersonNameOut,
    SaveOut,
    VisitorOut,
    WorkspaceOut,
    WorkspaceViewOut,
)
from engine.errors import BundleNotFound
from engine.feel import FeelError, from_tagged
from engine.model.bundle import Bundle
from engine.model.bundle_parts import kind_of
from engine.model.nodes import ServiceTask
from engine.people.names import names_of
from engine.reads import bundles, workspaces
from engine.workspaces.checking import Checked
from engine.workspaces.workspace import Save, Workspace


def workspaces_out(connection: Connection, found: Sequence[Workspace]) -> list[WorkspaceOut]:
    """With who is in each of them."""
    here = workspaces.visitors(connection, [each.id for each in found])
    people = {visitor.person for visitors in here.values() for visitor in visitors}
    people |= {name for each in found for name in (each.created_by, each.changed_by)}
    names = people_called(connection, people)
    return [
        WorkspaceOut.model_validate(
            {
                **_fields(each),
                "created_by": names.get(each.created_by, NOBODY),
                "changed_by": names.get(each.changed_by, NOBODY),
                "visitors": [
                    VisitorOut.model_validate({"person": names[v.person], "path": v.path})
                    for v in here.get(each.id, [])
                ],
            }
        )
        for each in found
    ]


def workspace_view(connection: Connection, found: Workspace) -> WorkspaceViewOut:
    """One workspace with its files and the version it was made from."""
    [out] = workspaces_out(connection, [found])
    version = state = None
    if found.based_on:
        try:
            base = bundles.get_bundle(connection, found.based_on)
            version, state = base.version, base.state
        except BundleNotFound:
            pass
    contents = files_out(connection, workspaces.current_saves(connection, found.id))
    return WorkspaceViewOut(
        **out.model_dump(), contents=contents, based_on_version=version, based_on_state=state
    )


def saves_out(connection: Connection, found: Sequence[Save]) -> list[SaveOut]:
    names = people_called(connection, (each.saved_by for each in found))
    return [
        SaveOut.model_validate({**_fields(each), "saved_by": names.get(each.saved_by, NOBODY)})
        for each in found
    ]


def files_out(connection: Connection, found: Sequence[Save]) -> list[FileOut]:
    return [
        FileOut(**out.model_dump(), kind=kind_of(out.path)) for out in saves_out(connection, found)
    ]


def published(connection: Connection, library: Library) -> dict[str, Bundle]:
    """Every published bundle by its hash: what a workspace may call."""
    rows = bundles.list_bundles(connection, state="published")
    return {row.bundle: library.bundle(connection, row.bundle) for row in rows}


def outline_out(checked: Checked, others: dict[str, Bundle]) -> OutlineOut:
    """Variables, and everything else of which an editor offers a list."""
    outline = checked.outline
    own = checked.bundle.processes.values() if checked.bundle is not None else ()
    models = [*own, *(m for each in others.values() for m in each.processes.values())]
    called = {model.id: model.name.zh for model in models if model.none_start is not None}
    handlers = {
        node.work.type for m in models for node in m.nodes if isinstance(node.work, ServiceTask)
    }
    return OutlineOut(
        variables=[DraftVariableOut.model_validate(each) for each in outline.variables.values()],
        steps=_named(outline.steps),
        forms=list(outline.forms),
        decisions=_named(outline.decisions),
        processes=_named(called),
        handlers=sorted(handlers),
    )


def values_of(given: dict[str, Any] | None) -> dict[str, Any] | None:
    """Example data from tagged JSON; what is no value is left out."""
    if given is None:
        return None
    found = {}
    for name, value in given.items():
        try:
            found[name] = from_tagged(value)
        except FeelError:
            continue
    return found


def _named(found: Any) -> list[NamedOut]:
    return [NamedOut(id=id_, name=name) for id_, name in sorted(found.items()) if id_]


def _fields(found: Workspace | Save) -> dict[str, UUID | int | str | bool | datetime | None]:
    return {name: getattr(found, name) for name in type(found).__slots__}


#: stands in where nobody is named
NOBODY = PersonNameOut(id="", zh="", en="")


def people_called(connection: Connection, ids: Iterable[str]) -> dict[str, PersonNameOut]:
    """People with their names; who is not known is called by the id."""
    wanted = {each for each in ids if each}
    names = names_of(connection, wanted)
    return {
        each: PersonNameOut(id=each, zh=names[each].zh, en=names[each].en)
        if each in names
        else PersonNameOut(id=each, zh=each, en=each)
        for each in wanted
    }
