"""What it takes to file an application: the published bundle and its form."""

from sqlalchemy import Connection

from api.library import Library
from engine.errors import ProcessNotFound
from engine.model.bundle import Bundle
from engine.model.forms import Form
from engine.model.forms.application import START_FORM
from engine.reads import bundles


def published_bundle(connection: Connection, library: Library, process: str) -> Bundle:
    """Raises: ProcessNotFound."""
    published = bundles.list_bundles(connection, key=process, state="published")
    if not published:
        raise ProcessNotFound(process)
    return library.bundle(connection, published[0].bundle)


def start_form(connection: Connection, library: Library, process: str) -> Form:
    """The form of the application. Raises: ProcessNotFound, also where people cannot file one."""
    form = published_bundle(connection, library, process).forms.get(START_FORM)
    if form is None:
        raise ProcessNotFound(process)
    return form
