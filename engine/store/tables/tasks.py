"""Work that is open in a case, as lists ask for it: tasks, waits, incidents; who did what."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, Table, Text, literal_column
from sqlalchemy import text as sql
from sqlalchemy.dialects.postgresql import ARRAY

from engine.store.tables.base import Moment, case_id, metadata, text


def _n() -> Column[int]:
    return Column("n", Integer, primary_key=True, autoincrement=False)


#: Organisation of the first candidate group, "<organisation>.<role>": the bureau whose work it is.
BUREAU = literal_column(
    "left(engine.task.groups[1],"
    " length(engine.task.groups[1]) - strpos(reverse(engine.task.groups[1]), '.'))",
    Text,
)
#: The same as an index says it.
_BUREAU = sql("left(groups[1], length(groups[1]) - strpos(reverse(groups[1]), '.'))")

#: Facts of the case are repeated here, so that a page of a million tasks needs no join.
task = Table(
    "task",
    metadata,
    case_id(),
    _n(),
    text("node"),
    text("node_process"),
    text("form"),
    text("title_zh"),
    text("title_en"),
    text("number"),
    text("process"),
    text("area"),
    text("applicant"),
    Column("groups", ARRAY(Text), nullable=False),
    Column("users", ARRAY(Text), nullable=False),
    text("assignee"),
    text("state", "open"),  #: open, completed, cancelled
    Column("opened_at", Moment, nullable=False),
    Column("due_at", Moment),
    Column("due_key", Moment, nullable=False),  #: due_at, or infinity
    text("limit_id"),
    Column("closed_at", Moment),
    text("outcome"),
    text("completed_by"),
    text("returned_to"),  #: who did this step before, when the case came back to it (退回)
    Index(
        "task_returned_idx",
        "returned_to",
        "due_key",
        "case_id",
        "n",
        postgresql_where=sql("state = 'open' and returned_to <> ''"),
    ),
    Index(
        "task_mine_idx",
        "assignee",
        "due_key",
        "case_id",
        "n",
        postgresql_where=sql("state = 'open' and assignee <> ''"),
    ),
    Index(
        "task_done_idx",
        "completed_by",
        "closed_at",
        "case_id",
        "n",
        postgresql_where=sql("completed_by <> ''"),
    ),
    Index("task_bureau_idx", _BUREAU, "closed_at", "case_id"),
    Index("task_step_idx", "node_process", "node", postgresql_where=sql("state = 'open'")),
)

#: One row per candidate of a free task: a list of one group is one index range.
task_candidate = Table(
    "task_candidate",
    metadata,
    case_id(),
    _n(),
    Column("candidate", Text, primary_key=True),  #: "g:<group>" or "u:<user>"
    text("process"),
    Column("due_key", Moment, nullable=False),
    Index("task_candidate_inbox_idx", "candidate", "due_key", "case_id", "n"),
    Index("task_candidate_process_idx", "candidate", "process", "due_key", "case_id", "n"),
)

performer = Table(
    "performer",
    metadata,
    case_id(),
    Column("element", Text, primary_key=True),
    Column("person", Text, primary_key=True),
)

wait = Table(
    "wait",
    metadata,
    case_id(),
    _n(),
    text("trigger"),
    text("name"),
    text("key"),
    text("node"),
    Column("due_at", Moment),
    Index(
        "wait_message_idx",
        "name",
        "key",
        "case_id",
        "n",
        postgresql_where=sql("trigger = 'message'"),
    ),
    Index("wait_signal_idx", "name", "case_id", postgresql_where=sql("trigger = 'signal'")),
)

incident = Table(
    "incident",
    metadata,
    case_id(),
    _n(),
    Column("entry", Integer, primary_key=True, autoincrement=False),  #: that raised it
    text("node"),
    text("stage"),
    text("rule"),
    text("zh"),
    text("en"),
    Column("raised_at", Moment, nullable=False),
    Column("resolved_at", Moment),
    text("resolved_by"),
    Index("incident_open_idx", "case_id", "n", postgresql_where=sql("resolved_at is null")),
)
