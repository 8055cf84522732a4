"""Sample cases 示例办件 of a trial copy: finished ones to replay, open ones to work on.

The shipped scenarios are played as their people would, over HTTP; then certificate claims of
`P1_CITY` are filed and left standing at every step. The same copy always gets the same cases.
"""

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import httpx

from api.chores.failure import ChoreFailed
from api.client import Refused
from api.scenarios.people import Cast
from api.scenarios.playing import ActFailed, Play
from api.scenarios.reading import Act, Found, Scenario, Title, read_scenarios, scenario_files

#: The day on which a trial copy with sample cases begins, a Monday.
FIRST_DAY = date(2026, 3, 2)
#: Played to their end, by the day on which they begin.
FINISHED = (
    # (each moves the clock; what is filed long after the course is refused, so C2 goes first)
    *("A1-recognised", "D3-findings-rectified", "C2-safety", "EX-01", "EX-02", "EX-03", "EX-05"),
    *("EX-06", "EX-08", "B5-filing", "B7-regular"),
)
AREA = "P1_CITY"
APPLICANTS = ("chen.jing", "chen.jing", "lu.ming")  #: the last has no recognised centre
#: By then the finished ones are; the claims that stand are filed from this day on.
STANDING_FROM = date(2027, 5, 10)
#: How many claims stand where, by acts that were done before.
STANDING = {0: 9, 1: 5, 2: 4, 3: 3, 4: 2}
STEPS = (
    Act(task="acceptance", by="zhao.min", outcome="accept", opinion="材料齐全。"),
    Act(task="first_review", by="li.wei", outcome="pass", opinion="逐条核对，与比对结果一致。"),
    Act(task="second_review", by="wang.fang", outcome="pass", opinion="同意初审意见。"),
    Act(task="decision", by="liu.yuan", outcome="approve", opinion="同意。"),
)
RETURNED = Act(
    task="acceptance", by="zhao.min", outcome="correct", opinion="缺少考勤记录，请补充。"
)

SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
GIVEN = ("秀英", "伟", "芳", "娜", "敏", "静", "丽", "强", "磊", "洋", "艳", "勇", "军", "杰", "娟")


@dataclass(frozen=True)
class Sample:
    """A scenario and how many of its acts are played; None: all."""

    found: Found
    acts: int | None = None


def play_samples(url: str, bundles: Path, say: Callable[[str], None]) -> int:
    """Play every sample on the server; one that fails is said and left.

    Gives how many went well.
    """
    played = 0
    for sample in samples(bundles):
        scenario = sample.found.scenario
        kept = scenario.acts if sample.acts is None else scenario.acts[: sample.acts]
        found = replace(sample.found, scenario=scenario.model_copy(update={"acts": kept}))
        try:
            with closing(Cast(url)) as cast:
                Play(found, cast, halfway=_nothing).run()
            played += 1
        except (ActFailed, ChoreFailed, Refused, httpx.TransportError) as failed:
            say(f"sample case {scenario.id}: {failed}")
    return played


def samples(bundles: Path) -> Iterator[Sample]:
    """Finished scenarios first, then the claims that stand."""
    there = {each.scenario.id: each for each in read_scenarios(scenario_files([bundles]))}
    finished = [there[each] for each in FINISHED if each in there]
    for found in sorted(finished, key=lambda each: each.scenario.today or date.min):
        yield Sample(found)
    number = 0
    for acts, count in STANDING.items():
        for _ in range(count):
            number += 1
            yield Sample(Found(claim(number, STEPS), bundles), acts)
    yield Sample(Found(claim(number + 1, (RETURNED,)), bundles))


def claim(number: int, acts: tuple[Act, ...]) -> Scenario:
    """A claim for certificates of two to seven persons, none of whom is in another one."""
    persons = 2 + number * 5 % 6
    lines = [roster_line(number * 10 + each) for each in range(persons)]
    return Scenario(
        id=f"sample-{number:02d}",
        title=Title(zh=f"示例申领{number}", en=f"Sample claim {number}"),
        process="claim_certificate",
        area=AREA,
        today=STANDING_FROM,
        applicant=APPLICANTS[number % len(APPLICANTS)],
        start={"benefit": "certificate"},
        roster=lines,
        acts=list(acts),
    )


def roster_line(number: int) -> dict[str, Any]:
    """An invented person with a certificate."""
    born = date(1975, 1, 1) + timedelta(days=number * 97 % 9_000)
    return {
        "name": SURNAMES[number % len(SURNAMES)] + GIVEN[number * 7 % len(GIVEN)],
        "id_number": id_number(born, number),
        "level": "senior" if number % 4 == 0 else "intermediate",
        "certificate_no": f"S{number:06d}",
        "occupation": "6-18-01-01",
        "certificate_kind": "skill_level",
        "certificate_date": "2027-04-16",
        "course_start": "2027-03-08",
        "course_end": "2027-04-02",
    }


def id_number(born: date, number: int) -> str:
    """A citizen identity number with its check character (GB 11643-1999)."""
    body = f"321300{born:%Y%m%d}{number % 1000:03d}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(digit) * weight for digit, weight in zip(body, weights, strict=True))
    return body + "10X98765432"[total % 11]


def _nothing() -> None:
    """Nothing happens half-way."""
