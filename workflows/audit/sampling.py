"""The sample of a special audit 抽样: at least 10 % of claims and 30 % of money, all flagged ones.

The order in which claims are taken follows from the seed alone, so that the same audit draws the
same sample again.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

LEAST_CLAIMS = Decimal("0.10")
LEAST_MONEY = Decimal("0.30")


@dataclass(frozen=True, slots=True)
class Claim:
    number: str  #: case number
    amount_yuan: Decimal
    flagged: bool  #: a line carries a risk


def draw(population: Iterable[Claim], seed: str) -> list[Claim]:
    """The sample, by case number. Flagged claims first, then by the seed until both shares hold."""
    claims = list(population)
    total = sum((claim.amount_yuan for claim in claims), Decimal(0))
    ordered = sorted(claims, key=lambda claim: (not claim.flagged, _lot(seed, claim.number)))
    taken: list[Claim] = []
    money = Decimal(0)
    for claim in ordered:
        enough = len(taken) >= LEAST_CLAIMS * len(claims) and money >= LEAST_MONEY * total
        if enough and not claim.flagged:
            break
        taken.append(claim)
        money += claim.amount_yuan
    return sorted(taken, key=lambda claim: claim.number)


def _lot(seed: str, number: str) -> str:
    return hashlib.sha256(f"{seed}/{number}".encode()).hexdigest()
