"""Whose work a person watches on the dashboards, and the diagram it is shown on."""

from sqlalchemy import Connection

from api.auth.viewer import headed_bureaus, inspected_areas
from api.library import Library
from api.schemas.overview import ProcessDiagramOut
from engine.errors import ProcessNotFound
from engine.people.organisations import Organisations
from engine.people.signed_in import SignedIn
from engine.reads import bundles
from engine.reads.viewer import Viewer


def bureaus_watched(
    person: SignedIn, viewer: Viewer, organisations: Organisations
) -> tuple[list[str], bool]:
    """The bureaus whose work the person may watch, and whether only seen cases count.

    Heads watch what they head; auditors every organisation in the areas they may read.
    """
    headed = headed_bureaus(person)
    areas = {code for area in inspected_areas(person) for code in organisations.within(area)}
    areas |= {code for scope in viewer.scopes for code in scope.areas}
    known = organisations.organisations.values()
    read = {each.id for each in known if viewer.sees_all or each.area in areas}
    return sorted(headed | read), bool(read) and not viewer.sees_all


def diagram_of(connection: Connection, library: Library, process: str) -> ProcessDiagramOut:
    """The diagram of the newest published bundle that holds the process.

    Raises: ProcessNotFound.
    """
    row = bundles.bundle_of_process(connection, process)
    if row is None:
        raise ProcessNotFound(process)
    bundle = library.bundle(connection, row.bundle)
    sources = [each.source for each in bundle.diagrams.values() if process in each.processes]
    if not sources:
        raise ProcessNotFound(process)
    name = bundle.processes[process].name
    return ProcessDiagramOut(
        process=process,
        title_zh=name.zh or row.title_zh,
        title_en=name.en or row.title_en,
        bundle=row.bundle,
        xml=sources[0].decode(),
    )
