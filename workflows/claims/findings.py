"""C16 cross-check 实名比对: what the registers say against a line, before any table is asked."""

from dataclasses import dataclass, replace
from datetime import date

from workflows.claims.calendar_months import age_on
from workflows.claims.facts import ClaimFacts, Person
from workflows.claims.lines import ClaimLine
from workflows.claims.vocabulary import WITHOUT_PERSON

LOWEST_AGE = 16
DAYS_TO_FILE = 60  #: working days after the certificate date or course end (DL-11)

#: Groups that follow from the employment itself and need no register of groups.
DERIVED_GROUPS = frozenset({"employee", "new_hire", "transfer_employee", "apprentice"})
#: Benefits that only a person employed by the claimant can bring.
_NEED_CERTIFICATES_FROM = frozenset({"certificate", "special_operation", "hard_hit_extra"})


@dataclass(frozen=True, slots=True)
class Findings:
    """What was found for one line: `hard` goes into DT-01, `risks` only to the reviewer."""

    hard: tuple[str, ...]
    risks: tuple[str, ...]
    groups: tuple[str, ...]


def with_defaults(line: ClaimLine, claim: ClaimFacts) -> ClaimLine:
    """The line with what the claim says for all lines where the row says nothing."""
    return replace(
        line,
        benefit=line.benefit or claim.benefit or "",
        course_start=line.course_start or claim.course_start,
        course_end=line.course_end or claim.course_end,
        project_id=line.project_id or claim.project_id,
        approved_yuan=line.approved_yuan if line.approved_yuan is not None else claim.approved_yuan,
    )


def start_day(line: ClaimLine, claim: ClaimFacts) -> date:
    """The day whose rates and statuses count: course start, else certificate, else filing."""
    return line.course_start or line.certificate_date or claim.filed_on


def find(line: ClaimLine, claim: ClaimFacts) -> Findings:
    """Compare one line with the registers."""
    person = claim.person(line.id_number)
    hard: list[str] = []
    risks: list[str] = []
    if line.benefit not in WITHOUT_PERSON:
        _identity(line, claim, person, hard, risks)
        _employer(line, claim, person, hard)
        _attendance(line, person, hard)
    _dates(line, claim, hard, risks)
    _records(line, claim, person, hard, risks)
    return Findings(tuple(hard), tuple(risks), _groups(line, claim, person, risks))


def _identity(
    line: ClaimLine, claim: ClaimFacts, person: Person, hard: list[str], risks: list[str]
) -> None:
    day = start_day(line, claim)
    if line.id_number is None or not person.valid:
        hard.append("identity_invalid")
        return
    if person.deceased_on is not None and person.deceased_on <= (line.course_end or day):
        hard.append("deceased")
    age = age_on(line.id_number, day)
    if age is not None and age < LOWEST_AGE:
        hard.append("under_16")
    if person.pension_from is not None and person.pension_from <= day:
        hard.append("pensioner")
    if not person.known:
        risks.append("C16-08")


def _employer(line: ClaimLine, claim: ClaimFacts, person: Person, hard: list[str]) -> None:
    """An enterprise can only claim for its own staff; without any record nothing is said."""
    employer = line.employer or (claim.claimant if claim.by_organisation else None)
    if "enterprise" not in claim.employer_on(start_day(line, claim)) or employer is None:
        return
    if not person.employments or line.benefit in ("living_allowance", "free_training"):
        return
    first = line.course_start or line.certificate_date or claim.filed_on
    last = line.course_end or first
    if not any(
        span.name == employer and span.since <= last and (span.until is None or span.until >= first)
        for span in person.employments
    ):
        hard.append("employer_mismatch")


def _attendance(line: ClaimLine, person: Person, hard: list[str]) -> None:
    if (
        line.course_start is None
        or line.course_end is None
        or line.benefit in ("ojt", "tech_award")
    ):
        return
    if any(
        span.name != line.project_id
        and span.since <= line.course_end
        and (span.until is None or span.until >= line.course_start)
        for span in person.attendance
    ):
        hard.append("attendance_overlap")


def _dates(line: ClaimLine, claim: ClaimFacts, hard: list[str], risks: list[str]) -> None:
    since = line.certificate_date or line.course_end
    if since is not None and claim.working_days(since, claim.filed_on) > DAYS_TO_FILE:
        hard.append("filed_late")
    if claim.plan == 6 and line.benefit in _NEED_CERTIFICATES_FROM and line.certificate_date:
        if claim.certificates_from is None:
            risks.append("C16-09")
        elif line.certificate_date < claim.certificates_from:
            hard.append("certificate_too_old")


def _records(
    line: ClaimLine, claim: ClaimFacts, person: Person, hard: list[str], risks: list[str]
) -> None:
    if line.benefit == "tech_award" and not any(held.rate_id == "R6-13" for held in person.held):
        hard.append("no_tech_course")
    if line.project_id and claim.listed_on(line.project_id, start_day(line, claim)) is False:
        risks.append("C16-11")
    if line.benefit == "culture_course" and (line.project_id or "") not in claim.listed_courses:
        hard.append("not_on_sector_list")


def _groups(
    line: ClaimLine, claim: ClaimFacts, person: Person, risks: list[str]
) -> tuple[str, ...]:
    """Groups on the start date: the register's where it has any, else those of the roster."""
    day = start_day(line, claim)
    groups = set(line.groups)
    if person.groups:
        confirmed = {span.name for span in person.groups if span.holds_on(day)}
        groups = {group for group in groups if group in DERIVED_GROUPS} | confirmed
    elif groups - DERIVED_GROUPS:
        risks.append("C16-08")
    if "enterprise" in claim.employer_on(day) or any(
        span.holds_on(line.certificate_date or day) for span in person.employments
    ):
        groups.add("employee")
    return tuple(sorted(groups))
