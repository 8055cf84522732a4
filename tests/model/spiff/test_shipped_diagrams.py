"""SpiffWorkflow reads every shipped process once it is reduced, so it can have an opinion."""

from __future__ import annotations

from pathlib import Path

from engine.model import read_diagram
from engine.model.spiff import Child, Entry, Record, Verdict, second_opinion

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
