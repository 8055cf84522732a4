"""Read what an assessment needs: the roster's lines, and the registers' facts about them."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from sqlalchemy import Connection

from engine.feel import EvaluationContext
from engine.jobs.handlers import HandlerFailed, ServiceCall
from workflows.claims.employers import employer_on
from workflows.claims.facts import ClaimFacts
from workflows.claims.lines import ClaimLine
from workflows.claims.tables import Tables
from workflows.registers import areas, settings
from workflows.registers.directory import Directory, directory_in_force
from workflows.registers.institutions import recognitions_of
from workflows.registers.person_facts import persons_of
from workflows.registers.places import lock_payee, lock_persons, paid_to_payee_yuan
from workflows.registers.rosters import load_roster

CAPPED_RATE = "R6-11"  #: the one rate with a yearly cap per payee


def today(call: ServiceCall) -> date:
    """The local day of the call."""
    return call.calendar.local_day(call.at)


def tables_of(call: ServiceCall) -> Tables:
    context = EvaluationContext(now=call.at)

    def evaluate(decision: str, inputs: Any) -> Any:
        return call.decisions[decision].evaluate(decision, inputs, context).value

    return Tables(evaluate)


def lines_of(call: ServiceCall, connection: Connection) -> tuple[ClaimLine, ...]:
    """The lines of the case's roster. Raises: HandlerFailed when it names none we have."""
    roster = call.inputs.get("roster")
    found = load_roster(connection, roster) if isinstance(roster, str) else None
    if found is None:
        raise HandlerFailed("找不到申领花名册", "The roster of the claim was not found")
    return found


def facts_of(
    call: ServiceCall, connection: Connection, lines: tuple[ClaimLine, ...], *, lock: bool = False
) -> ClaimFacts:
    """Facts about the claim and its persons.

    `lock`: hold the persons and the payee first, so that what is read stays true until the end of
    the transaction.
    """
    numbers = [line.id_number for line in lines]
    by_organisation = call.organisation is not None and call.inputs.get("as_individual") is not True
    claimant = str(call.organisation if by_organisation else call.applicant)
    if lock:
        lock_persons(connection, numbers)
        lock_payee(connection, claimant)
    plan, city = areas.plan_and_city(connection, call.area)
    day = today(call)
    kind = areas.kind_of(connection, claimant) if by_organisation else "individual"
    return ClaimFacts(
        case_id=call.case_id,
        plan=plan,
        area=city,
        claimant=claimant,
        by_organisation=by_organisation,
        employer_on=employer_on(kind, recognitions_of(connection, claimant)),
        filed_on=_day(call, "filed_on") or day,
        decided_on=day,
        working_days=call.calendar.between,
        benefit=_text(call, "benefit"),
        course_start=_day(call, "course_start"),
        course_end=_day(call, "course_end"),
        project_id=_text(call, "project_id") or _text(call, "class_id"),
        approved_yuan=_amount(call, "approved_rate_yuan"),
        exceptions=_numbers(call, "exception_lines"),
        persons=persons_of(connection, numbers, city, call.case_id),
        certificates_from=settings.date_setting(connection, settings.CERTIFICATES_FROM),
        rate_settings=settings.rate_settings(connection, areas.chain(connection, call.area)),
        listed_courses=settings.listed_courses(connection),
        listed_on=_listed_on(connection, call.area),
        year_paid_yuan={
            CAPPED_RATE: paid_to_payee_yuan(
                connection, claimant, CAPPED_RATE, day.year, call.case_id
            )
        },
    )


def versions_in_force(call: ServiceCall, connection: Connection) -> dict[str, int]:
    """List → version of the directory in force on the course start date (目录版本)."""
    day = _day(call, "course_start") or _day(call, "filed_on") or today(call)
    return dict(directory_in_force(connection, call.area, day).versions)


def _listed_on(connection: Connection, area: str) -> Callable[[str, date], bool | None]:
    @cache
    def in_force(day: date) -> Directory:
        return directory_in_force(connection, area, day)

    def listed(project: str, day: date) -> bool | None:
        directory = in_force(day)
        return directory.trade(project) is not None if "trade" in directory.versions else None

    return listed


def _day(call: ServiceCall, name: str) -> date | None:
    value = call.inputs.get(name)
    return value if isinstance(value, date) else None


def _text(call: ServiceCall, name: str) -> str | None:
    value = call.inputs.get(name)
    return value if isinstance(value, str) and value else None


def _amount(call: ServiceCall, name: str) -> Decimal | None:
    value = call.inputs.get(name)
    return Decimal(value) if isinstance(value, Decimal | int) else None


def _numbers(call: ServiceCall, name: str) -> frozenset[int]:
    """Whole numbers of a list variable; anything else in it is left out."""
    value = call.inputs.get(name)
    if not isinstance(value, list | tuple):
        return frozenset()
    return frozenset(int(each) for each in value if isinstance(each, int | Decimal))
