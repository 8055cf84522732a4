"""The second opinion over a played scenario: SpiffWorkflow re-walks what the journal recorded."""

import threading
from typing import Any

from api.client import Client
from api.scenarios.expecting import journal
from api.scenarios.tally import Tally
from engine.model import ProcessModel, read_diagram
from engine.model.spiff import Child, Verdict, records_of, second_opinion


class SecondOpinion:
    """Asks about one case after the other; keeps one child process and the diagrams it read."""

    def __init__(self) -> None:
        self._child = Child()
        self._child.start()
        self._turn = threading.Lock()  # the child takes one question at a time
        self._diagrams: dict[str, list[tuple[bytes, dict[str, ProcessModel]]]] = {}

    def ask(self, auditor: Client, case_id: str) -> Tally:
        """What it says about every process run of the case."""
        with self._turn:
            return self._ask(auditor, case_id)

    def close(self) -> None:
        self._child.stop()

    def _ask(self, auditor: Client, case_id: str) -> Tally:
        models, sources = self._models(auditor, auditor.get(f"/cases/{case_id}"))
        entries = [
            (entry["entry"], entry["document"].get("events", []))
            for entry in journal(auditor, case_id)
        ]
        tally = Tally()
        for record in records_of(entries, models):
            opinion = second_opinion(sources[record.process], record, child=self._child)
            tally.records += 1
            tally.judged += opinion.judged
            tally.total += opinion.total
            if opinion.verdict is Verdict.DIFFERS:
                tally.differences.append(f"{record.process}: {opinion.text.en}")
            elif opinion.judged == opinion.total:
                tally.to_the_end += 1
                tally.processes_to_the_end.add(record.process)
            else:
                tally.reasons[opinion.reason or "no-answer"] += opinion.total - opinion.judged
        return tally

    def _models(
        self, auditor: Client, case: dict[str, Any]
    ) -> tuple[dict[str, ProcessModel], dict[str, bytes]]:
        models: dict[str, ProcessModel] = {}
        sources: dict[str, bytes] = {}
        for bundle in case["bundles"].values():
            if bundle not in self._diagrams:
                self._diagrams[bundle] = _read(auditor, bundle)
            for source, processes in self._diagrams[bundle]:
                models |= processes
                sources |= dict.fromkeys(processes, source)
        return models, sources


def _read(auditor: Client, bundle: str) -> list[tuple[bytes, dict[str, ProcessModel]]]:
    """Each diagram of the bundle with its processes."""
    found = []
    for path in auditor.get(f"/bundles/{bundle}")["files"]:
        if path.endswith(".bpmn"):
            source = auditor.request("GET", f"/bundles/{bundle}/files/{path}").content
            found.append((source, dict(read_diagram(source).processes)))
    return found
