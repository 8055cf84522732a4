"""Which roles the user tasks of a process need, as far as the diagram says it.

A static group names kind and role; an expression gives a whole group, of which only the role stands
in the text (`lead + ".reviewer"`), for whatever organisation the case brings along.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from engine.model.nodes import ProcessModel, Text, UserTask

_ROLE: Final = re.compile(r'"\.([a-z][a-z0-9_]*)"')


@dataclass(frozen=True, slots=True)
class NeededRole:
    """One step that somebody with the role has to do."""

    element: str
    title: Text
    role: str
    kind: str  #: kind of organisation; empty: the case says which organisation


def needed_roles(model: ProcessModel) -> Iterator[NeededRole]:
    """In document order; a step that several roles may do comes several times."""
    for node in model.nodes:
        if not isinstance(node.work, UserTask):
            continue
        assignment = node.work.assignment
        for group in assignment.static_groups:
            kind, _, role = group.rpartition(".")
            yield NeededRole(node.id, node.name, role, kind)
        if assignment.candidate_groups is not None:
            for role in dict.fromkeys(_ROLE.findall(assignment.candidate_groups.source)):
                yield NeededRole(node.id, node.name, role, "")
