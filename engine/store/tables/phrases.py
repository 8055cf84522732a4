"""Phrases 常用语: what a person likes to write, per process; a setting, not part of any case."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Identity, Index, Integer, Table

from engine.store.tables.base import Moment, metadata, text

phrase = Table(
    "phrase",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    text("person"),
    text("process"),  #: process key; empty: everywhere
    text("text"),
    Column("position", Integer, nullable=False),
    Column("changed_at", Moment, nullable=False),
    Index("phrase_person_idx", "person", "process", "position"),
)
