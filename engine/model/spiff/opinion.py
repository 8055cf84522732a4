"""Ask SpiffWorkflow what it thinks of a recorded run (第二意见)."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from engine.model.nodes import Text
from engine.model.spiff.child import Child, ChildFailed
from engine.model.spiff.outside import ROW, first_outside
from engine.model.spiff.record import Act, Entry, Record
from engine.model.spiff.reduction import Reduction

_STOPS: Final = {
    "recursion": "too-many-tasks",
    "too-many-tasks": "too-many-tasks",
    "race": "race",
}


class Verdict(StrEnum):
    """What the second opinion says."""

    AGREES = "agrees"
    DIFFERS = "differs"
    NO_OPINION = "no opinion"


@dataclass(frozen=True, slots=True)
class Opinion:
    """The answer about one record. It never decides anything."""

    verdict: Verdict
    entry: int  #: number of the last entry agreed to, or of the one that differs; 0: none
    judged: int  #: entries that were judged
    total: int  #: entries of the record
    ours: tuple[str, ...] = ()  #: where it differs: what is open here
    theirs: tuple[str, ...] = ()  #: and there
    reason: str = ""  #: id of the row of `outside.ROWS` for which later entries are not judged
    detail: str = ""

    @property
    def text(self) -> Text:
        """The opinion as a sentence."""
        if self.verdict is Verdict.DIFFERS:
            ours, theirs = ", ".join(self.ours) or "–", ", ".join(self.theirs) or "–"
            return Text(
                f"第 {self.entry} 条起不同：此处 {ours}；SpiffWorkflow {theirs}",
                f"differs at entry {self.entry}: here {ours}; SpiffWorkflow {theirs}",
            )
        why = ROW[self.reason].title if self.reason in ROW else Text()
        if self.verdict is Verdict.NO_OPINION:
            return Text(f"没有意见：{why.zh}", f"no opinion: {why.en}")
        if not self.reason:
            return Text(f"直到第 {self.entry} 条一致", f"agrees to entry {self.entry}")
        return Text(
            f"直到第 {self.entry} 条一致，其后没有意见：{why.zh}",
            f"agrees to entry {self.entry}, then no opinion: {why.en}",
        )


def second_opinion(
    source: bytes, record: Record, *, child: Child | None = None, limit_seconds: float = 30.0
) -> Opinion:
    """Walk the record again with SpiffWorkflow and compare the open work after every entry.

    `source` is the diagram that holds the record's process, as it was uploaded. `child` saves the
    time of starting one where several records are judged. Raises: KeyError when the diagram does
    not hold the process.
    """
    reduction = Reduction(source, record.process)
    judged, reason = first_outside(record, reduction.elements)
    entries = record.entries[:judged]
    total = len(record.entries)
    if not entries:
        return Opinion(Verdict.NO_OPINION, 0, 0, total, reason=reason)
    own = child if child is not None else Child()
    question = {
        "do": "walk",
        "process": record.process,
        "source": base64.b64encode(reduction.document(record.start)).decode(),
        "entries": [_question(entry, reduction) for entry in entries],
    }
    try:
        answer = own.ask(question, limit_seconds)
    except ChildFailed as failed:
        return Opinion(Verdict.NO_OPINION, 0, 0, total, reason="no-answer", detail=str(failed))
    finally:
        if child is None:
            own.stop()
    return _opinion(answer, entries, total, reason)


def _opinion(
    answer: dict[str, Any], entries: tuple[Entry, ...], total: int, reason: str
) -> Opinion:
    agreed = int(answer["agreed"])
    last = entries[agreed - 1].number if agreed else 0
    if "theirs" in answer:
        entry = entries[agreed]
        ours = (*entry.open, *(("completed",) if entry.ended else ()))
        return Opinion(
            Verdict.DIFFERS,
            entry.number,
            agreed + 1,
            total,
            ours,
            tuple(str(name) for name in answer["theirs"]),
        )
    stopped = str(answer.get("stopped", ""))
    if stopped:
        reason = _STOPS.get(stopped, "unread")
    if not agreed:
        return Opinion(Verdict.NO_OPINION, 0, 0, total, reason=reason, detail=stopped)
    return Opinion(Verdict.AGREES, last, agreed, total, reason=reason, detail=stopped)


def _question(entry: Entry, reduction: Reduction) -> dict[str, Any]:
    return {
        "acts": [[act.kind, act.element] for act in entry.acts if _is_sent(act, reduction)],
        "conditions": {flow: list(values) for flow, values in entry.conditions.items()},
        "open": sorted(entry.open),
        "ended": entry.ended,
        "may_miss": entry.terminated,
    }


def _is_sent(act: Act, reduction: Reduction) -> bool:
    """An error that an end event throws finds its boundary event by itself."""
    if act.kind != "event" or act.element not in reduction.elements:
        return True
    return not reduction.throws_errors_itself(act.element)
