"""The audit sample: both shares hold, every flagged claim is in, the seed decides alone."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from workflows.audit.sampling import LEAST_CLAIMS, LEAST_MONEY, Claim, draw

claims = st.lists(st.tuples(st.integers(0, 500_000), st.booleans()), max_size=120).map(
    lambda drawn: [
        Claim(f"C{number}", Decimal(amount), flagged)
        for number, (amount, flagged) in enumerate(drawn)
    ]
)


@given(claims, st.text(max_size=10))
def test_should_reach_both_shares_and_take_every_flagged_claim(
    population: list[Claim], seed: str
) -> None:
    # when
    sample = draw(population, seed)

    # then
    total = sum((each.amount_yuan for each in population), Decimal(0))
    assert len(sample) >= LEAST_CLAIMS * len(population)
    assert sum((each.amount_yuan for each in sample), Decimal(0)) >= LEAST_MONEY * total
    assert {each for each in population if each.flagged} <= set(sample)
    assert draw(reversed(population), seed) == sample


def test_should_draw_another_sample_with_another_seed() -> None:
    population = [Claim(f"C{number}", Decimal(100), False) for number in range(50)]
    assert draw(population, "a") != draw(population, "b")
    assert len(draw(population, "a")) == 15
