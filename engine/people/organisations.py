"""Organisations 机构 and areas 区划 as one immutable snapshot; `bureau(kind, area)` climbs it.

A snapshot is what deciding reads, so it carries a version hash for the journal. Building one is
the database's affair (`engine.people.directory`); asking it is pure.

Source: territorial principle (属地管理), decision 0012.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import rfc8785


@dataclass(frozen=True, slots=True)
class Area:
    code: str  #: administrative code, e.g. "321300"
    parent: str | None  #: code of the area it lies in; None for a root
    name_zh: str
    name_en: str
    plan: int | None = None  #: number of the plan that rules here; None: the parent's


@dataclass(frozen=True, slots=True)
class Organisation:
    id: str  #: "<area>.<kind>", or its own id for enterprises and institutions
    kind: str
    area: str
    name_zh: str
    name_en: str
    credit_code: str | None = None  #: unified social credit code 统一社会信用代码


@dataclass(frozen=True)
class Organisations:
    """All areas and organisations at one moment."""

    areas: Mapping[str, Area] = field(default_factory=dict)
    organisations: Mapping[str, Organisation] = field(default_factory=dict)

    @classmethod
    def of(cls, areas: Iterable[Area], organisations: Iterable[Organisation]) -> "Organisations":
        return cls({a.code: a for a in areas}, {o.id: o for o in organisations})

    def chain(self, area: str) -> Iterator[str]:
        """The area and the areas around it, innermost first; an unknown code stands alone."""
        seen: set[str] = set()
        code: str | None = area
        while code is not None and code not in seen:
            seen.add(code)
            yield code
            known = self.areas.get(code)
            code = known.parent if known else None

    def bureau(self, kind: str, area: str) -> str | None:
        """Id of the nearest bureau of `kind`, climbing from `area`; None when there is none.

        Several of a kind in one area (enterprises have that, bureaus do not): the one called
        "<area>.<kind>", else the first by id.
        """
        candidates = self.nearest(kind, area)
        if not candidates:
            return None
        own = f"{self.organisations[candidates[0]].area}.{kind}"
        return own if own in candidates else candidates[0]

    def nearest(self, kind: str, area: str) -> tuple[str, ...]:
        """All of the kind in the nearest area that has any, by id; empty when there is none."""
        for code in self.chain(area):
            candidates = self._by_kind_and_area.get((kind, code))
            if candidates:
                return tuple(candidates)
        return ()

    def plan(self, area: str) -> int | None:
        """Number of the plan that rules in the area; None where none is set."""
        for code in self.chain(area):
            known = self.areas.get(code)
            if known and known.plan is not None:
                return known.plan
        return None

    def within(self, area: str) -> frozenset[str]:
        """Codes of the area and everything inside it."""
        return frozenset(code for code in {*self.areas, area} if area in self.chain(code))

    @cached_property
    def _by_kind_and_area(self) -> Mapping[tuple[str, str], list[str]]:
        found: dict[tuple[str, str], list[str]] = {}
        for organisation in sorted(self.organisations.values(), key=lambda each: each.id):
            found.setdefault((organisation.kind, organisation.area), []).append(organisation.id)
        return found

    @cached_property
    def version(self) -> str:
        """SHA-256 over what deciding can read of the snapshot (names left out)."""
        document: dict[str, Any] = {
            "areas": {a.code: [a.parent, a.plan] for a in self.areas.values()},
            "organisations": {o.id: [o.kind, o.area] for o in self.organisations.values()},
        }
        return hashlib.sha256(rfc8785.dumps(document)).hexdigest()
