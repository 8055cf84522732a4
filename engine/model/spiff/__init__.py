"""The second opinion: SpiffWorkflow checks schemas and walks recorded runs again (decision 0002).

It never decides and never runs in a step or a request's transaction. Whatever it does happens in a
child process that is killed at its time limit; this process does not even import it.
"""

from engine.model.spiff.child import Child, ChildFailed
from engine.model.spiff.from_events import records_of
from engine.model.spiff.opinion import Opinion, Verdict, second_opinion
from engine.model.spiff.outside import ROWS, OutsideRow
from engine.model.spiff.record import Act, Entry, Record
from engine.model.spiff.schema import schema_messages

__all__ = [
    "ROWS",
    "Act",
    "Child",
    "ChildFailed",
    "Entry",
    "Opinion",
    "OutsideRow",
    "Record",
    "Verdict",
    "records_of",
    "schema_messages",
    "second_opinion",
]
