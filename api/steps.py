"""Steps of published processes and the roles they need."""

from dataclasses import dataclass

from sqlalchemy import Connection

from api.library import Library
from engine.model.staffing import NeededRole, needed_roles
from engine.reads.bundles import BundleRow, list_bundles


@dataclass(frozen=True, slots=True)
class NeededStep:
    bundle: BundleRow
    needed: NeededRole

    def fits(self, kind: str, role: str) -> bool:
        """May this step fall to the role in an organisation of the kind?"""
        return self.needed.role == role and self.needed.kind in ("", kind)


def published_steps(connection: Connection, library: Library) -> list[NeededStep]:
    """By process and document order."""
    return [
        NeededStep(row, needed)
        for row in list_bundles(connection, state="published")
        for model in library.bundle(connection, row.bundle).processes.values()
        for needed in needed_roles(model)
    ]
