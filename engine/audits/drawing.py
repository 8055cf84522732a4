"""Drawing a sample that anybody can draw again: consistent sampling by SHA-256 tickets.

Every item gets a ticket number that depends on the seed and on its own name only. A random sample
takes the lowest tickets: it does not depend on the order of the list, a larger sample of the same
population contains the smaller one, and each stratum can be checked by itself.

Source: Ronald L. Rivest, "Consistent Sampling with Replacement" (arXiv:1808.10016), in the form of
his program `consistent_sampler`, whose published examples are tested here. The ticket number is the
decimal value of `SHA-256(hex(SHA-256(seed)) + name)` with its digits in reverse order, read as a
fraction between 0 and 1.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final

#: The name under which the start of a systematic sample is drawn.
START: Final = "start"


@dataclass(frozen=True, slots=True)
class Systematic:
    """Every n-th item of a list, from a random start; exactly as many as were asked for."""

    interval: Fraction  #: items in the population for one in the sample
    start: Fraction  #: at least 0, less than the interval
    positions: tuple[int, ...]  #: from 1


def ticket(seed: str, name: str) -> str:
    """The ticket number of an item: the digits after the point."""
    return _uniform(_hex(seed) + name)


def lowest_tickets(names: Iterable[str], seed: str, size: int) -> list[tuple[str, str]]:
    """(ticket, name) of the `size` items with the lowest tickets, lowest first."""
    prefix = _hex(seed)
    return sorted((_uniform(prefix + name), name) for name in names)[:size]


def systematic(population: int, size: int, seed: str) -> Systematic:
    """Positions `floor(start + k × interval) + 1`; the start is the ticket "start" × interval."""
    interval = Fraction(population, size)
    digits = ticket(seed, START)
    start = Fraction(int(digits), 10 ** len(digits)) * interval
    positions = tuple(int(start + k * interval) + 1 for k in range(size))
    return Systematic(interval, start, positions)


def proportional(strata: Mapping[str, int], size: int) -> dict[str, int]:
    """The sample shared out by the sizes of the strata: whole parts, then largest remainders.

    A stratum that would get none gets one, taken from the stratum with the most, as long as there
    are at least as many items as strata. Equal remainders: by name.
    """
    total = sum(strata.values())
    exact = {name: Fraction(size * count, total) for name, count in strata.items() if count}
    shares = {name: int(share) for name, share in exact.items()}
    by_remainder = sorted(exact, key=lambda name: (shares[name] - exact[name], name))
    for name in by_remainder[: size - sum(shares.values())]:
        shares[name] += 1
    if size >= len(shares):
        for name in sorted(name for name, share in shares.items() if share == 0):
            richest = max(sorted(shares), key=lambda each: shares[each])
            shares[richest] -= 1
            shares[name] = 1
    return {name: shares.get(name, 0) for name in strata}


def fixed(strata: Mapping[str, int], each: int) -> dict[str, int]:
    """The same number from every stratum, at most all of it."""
    return {name: min(each, count) for name, count in strata.items()}


def band_of(amount: Decimal | None, bounds: Sequence[Decimal]) -> str:
    """The amount band: "unknown", "0–b1", "b1–b2" … ; a bound belongs to the band above it."""
    if amount is None:
        return "unknown"
    edges = [Decimal(0), *bounds]
    below = max(1, sum(1 for edge in edges if amount >= edge))
    low = edges[below - 1]
    return f"{low:.2f}–{edges[below]:.2f}" if below < len(edges) else f"{low:.2f}–"


def list_hash(rows: Iterable[tuple[str, Decimal | None]]) -> str:
    """SHA-256 over the frozen list: one line "number TAB amount LF" each, as it is ordered.

    An unknown amount is empty.
    """
    digest = hashlib.sha256()
    for number, amount in rows:
        digest.update(f"{number}\t{'' if amount is None else f'{amount:.2f}'}\n".encode())
    return digest.hexdigest()


def _hex(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _uniform(text: str) -> str:
    """Digits after the point; reversed, because the first digits of a power of two are not even."""
    return f"{int(_hex(text), 16):064d}"[::-1]
