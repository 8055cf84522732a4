"""Samples that anybody can draw again: published examples, sizes, shares, starts."""

import hashlib
from decimal import Decimal
from fractions import Fraction

import pytest

from engine.audits.drawing import (
    band_of,
    fixed,
    list_hash,
    lowest_tickets,
    proportional,
    systematic,
    ticket,
)


def test_should_give_the_published_ticket() -> None:
    """Source: consistent_sampler.py (R. L. Rivest), examples of first_fraction and heaps."""
    assert ticket("01382438112797316654", "AB-130") == (
        "26299714122838008416507544297546663599715395525154425586041245287750224561854"
    )
    assert ticket("xy()134!g2n", "cat").startswith("24866413894129579898796850445568128508")
    assert ticket("xy()134!g2n", "fish").startswith("74685932088827950509145941729789143204")


@pytest.mark.parametrize(
    ("population", "seed", "drawn"),
    [
        (["a", "b", "c", "d"], "31", ["b", "a", "d", "c"]),
        (["a", "b", "c", "d"], "77", ["b", "d", "c", "a"]),
        (["a", "b", "c", "d", "e"], "52", ["d", "b", "e", "a", "c"]),
        (
            [str(n) for n in range(100)],
            "41",
            ["73", "51", "17", "58", "38", "42", "39", "20", "11", "67"],
        ),
    ],
)
def test_should_draw_the_published_samples(
    population: list[str], seed: str, drawn: list[str]
) -> None:
    """Source: USAGE_EXAMPLES.md of the same program, examples 1, 2, 4, 5 and 8."""
    found = lowest_tickets(population, seed, len(drawn))
    assert [name for _ticket, name in found] == drawn


def test_should_give_the_published_ticket_numbers() -> None:
    """Source: USAGE_EXAMPLES.md, example 6."""
    found = lowest_tickets([str(n) for n in range(100)], "41", 5)
    assert [number[:9] for number, _name in found] == [
        "000508333",
        "003446232",
        "004419823",
        "020115273",
        "023482375",
    ]


def test_should_keep_the_smaller_sample_in_the_larger_and_in_parts() -> None:
    # given
    names = [f"P1_CITY-2026-{n:05d}" for n in range(300)]
    # when
    small, large = (lowest_tickets(names, "7", size) for size in (10, 60))
    backwards = lowest_tickets(reversed(names), "7", 10)
    part = lowest_tickets(names[:150], "7", 300)
    # then
    assert large[:10] == small == backwards
    assert [each for each in lowest_tickets(names, "7", 300) if each in part] == part


@pytest.mark.parametrize(("population", "size"), [(1, 1), (7, 7), (100, 7), (9_999, 60), (61, 60)])
def test_should_take_exactly_as_many_as_asked_at_equal_distances(
    population: int, size: int
) -> None:
    # when
    drawn = systematic(population, size, "20260302")
    # then
    assert len(set(drawn.positions)) == size
    assert drawn.positions[0] >= 1 and drawn.positions[-1] <= population
    assert 0 <= drawn.start < drawn.interval == Fraction(population, size)
    gaps = [b - a for a, b in zip(drawn.positions, drawn.positions[1:], strict=False)]
    assert all(abs(gap - drawn.interval) < 1 for gap in gaps)


def test_should_start_a_systematic_sample_anywhere() -> None:
    starts = {systematic(100, 10, str(seed)).positions[0] for seed in range(200)}
    assert starts == set(range(1, 11))


@pytest.mark.parametrize(
    ("strata", "size", "shares"),
    [
        ({"a": 50, "b": 30, "c": 20}, 10, {"a": 5, "b": 3, "c": 2}),
        ({"a": 1, "b": 1, "c": 1}, 2, {"a": 1, "b": 1, "c": 0}),
        ({"a": 90, "b": 9, "c": 1}, 10, {"a": 8, "b": 1, "c": 1}),
        ({"a": 2, "b": 0}, 2, {"a": 2, "b": 0}),
    ],
)
def test_should_share_a_sample_out(
    strata: dict[str, int], size: int, shares: dict[str, int]
) -> None:
    assert proportional(strata, size) == shares
    assert all(shares[name] <= strata[name] for name in strata)


def test_should_take_the_same_from_each_stratum_as_far_as_it_goes() -> None:
    assert fixed({"a": 50, "b": 2}, 5) == {"a": 5, "b": 2}


@pytest.mark.parametrize(
    ("amount", "band"),
    [
        (None, "unknown"),
        ("0", "0.00–1000.00"),
        ("999.99", "0.00–1000.00"),
        ("1000", "1000.00–5000.00"),
        ("5000", "5000.00–"),
        ("-3", "0.00–1000.00"),
    ],
)
def test_should_put_amounts_into_bands(amount: str | None, band: str) -> None:
    bounds = [Decimal(1000), Decimal(5000)]
    assert band_of(None if amount is None else Decimal(amount), bounds) == band


def test_should_hash_the_list_as_described() -> None:
    rows = [("N-1", Decimal("10.5")), ("N-2", None)]
    assert list_hash(rows) == hashlib.sha256(b"N-1\t10.50\nN-2\t\n").hexdigest()
