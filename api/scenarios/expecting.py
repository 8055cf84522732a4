"""Compare what a scenario expects with what an auditor finds afterwards."""

import time
from typing import Any

from api.client import Client
from api.scenarios.reading import Expected, LineExpected, PaymentExpected
from api.scenarios.table import Report
from api.scenarios.wire import equal, untagged

PATIENCE_SECONDS = 10.0


def check(report: Report, expected: Expected, auditor: Client, case_id: str, of: str = "") -> None:
    """Add one line per expectation to the report; `of` names the case in them."""
    view = _settled(auditor, case_id, expected.state)
    if expected.state is not None:
        report.check(f"{of}state", expected.state, view["state"], expected.state == view["state"])
    _variables(report, expected, auditor, case_id, of)
    if expected.lines or expected.refusals or expected.payments is not None:
        claim = auditor.get(f"/cases/{case_id}/claim")
        _lines(report, expected.lines, claim["lines"], of)
        _refusals(report, expected, claim["lines"], of)
        if expected.payments is not None:
            _payments(report, expected.payments, claim["orders"], of)
    entered = entered_elements(auditor, case_id)
    _path(report, expected, entered, of)
    incidents = view["incidents"]
    report.check(f"{of}incidents", expected.incidents, incidents, expected.incidents == incidents)


def entered_elements(auditor: Client, case_id: str) -> list[str]:
    """Ids of the elements the case entered, in order, from its journal."""
    return [
        event["node"]
        for entry in journal(auditor, case_id)
        for event in entry["document"].get("events", [])
        if event.get("type") == "ElementEntered"
    ]


def journal(auditor: Client, case_id: str) -> list[dict[str, Any]]:
    """Every entry of the journal, page after page."""
    entries: list[dict[str, Any]] = []
    after: str | None = None
    while True:
        page = auditor.get(f"/cases/{case_id}/journal", after=after, limit=200)
        entries += page["items"]
        after = page["next"]
        if after is None:
            return entries


def _settled(auditor: Client, case_id: str, state: str | None) -> dict[str, Any]:
    until = time.monotonic() + PATIENCE_SECONDS
    while True:
        view: dict[str, Any] = auditor.get(f"/cases/{case_id}")
        if state is None or view["state"] == state or time.monotonic() > until:
            return view
        time.sleep(0.2)


def _variables(report: Report, expected: Expected, auditor: Client, case_id: str, of: str) -> None:
    if not expected.variables:
        return
    found = auditor.get(f"/cases/{case_id}/variables")["values"]
    for name, value in expected.variables.items():
        there = found.get(name, "(not set)")
        report.check(f"{of}variable {name}", value, untagged(there), equal(value, there))


def _lines(
    report: Report, expected: list[LineExpected], found: list[dict[str, Any]], of: str
) -> None:
    left = list(found)
    for line in expected:
        wanted = line.model_dump(exclude_none=True)
        who = line.person or (f"line {line.line}" if line.line else str(wanted))
        same = [each for each in left if _is_person(line, each)]
        best = next((each for each in same if _fits(line, each)), same[0] if same else None)
        if best is not None:
            left.remove(best)
        ok = best is not None and _fits(line, best)
        shown = {name: _of_line(best, name) for name in wanted} if best else "(no such line)"
        report.check(f"{of}line {who}", wanted, shown, ok)


def _is_person(line: LineExpected, found: dict[str, Any]) -> bool:
    if line.line is not None and line.line != found["line"]:
        return False
    if line.benefit is not None and line.benefit != found["benefit"]:
        return False
    return line.person is None or line.person in (found["name"], found["id_number"])


def _fits(line: LineExpected, found: dict[str, Any]) -> bool:
    for name, value in line.model_dump(exclude_none=True).items():
        there = _of_line(found, name)
        if name == "refused":
            if sorted(value) != sorted(there):
                return False
        elif name != "person" and not equal(value, there):
            return False
    return True


def _of_line(found: dict[str, Any], name: str) -> Any:
    names = {"person": "name", "rate": "rate_id", "refused": "rules"}
    return found.get(names.get(name, name))


def _refusals(report: Report, expected: Expected, lines: list[dict[str, Any]], of: str) -> None:
    for refusal in expected.refusals:
        count = sum(refusal.rule in line["rules"] for line in lines)
        report.check(f"{of}lines with {refusal.rule}", refusal.count, count, count == refusal.count)


def _payments(
    report: Report, expected: list[PaymentExpected], found: list[dict[str, Any]], of: str
) -> None:
    report.check(f"{of}payment orders", len(expected), len(found), len(expected) == len(found))
    left = list(found)
    for payment in expected:
        wanted = payment.model_dump(exclude_none=True)
        best = next(
            (each for each in left if all(equal(v, each.get(k)) for k, v in wanted.items())), None
        )
        if best is not None:
            left.remove(best)
        shown: Any = best or [{k: each.get(k) for k in wanted} for each in found]
        if best is not None:
            shown = {name: best.get(name) for name in wanted}
        report.check(f"{of}payment", wanted, shown, best is not None)


def _path(report: Report, expected: Expected, entered: list[str], of: str) -> None:
    if expected.path:
        missing = first_missing(expected.path, entered)
        found = "in this order" if missing is None else f"{missing} missing; entered: {entered}"
        report.check(f"{of}path", " → ".join(expected.path), found, missing is None)
    for element in expected.forbidden:
        there = element in entered
        report.check(
            f"{of}never {element}", "not entered", "entered" if there else "not entered", not there
        )


def first_missing(path: list[str], entered: list[str]) -> str | None:
    """The first element that breaks the subsequence; None when all stand in this order."""
    rest = iter(entered)
    return next((step for step in path if step not in rest), None)
