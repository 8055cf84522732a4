"""A claims desk for tests: the shared decision tables, and facts made in one line."""

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from engine.dmn import DecisionModel, read_dmn
from engine.feel import EvaluationContext
from engine.people.calendars import WorkingCalendar
from workflows.claims.assess import assess
from workflows.claims.employers import employer_on
from workflows.claims.facts import ClaimFacts, Held, Person
from workflows.claims.lines import ClaimLine
from workflows.claims.results import Assessment
from workflows.claims.tables import Tables

SHARED = Path(__file__).parents[3] / "bpmn" / "shared"
NOW = EvaluationContext(now=datetime(2026, 3, 2, 1, tzinfo=UTC))
FILED_ON = date(2026, 3, 2)
COURSE_START, COURSE_END = date(2026, 1, 5), date(2026, 1, 30)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


@cache
def decisions() -> dict[str, DecisionModel]:
    """Every shared decision table by its decision id."""
    return {path.stem: read_dmn(path.read_bytes()) for path in sorted(SHARED.glob("DT_*.dmn"))}


def evaluate(decision: str, inputs: Any) -> Any:
    return decisions()[decision].evaluate(decision, inputs, NOW).value


def tables() -> Tables:
    return Tables(evaluate)


def id_number(serial: int, born: str = "19900101") -> str:
    """A valid ID number of an invented person."""
    body = f"{320000 + serial // 1000}{born}{serial % 1000:03d}"
    total = sum(int(digit) * weight for digit, weight in zip(body, _WEIGHTS, strict=True))
    return body + "10X98765432"[total % 11]


def person_line(number: int, **fields: Any) -> ClaimLine:
    """A line of an invented person who finished a course with a certificate."""
    given = {
        "name": f"学员{number}",
        "benefit": "",
        "id_number": id_number(number),
        "occupation": "6-18-01-01",
        "certificate_date": COURSE_END,
        "passed": True,
        "course_start": COURSE_START,
        "course_end": COURSE_END,
        **fields,
    }
    return ClaimLine(number=number, **given)


def lines(*batches: tuple[int, dict[str, Any]]) -> list[ClaimLine]:
    """`(12, {"level": "intermediate"})` gives twelve such lines, numbered on."""
    found: list[ClaimLine] = []
    for count, fields in batches:
        found += [person_line(len(found) + 1 + each, **fields) for each in range(count)]
    return found


def claim(
    plan: int,
    benefit: str | None = None,
    *,
    kind: str = "enterprise",
    recognised: Iterable[str] = (),
    held: dict[int, list[Held]] | None = None,
    persons: dict[int, Person] | None = None,
    facts_of: dict[str, Person] | None = None,
    **fields: Any,
) -> ClaimFacts:
    """Facts of one claim; `held` and `persons` by line number of `person_line`."""
    known = dict(facts_of or {})
    known |= {id_number(number): found for number, found in (persons or {}).items()}
    for number, each in (held or {}).items():
        known[id_number(number)] = Person(known=True, held=tuple(each))
    since: Callable[[date], frozenset[str]] = employer_on(
        kind, [(name, date(2020, 1, 1), None) for name in recognised]
    )
    area = {1: "P1_CITY", 3: "321300", 4: "530500", 6: "110000"}[plan]
    return ClaimFacts(
        **{
            "case_id": UUID(int=1),
            "plan": plan,
            "area": area,
            "claimant": "xinghe",
            "by_organisation": kind != "individual",
            "employer_on": since,
            "filed_on": FILED_ON,
            "decided_on": FILED_ON,
            "working_days": WorkingCalendar().between,
            "benefit": benefit,
            "persons": known,
            **fields,
        }
    )


def insured(months: int, *, employer: str = "hongyuan") -> Person:
    """A person employed for years, with unemployment insurance for the last `months` months."""
    from workflows.claims.facts import Span

    first = FILED_ON.year * 12 + FILED_ON.month - months
    paid = frozenset((month // 12, month % 12 + 1) for month in range(first, first + months))
    return Person(
        known=True,
        employments=(Span(employer, date(2020, 1, 1)),),
        insured_months=paid,
    )


def judge(given: Iterable[ClaimLine], facts: ClaimFacts) -> Assessment:
    return assess(given, facts, tables())


def yuan(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))


def refused_rules(found: Assessment) -> list[tuple[int, tuple[str, ...]]]:
    return [(each.line.number, each.rules) for each in found.of("refused")]
