"""How far a case is, as a document for its applicant: bureaus by name, persons not at all."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any

from api.claims import DECIDED, claim_shown
from api.process_catalogue import IN_CHARGE
from api.schemas.progress import (
    ClaimDecisionOut,
    LineDecisionOut,
    NoticeOut,
    PaymentOut,
    PlaceOut,
    ProgressOut,
)
from api.schemas.task_page import InBoth
from api.task_page.told import Told
from api.wording import both
from engine.capital_amount import capital_amount
from engine.model.case_states import case_state_name
from engine.model.nodes import Text
from engine.model.stages import stages_of
from engine.people.organisations import Organisations
from engine.reads.clock import now
from engine.reads.progress import Phase, Place, Waiting, progress
from workflows.claims.vocabulary import FUND_SOURCES

PAYMENT_STATES = {
    "ordered": Text("待拨付", "ordered"),
    "released": Text("已出账", "released"),
    "paid": Text("已到账", "paid"),
    "failed": Text("退汇", "failed"),
}
FUND_SOURCES_EN = {
    "dedicated_account": "dedicated account",
    "employment_subsidy_funds": "employment-subsidy funds",
    "other": "other funds",
}


def progress_out(told: Told) -> ProgressOut:
    """Stages, what was decided with its reasons, notices, payments."""
    row, view = told.view.row, told.view
    organisations = told.people.organisations()
    places = progress(
        stages_of(told.resolved.models, row.process),
        told.story.steps,
        [Waiting(wait["element"], _moment(wait["due"])) for wait in view.waits],
        told.resolved.models,
        row.applicant,
        ended=row.ended_at is not None,
    )
    area = organisations.areas.get(row.area)
    decided = _decided(told)
    return ProgressOut(
        case_id=row.case_id,
        number=row.number,
        process=row.process,
        title=InBoth(zh=row.title_zh, en=row.title_en),
        area=InBoth(zh=area.name_zh, en=area.name_en) if area else InBoth(zh=row.area, en=row.area),
        state=row.state,
        state_name=both(case_state_name(row.state)),
        frozen=bool(row.frozen),
        started_at=row.started_at,
        ended_at=row.ended_at,
        now=now(told.connection),
        version=row.version,
        own=told.is_own,
        may_withdraw=view.may_withdraw,
        may_print=told.inside,
        places=[_place(told, each, organisations) for each in places],
        **decided,
    )


def _place(told: Told, place: Place, organisations: Organisations) -> PlaceOut:
    mine = next(
        (
            step.n
            for step in place.steps
            if step.state == "open" and step.assignee == told.viewer.user_id
        ),
        None,
    )
    return PlaceOut(
        phase=place.phase.value,
        name=both(place.name),
        with_whom=[both(each) for each in _bureaus(told, place, organisations)],
        mine=place.applicant,
        task=mine if place.phase is Phase.NOW else None,
        since=place.since,
        until=place.until,
        limit_working_days=place.limit_working_days,
        several=place.several,
        waits=place.waits,
        usual=place.usual,
    )


def _bureaus(told: Told, place: Place, organisations: Organisations) -> list[Text]:
    """Names of bureaus, never of posts or persons; the lane's where none is named."""
    if place.applicant:
        return []
    found = []
    for group in place.groups:
        organisation = group.rpartition(".")[0]
        known = organisations.organisations.get(organisation)
        if known is None:
            bureau = organisations.bureau(organisation, told.view.row.area)
            known = organisations.organisations.get(bureau) if bureau else None
        if known is not None:
            found.append(Text(known.name_zh, known.name_en))
    if not found and not place.waits:
        found = [place.lane if place.lane.zh else IN_CHARGE]
    return list(dict.fromkeys(found))


def _decided(told: Told) -> dict[str, Any]:
    row = told.view.row
    found = claim_shown(told.connection, told.viewer, told.view)
    summary = found["claim"]
    decision = None
    if summary is not None and row.state in DECIDED:
        decision = ClaimDecisionOut(
            lines=summary["lines"],
            claimed_yuan=str(summary["claimed_yuan"]),
            payable_yuan=str(summary["payable_yuan"]),
            refused_yuan=str(summary["refused_yuan"]),
            cut_yuan=str(summary["cut_yuan"]),
            payable_in_capitals=capital_amount(Decimal(summary["payable_yuan"])),
            not_paid=_not_paid(found["lines"], found["reasons"] or ()),
        )
    own = {row.applicant, row.organisation}
    return {
        "decision": decision,
        "notices": [
            NoticeOut(at=each["recorded_at"], zh=each["zh"], en=each["en"])
            for each in found["notices"]
            if each["addressee"] in own
        ],
        "payments": [_payment(each) for each in found["orders"]],
    }


def _not_paid(lines: Iterable[dict[str, Any]], reasons: Iterable[Any]) -> list[LineDecisionOut]:
    """The lines that get less than was claimed."""
    why = {each["line"]: each["reasons"] for each in reasons}
    return [
        LineDecisionOut(
            line=each["line"],
            name=each["name"],
            state=each["state"],
            claimed_yuan=None if each["claimed_yuan"] is None else str(each["claimed_yuan"]),
            payable_yuan=str(each["payable_yuan"]),
            rules=[
                {name: reason[name] for name in ("rule", "zh", "en")}
                for reason in why.get(each["line"], ())
            ],
        )
        for each in lines
        if each["state"] in ("refused", "cut")
    ]


def _payment(order: dict[str, Any]) -> PaymentOut:
    source, state = order["fund_source"], order["state"]
    return PaymentOut(
        order_number=order["order_number"],
        fund_source=InBoth(
            zh=FUND_SOURCES.get(source, source), en=FUND_SOURCES_EN.get(source, source)
        ),
        amount_yuan=str(order["amount_yuan"]),
        state=state,
        state_name=both(PAYMENT_STATES.get(state, Text(state, state))),
        receipt=order["receipt"],
        at=order["recorded_at"],
    )


def _moment(text: str) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
