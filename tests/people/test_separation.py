"""Nobody takes two separated steps of a case, and nobody acts on their own."""

import pytest

from engine.people.separation import Breach, Completion, separation_breach

DONE = [Completion("first_review", "li.wei"), Completion("acceptance", "zhao.min")]


@pytest.mark.parametrize(
    ("person", "separated", "reason"),
    [
        ("li.wei", ["first_review"], Breach.COMPLETED_SEPARATED_STEP),
        ("li.wei", ["acceptance"], None),
        ("zhao.min", ["first_review", "acceptance"], Breach.COMPLETED_SEPARATED_STEP),
        ("wang.fang", ["first_review", "acceptance"], None),
        ("chen.jing", [], Breach.IS_APPLICANT),
    ],
)
def test_should_follow_the_person(person: str, separated: list[str], reason: Breach | None) -> None:
    breach = separation_breach(person, separated, DONE, applicant="chen.jing")
    assert (breach.reason if breach else None) == reason


def test_should_see_both_names_of_a_substitute() -> None:
    # given: wang did the review in li's place
    done = [Completion("first_review", "wang.fang", on_behalf_of="li.wei")]
    # then: neither of them may decide, nor somebody in li's place
    for person, behalf in (("wang.fang", None), ("li.wei", None), ("zhou.ping", "li.wei")):
        breach = separation_breach(
            person, ["first_review"], done, applicant=None, on_behalf_of=behalf
        )
        assert breach is not None
        assert breach.element == "first_review"


def test_should_let_applicants_do_their_own_tasks() -> None:
    assert (
        separation_breach("chen.jing", [], [], applicant="chen.jing", is_applicant_task=True)
        is None
    )
