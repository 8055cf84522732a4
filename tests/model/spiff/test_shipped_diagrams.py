"""SpiffWorkflow reads every shipped process once it is reduced, and agrees with random runs."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from engine.model import read_diagram
from engine.model.spiff import Child, Entry, Record, Verdict, records_of, second_opinion
from tests.model.spiff.runs import random_run
from tests.runtime.test_shipped import guesses, models, shipped_world

SHIPPED = sorted((Path(__file__).parents[3] / "bpmn").glob("*/*.bpmn"))


def test_should_have_an_opinion_on_the_start_of_every_shipped_process():
    unread: list[str] = []
    with Child() as child:
        for path in SHIPPED:
            source = path.read_bytes()
            for name, model in read_diagram(source).processes.items():
                for start in model.starts:
                    # Nothing is said to be open, so whatever it opens is a difference.
                    record = Record(name, model.nodes[start].id, (Entry(1),))
                    opinion = second_opinion(source, record, child=child)
                    if opinion.verdict is not Verdict.DIFFERS or not opinion.theirs:
                        unread.append(f"{name} from {record.start}: {opinion}")
                    elif any(":" in found for found in opinion.theirs):
                        unread.append(f"{name} from {record.start}: {opinion.theirs}")
    assert unread == []


@pytest.mark.slow
def test_should_agree_with_random_runs_of_every_shipped_process():
    # given
    world, sources = shipped_world(), {}
    for path in SHIPPED:
        sources.update(dict.fromkeys(read_diagram(path.read_bytes()).processes, path.read_bytes()))
    differs: list[str] = []
    reasons: Counter[str] = Counter()
    judged = total = 0
    # when
    with Child() as child:
        for process in sorted(name for name, m in models().items() if m.none_start is not None):
            for seed in range(6):
                run = run_of(process, seed, world)
                for record in records_of(run, models()):
                    opinion = second_opinion(sources[record.process], record, child=child)
                    judged, total = judged + opinion.judged, total + opinion.total
                    reasons[opinion.reason] += opinion.total - opinion.judged
                    if opinion.verdict is Verdict.DIFFERS:
                        differs.append(f"{record.process} {seed}: {opinion.text.en}")
    # then
    print(f"{judged} of {total} entries judged; not judged: {dict(+reasons)}")
    assert differs == []
    assert judged > 0.6 * total


def run_of(process: str, seed: int, world: Any) -> Any:
    """A run whose values are guessed from the expressions that read them."""
    options = guesses(process)
    texts = [v for values in options.values() for v in values if isinstance(v, str)]

    def values(chance: random.Random) -> dict[str, Any]:
        names = chance.sample(sorted(options), min(len(options), 6))
        given = {name: chance.choice(options[name]) for name in names}
        return {**given, "outcome": chance.choice(texts or ["accept"])}

    chance = random.Random(seed)
    start = {name: chance.choice(found) for name, found in options.items()}
    return random_run(world, process, seed, steps=40, start=start, values=values)
