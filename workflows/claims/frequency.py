"""DT-02 and DT-03: three subsidies a year, and nothing twice; lines of one claim see each other.

Lines are judged in the order of their certificate dates, so that the earlier one gets the third
place of the year.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from workflows.claims.facts import ClaimFacts, Held
from workflows.claims.lines import ClaimLine
from workflows.claims.results import Reason
from workflows.claims.tables import Tables

#: Benefits that take one of the three places of a year (L-01).
COUNTED = frozenset(
    {
        "certificate",
        "certificate_key_group",
        "special_operation",
        "pre_job",
        "safety",
        "transfer",
        "apprenticeship",
        "other_course",
    }
)
#: Benefits paid for an occupation and level, or an occupation and kind of certificate (L-02).
COMPARED = frozenset(
    {"certificate", "certificate_key_group", "special_operation", "apprenticeship"}
)
#: Benefits paid for the training project itself (L-07).
BY_PROJECT = frozenset(
    {"certificate", "pre_job", "safety", "transfer", "apprenticeship", "other_course"}
)
ONCE = frozenset({"studio_grant", "chief_technician_grant"})


@dataclass
class HeldSoFar:
    """What each person holds: the registers' facts, and lines of this claim already judged."""

    claim: ClaimFacts
    added: dict[str, list[Held]] = field(default_factory=lambda: defaultdict(list))

    def of(self, line: ClaimLine) -> list[Held]:
        return [*self.claim.person(line.id_number).held, *self.added[key_of(line)]]

    def add(self, line: ClaimLine, rate_id: str | None = None) -> None:
        self.added[key_of(line)].append(held_by(line, self.claim, rate_id))


def key_of(line: ClaimLine) -> str:
    return line.id_number or f"project:{line.project_id or line.name}"


def counted_year(line: ClaimLine, claim: ClaimFacts) -> int:
    return line.year or claim.filed_on.year


def held_by(line: ClaimLine, claim: ClaimFacts, rate_id: str | None = None) -> Held:
    """The line as something its person holds from now on."""
    return Held(
        benefit=line.benefit,
        year=counted_year(line, claim),
        counts=line.benefit in COUNTED,
        rate_id=rate_id,
        occupation=line.occupation,
        level=line.level,
        certificate_kind=line.certificate_kind,
        project_id=line.project_id,
        months=line.months,
    )


def order_of(line: ClaimLine) -> tuple[date, int]:
    """Earlier certificate date first, then the roster's order."""
    return (line.certificate_date or line.course_end or date.max, line.number)


def duplicate(
    line: ClaimLine, claim: ClaimFacts, held: list[Held], tables: Tables
) -> Reason | None:
    """DT-03: same occupation and level, same project, or a one-off grant again."""
    row = tables.ask(
        "DT_03_duplicate",
        plan=claim.plan,
        same_level_held=any(_same_level(line, each) for each in held),
        same_project_held=any(_same_project(line, each) for each in held),
        grant_held=line.benefit in ONCE and any(each.benefit == line.benefit for each in held),
    )
    return None if row["ok"] else Reason.of("DT_03_duplicate", row)


def frequency(
    line: ClaimLine, claim: ClaimFacts, held: list[Held], tables: Tables
) -> Reason | None:
    """DT-02: whether a place is left in the year of the line."""
    year = counted_year(line, claim)
    row = tables.ask(
        "DT_02_frequency",
        plan=claim.plan,
        benefit=line.benefit,
        count_in_year=_places_taken(line, held, year),
        exception_granted=line.number in claim.exceptions,
    )
    return None if row["ok"] else Reason.of("DT_02_frequency", row)


def _places_taken(line: ClaimLine, held: list[Held], year: int) -> int:
    """An apprenticeship takes one place a year, however many of its lines are claimed."""
    counted = [each for each in held if each.counts and each.year == year]
    programmes = {each.project_id for each in counted if each.benefit == "apprenticeship"}
    others = sum(each.benefit != "apprenticeship" for each in counted)
    if line.benefit == "apprenticeship" and line.project_id in programmes:
        return 0
    return others + len(programmes)


def _same_level(line: ClaimLine, held: Held) -> bool:
    if line.benefit not in COMPARED or held.benefit not in COMPARED:
        return False
    if line.benefit == held.benefit == "apprenticeship" and line.project_id == held.project_id:
        return False
    if line.level is not None or held.level is not None:
        return (line.occupation, line.level) == (held.occupation, held.level)
    if line.certificate_kind is None and line.occupation is None:
        return False
    return (line.occupation, line.certificate_kind) == (held.occupation, held.certificate_kind)


def _same_project(line: ClaimLine, held: Held) -> bool:
    return (
        line.project_id is not None
        and line.benefit in BY_PROJECT
        and held.benefit in BY_PROJECT
        and line.project_id == held.project_id
        and not (line.benefit == held.benefit == "apprenticeship")
    )
