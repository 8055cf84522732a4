"""The journal as a table for auditors' spreadsheets: one row per entry, Chinese or English.

UTF-8 with a byte order mark, so that office programs read the Chinese; a cell that a spreadsheet
would take for a formula begins with an apostrophe.
"""

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from api.journal_words import COLUMNS, COMMANDS, NAMED, STATES, SYSTEM
from engine.journal.reading import KeptDocument, KeptEntry
from engine.runtime import events as e
from engine.runtime.apply import apply
from engine.runtime.state import State
from engine.runtime.variables import Variables

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
Words = Mapping[str, Mapping[str, str]]  #: id → {"zh": …, "en": …}


class JournalTable:
    """Rows of the table; it follows the case as it goes to tell old values from new ones."""

    def __init__(
        self,
        language: str,
        zone: ZoneInfo,
        elements: Callable[[str, str], Mapping[str, Any]],
        people: Words,
        organisations: Words,
        fields: Words,
    ) -> None:
        """`elements` gives the element of a process by (process, element id), or an empty one."""
        self._language = language
        self._zone = zone
        self._elements = elements
        self._people = people
        self._organisations = organisations
        self._fields = fields
        self._state, self._variables = State(), Variables()

    def lines(self, kept: Iterable[KeptEntry]) -> Iterator[bytes]:
        """The bytes of the file, row by row."""
        yield BYTE_ORDER_MARK + self._line([each[self._language] for each in COLUMNS])
        for each in kept:
            yield self._line(self._row(each, each.document()))

    def _row(self, kept: KeptEntry, document: KeptDocument) -> list[str]:
        told = _Told()
        for event in document.events:
            self._tell(event, told)
            apply(self._state, self._variables, event)
        actor = document.actor
        at = datetime.fromisoformat(document.at).astimezone(self._zone)
        return [
            str(kept.entry),
            at.strftime("%Y-%m-%d %H:%M:%S"),
            self._word(COMMANDS, kept.command),
            SYSTEM[self._language] if actor.system else self._word(self._people, actor.user),
            self._word(self._people, actor.on_behalf_of),
            self._word(self._organisations, actor.organisation or ""),
            "；".join(dict.fromkeys(told.steps)),
            "；".join(told.outcomes),
            "；".join(told.opinions),
            self._word(STATES, self._state.case_state),
            "\n".join(told.reasons),
            "\n".join(told.changes),
            kept.hash.hex(),
        ]

    def _tell(self, event: e.Event, told: "_Told") -> None:
        match event:
            case e.ElementEntered() if event.node != event.process:
                told.steps.append(self._element_name(event.process, event.node))
            case e.TaskCompleted():
                instance = self._state.instances[event.n]
                element = self._elements(instance.process, instance.node)
                told.steps.append(self._element_name(instance.process, instance.node))
                if event.outcome:
                    told.outcomes.append(self._word(element.get("outcomes", {}), event.outcome))
                if event.opinion:
                    told.opinions.append(event.opinion)
            case e.CorrectionsNamed():
                named = (
                    f"{self._word(self._fields, name)}（{note}）"
                    if note
                    else self._word(self._fields, name)
                    for name, note in event.fields.items()
                )
                comma = "、" if self._language == "zh" else ", "
                told.opinions.append(f"{NAMED[self._language]}{comma.join(named)}")
            case e.TaskTransferred() | e.CaseFrozen() | e.CaseUnfrozen() | e.IncidentResolved():
                told.opinions.append(event.reason)
            case e.Reasoned() if event.what in ("condition", "decision", "assignment", "timer"):
                text = f"{event.text} " if event.text else ""
                told.reasons.append(f"{event.what} {event.subject}: {text}→ {plain(event.result)}")
            case e.VariablesSet():
                before = self._variables.of(event.scope)
                for name, value in event.values.items():
                    old = before.get(name)
                    if old != value:
                        label = self._word(self._fields, name)
                        told.changes.append(f"{label}: {plain(old)} → {plain(value)}")

    def _element_name(self, process: str, element: str) -> str:
        found = self._elements(process, element)
        return str(found.get(self._language) or element)

    def _word(self, words: Words, name: str) -> str:
        return words[name][self._language] if name in words else name

    def _line(self, cells: Iterable[str]) -> bytes:
        out = io.StringIO(newline="")
        csv.writer(out, lineterminator="\r\n").writerow([harmless(cell) for cell in cells])
        return out.getvalue().encode()


class _Told:
    """What one entry tells, collected."""

    def __init__(self) -> None:
        self.steps: list[str] = []
        self.outcomes: list[str] = []
        self.opinions: list[str] = []
        self.reasons: list[str] = []
        self.changes: list[str] = []


def harmless(cell: str) -> str:
    """The cell so that no spreadsheet runs it."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def plain(value: Any) -> str:
    """A tagged value as people read it: numbers and dates bare, nothing as an empty text."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, dict) and len(value) == 1:
        ((tag, inner),) = value.items()
        if tag in _TAGS and isinstance(inner, str):
            return inner
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


_TAGS = frozenset({"n", "d", "t", "dt", "dur", "ym"})
