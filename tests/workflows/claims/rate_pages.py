"""The rows of docs/reference/rates.md as plain text; shares no code with the product."""

from dataclasses import dataclass
from pathlib import Path

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "rates.md"
COLUMNS = (
    "id", "benefit", "zh", "key", "level", "employer", "payee", "condition", "type", "amount",
    "unit", "cap", "fund_source", "source",
)  # fmt: skip


@dataclass(frozen=True)
class RateRow:
    plan: int
    id: str
    benefit: str
    zh: str
    key: str
    level: str
    employer: str
    payee: str
    condition: str
    type: str
    amount: str
    unit: str
    cap: str
    fund_source: str
    source: str

    @property
    def keys(self) -> list[str]:
        return [key.strip() for key in self.key.split(",")]


def rows() -> list[RateRow]:
    """Every rate of the page, in its order."""
    found, plan = [], 0
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        if line.startswith("## Plan "):
            plan = int(line.split()[2])
        if line.startswith("| R"):
            cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
            found.append(RateRow(plan, **dict(zip(COLUMNS, cells, strict=True))))
    return found
