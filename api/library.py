"""Diagrams and forms of bundles for screens, read once per process."""

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection

from engine.model.bundle import Bundle
from engine.model.forms import Form
from engine.model.forms.application import START_FORM, with_application
from engine.model.nodes import UserTask
from engine.store.catalogue import Catalogue
from engine.store.resolved import Resolved, pins_hash


class Library:
    """Bundles by content hash; immutable, so what was read once is kept."""

    def __init__(self) -> None:
        self._catalogue = Catalogue()

    def bundle(self, connection: Connection, content_hash: str) -> Bundle:
        """Raises: BundleNotFound."""
        driver = connection.connection.driver_connection
        assert driver is not None  # the connection is in use
        return self._catalogue.bundle(driver, content_hash)

    def resolved(
        self, connection: Connection, process: str, bundles: Mapping[str, str]
    ) -> Resolved:
        """What a case runs on: `bundles` is its pins, `process` its own. Raises: BundleNotFound."""
        driver = connection.connection.driver_connection
        assert driver is not None  # the connection is in use
        return self._catalogue.of_case(driver, pins_hash(bundles), bundles[process])

    def of_case(self, connection: Connection, pins: str, bundle: str) -> Resolved:
        """What a case with these hashes of pins and own bundle runs on. Raises: BundleNotFound."""
        driver = connection.connection.driver_connection
        assert driver is not None  # the connection is in use
        return self._catalogue.of_case(driver, pins, bundle)

    def bundles(self, connection: Connection, hashes: list[str]) -> list[Bundle]:
        """Raises: BundleNotFound."""
        return [self.bundle(connection, each) for each in hashes]


def form_of(bundles: list[Bundle], process: str, element: str) -> Form | None:
    """The form of a user task of a process, wherever among the bundles it lies."""
    for bundle in bundles:
        model = bundle.processes.get(process)
        if model is not None and element in model.by_id:
            work = model.node(element).work
            return bundle.forms.get(work.form_id) if isinstance(work, UserTask) else None
    return None


def start_form_of(bundles: Iterable[Bundle], process: str) -> Form | None:
    """The form that cases of the process are started with."""
    own = next((bundle for bundle in bundles if bundle.key == process), None)
    return own.forms.get(START_FORM) if own is not None else None


def shown_form(bundles: list[Bundle], case: str, process: str, element: str) -> Form | None:
    """The form of a user task as it is read: with the application of the case's own process
    where it shows that."""
    form = form_of(bundles, process, element)
    return with_application(form, start_form_of(bundles, case)) if form is not None else None


def personal_names(bundles: list[Bundle]) -> frozenset[str]:
    """Every field that some form of the bundles marks `x-personal`."""
    return frozenset(
        name for bundle in bundles for form in bundle.forms.values() for name in form.personal
    )
