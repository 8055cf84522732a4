"""Processes one may start, with the form of the application."""

from typing import Annotated

from fastapi import APIRouter, Path

from api.auth.errors import NoSession, RoleMissing
from api.auth.starting import MayFile, Starters
from api.problems import problems
from api.process_catalogue import catalogue_out
from api.schemas.base import Id
from api.schemas.bundles import ProcessOut, StartFormOut
from api.schemas.progress import CatalogueOut
from api.starting import published_bundle, start_form
from api.state import Reads
from api.task_documents import visible_schema
from engine.errors import ProcessNotFound
from engine.model.forms.application import START_FORM
from engine.reads import bundles

router = APIRouter(prefix="/processes", tags=["cases"])


@router.get("", responses=problems(NoSession, RoleMissing))
def list_processes(_person: MayFile, starters: Starters, reads: Reads) -> list[ProcessOut]:
    """Published processes with a form of application that one may file."""
    found = []
    with reads.open() as (connection, _viewer):
        for row in bundles.list_bundles(connection, state="published"):
            bundle = reads.library.bundle(connection, row.bundle)
            if START_FORM in bundle.forms and starters.may(row.key):
                found.append(
                    ProcessOut(
                        process=row.key,
                        title_zh=row.title_zh,
                        title_en=row.title_en,
                        bundle=row.bundle,
                    )
                )
    return found


@router.get("/catalogue", responses=problems(NoSession, RoleMissing))
def get_catalogue(person: MayFile, starters: Starters, reads: Reads) -> CatalogueOut:
    """What one may file: what it is, what it asks for, who decides, how long it takes."""
    with reads.open() as (connection, _viewer):
        rows = bundles.list_bundles(connection, state="published")
        startable = [row.key for row in rows if starters.may(row.key)]
        return catalogue_out(connection, reads, person, startable)


@router.get("/{process}/start-form", responses=problems(NoSession, RoleMissing, ProcessNotFound))
def get_start_form(
    process: Annotated[Id, Path()], _person: MayFile, starters: Starters, reads: Reads
) -> StartFormOut:
    """The form of the application: its fields as JSON Schema."""
    starters(process)
    with reads.open() as (connection, _viewer):
        bundle = published_bundle(connection, reads.library, process)
        form = start_form(connection, reads.library, process)
    return StartFormOut(
        process=process,
        bundle=bundle.sha256,
        title={"zh": form.title.zh, "en": form.title.en},
        json_schema=visible_schema(form),
    )
