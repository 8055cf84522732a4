"""What an employer counts as on a day: its kind, and what it is recognised for then."""

from collections.abc import Callable, Sequence
from datetime import date

#: kind of organisation → attributes the decision tables look at
ATTRIBUTES: dict[str, frozenset[str]] = {
    "enterprise": frozenset({"enterprise", "production_entity"}),
    "enterprise_large": frozenset({"enterprise", "production_entity"}),
    "dispatch_enterprise": frozenset({"enterprise", "dispatch"}),
    "domestic_enterprise": frozenset({"enterprise", "production_entity", "domestic"}),
    "domestic_enterprise_staffed": frozenset(
        {"enterprise", "production_entity", "domestic", "domestic_staffed"}
    ),
    "production_entity": frozenset({"production_entity"}),
}


def employer_on(
    kind: str | None, recognitions: Sequence[tuple[str, date, date | None]]
) -> Callable[[date], frozenset[str]]:
    """Attributes by day. `recognitions`: (kind, since, until), `until` None without an end."""
    own = ATTRIBUTES.get(kind or "", frozenset({kind} if kind else ()))
    known: dict[date, frozenset[str]] = {}

    def on(day: date) -> frozenset[str]:
        if day not in known:
            known[day] = own | {
                name
                for name, since, until in recognitions
                if since <= day and (until is None or day <= until)
            }
        return known[day]

    return on
