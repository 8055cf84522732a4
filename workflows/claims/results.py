"""What an assessment says: reasons, line results, sums."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from workflows.claims.lines import ClaimLine

ZERO = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class Reason:
    """A rule that refused or cut a line (明细不予通过理由), with the fact it looked at."""

    rule: str
    zh: str
    en: str
    table: str  #: decision table, e.g. "DT_01_eligibility"

    @classmethod
    def of(cls, table: str, row: Mapping[str, Any]) -> "Reason":
        return cls(row["rule"], row["zh"], row["en"], table)

    def to_json(self) -> dict[str, str]:
        return {"rule": self.rule, "zh": self.zh, "en": self.en, "table": self.table}


@dataclass(frozen=True, slots=True)
class Rate:
    """The rate of a line on its course start date (补贴标准)."""

    rate_id: str
    rate_type: str
    unit: str
    payee: str
    amount: Decimal | None = None
    minimum: Decimal | None = None
    maximum: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LineResult:
    """What becomes of one line. Amounts are yuan to 0.01."""

    line: ClaimLine
    benefit: str
    state: str  #: payable, cut, refused, rate_missing
    reasons: tuple[Reason, ...] = ()
    risks: tuple[str, ...] = ()
    rate: Rate | None = None
    claimed_yuan: Decimal | None = None  #: None where no rate gives an amount
    payable_yuan: Decimal = ZERO
    payee_kind: str = "organisation"
    payee: str = ""
    fund_source: str | None = None
    counts: bool = False  #: takes one of the person's three yearly places
    project_id: str | None = None

    @property
    def cut_yuan(self) -> Decimal:
        if self.state not in ("payable", "cut") or self.claimed_yuan is None:
            return ZERO
        return self.claimed_yuan - self.payable_yuan

    @property
    def rules(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(reason.rule for reason in self.reasons))

    def to_json(self) -> dict[str, Any]:
        """For the document of line reasons; no name, no ID number."""
        return {
            "line": self.line.number,
            "benefit": self.benefit,
            "level": self.line.level,
            "state": self.state,
            "rate": self.rate.rate_id if self.rate else None,
            "claimed_yuan": None if self.claimed_yuan is None else str(self.claimed_yuan),
            "payable_yuan": str(self.payable_yuan),
            "fund_source": self.fund_source,
            "reasons": [reason.to_json() for reason in self.reasons],
            "risks": list(self.risks),
        }


@dataclass(frozen=True, slots=True)
class Assessment:
    """All lines of a claim, in roster order."""

    lines: tuple[LineResult, ...]
    steps: Mapping[str, int] = field(default_factory=dict)

    def of(self, *states: str) -> list[LineResult]:
        return [line for line in self.lines if line.state in states]

    @property
    def payable_yuan(self) -> Decimal:
        return sum((line.payable_yuan for line in self.lines), ZERO)

    @property
    def claimed_yuan(self) -> Decimal:
        return sum((line.claimed_yuan or ZERO for line in self.lines), ZERO)

    @property
    def refused_yuan(self) -> Decimal:
        return sum((line.claimed_yuan or ZERO for line in self.of("refused")), ZERO)

    @property
    def cut_yuan(self) -> Decimal:
        return sum((line.cut_yuan for line in self.lines), ZERO)

    @property
    def all_refused(self) -> bool:
        return not self.of("payable", "cut", "rate_missing")
