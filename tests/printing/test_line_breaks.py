"""Where lines of Chinese text break: marks, words, widths."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from api.printing.line_breaks import NOT_FIRST, NOT_LAST, lines_of

TEXTS = st.text(alphabet="审批同意，。（）“”abc 12.5¥\n", max_size=80)


def measure(text: str) -> float:
    """Chinese characters take one, others half."""
    return sum(0.5 if character.isascii() else 1.0 for character in text)


def test_should_begin_no_line_with_a_mark_that_must_not() -> None:
    assert lines_of("材料齐全，同意。", 4, measure) == ["材料齐", "全，同", "意。"]


def test_should_end_no_line_with_an_opening_bracket() -> None:
    assert lines_of("同意拨付（附件）", 5, measure) == ["同意拨付", "（附件）"]


def test_should_keep_words_and_figures_whole() -> None:
    assert lines_of("第3行 C000003 号", 4, measure) == ["第3行", "C000003", "号"]


def test_should_cut_what_is_wider_than_a_line() -> None:
    assert lines_of("a" * 12, 3, measure) == ["aaaaaa", "aaaaaa"]


def test_should_keep_line_ends_that_people_typed() -> None:
    assert lines_of("一\r\n\r\n二", 9, measure) == ["一", "", "二"]


@given(TEXTS, st.integers(4, 20))
def test_should_lose_nothing_and_fit(text: str, width: int) -> None:
    # when
    lines = lines_of(text, width, measure)
    # then
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(measure(line) <= width for line in lines)


@given(st.text(alphabet="审批同意，。（）“”", min_size=1, max_size=60), st.integers(8, 20))
def test_should_break_at_allowed_places(text: str, width: int) -> None:
    lines = lines_of(text, width, measure)
    for before, after in pairwise(lines):
        forced = measure(before) > width - 1 or measure(after) > width - 1
        assert forced or (after[0] not in NOT_FIRST and before[-1] not in NOT_LAST)
