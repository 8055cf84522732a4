"""Deploy a bundle: read it, keep it as a draft (部署)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import psycopg

from engine.commands.actor import Actor
from engine.commands.deploying import check_designer
from engine.commands.done import BundleDone
from engine.errors import BundleRefused, Finding
from engine.model.bundle import Bundle, BundleHasErrors, BundleProblem, read_bundle
from engine.model.nodes import Severity, Text, Trigger


@dataclass(frozen=True, slots=True)
class DeployBundle:
    """The same content again gives the bundle that is there already."""

    key: str  #: name of the folder: the process key, or "shared"
    files: Mapping[str, bytes]  #: path inside the folder → bytes


def deploy_bundle(
    command: DeployBundle, actor: Actor, connection: psycopg.Connection[Any], now: datetime
) -> BundleDone:
    """Keep the bundle as a draft of the next version.

    Raises: NotPermitted, BundleRefused with every problem of every file.
    """
    check_designer(actor, "deploy bundles")
    try:
        bundle = read_bundle(command.files, key=command.key)
    except BundleHasErrors as refused:
        errors = [p for p in refused.problems if p.problem.severity is Severity.ERROR]
        raise BundleRefused(tuple(_finding(each) for each in errors)) from refused
    warnings: tuple[dict[str, object], ...] = tuple(
        {"where": f.where, "rule": f.rule, "zh": f.zh, "en": f.en}
        for f in (_finding(each) for each in bundle.problems)
    )
    # One deployment of a key at a time, so that versions are numbered without gaps.
    connection.execute(
        "select pg_advisory_xact_lock(hashtextextended('bundle ' || %s, 0))", (bundle.key,)
    )
    found = connection.execute(
        "select hash, key, version, state from engine.bundle where hash = %s", (bundle.sha256,)
    ).fetchone()
    if found is not None:
        return BundleDone(found[0], found[1], found[2], found[3], warnings)
    version = _keep(bundle, actor, connection, now)
    return BundleDone(bundle.sha256, bundle.key, version, "draft", warnings)


def _keep(bundle: Bundle, actor: Actor, connection: psycopg.Connection[Any], now: datetime) -> int:
    title = bundle.main.name if bundle.main is not None else Text(bundle.key, bundle.key)
    row = connection.execute(
        "insert into engine.bundle (hash, key, version, title_zh, title_en, deployed_by,"
        " deployed_at) select %s, %s, coalesce(max(version), 0) + 1, %s, %s, %s, %s"
        " from engine.bundle where key = %s returning version",
        (bundle.sha256, bundle.key, title.zh, title.en, actor.user_id, now, bundle.key),
    ).fetchone()
    assert row is not None
    with connection.cursor() as cursor:
        cursor.executemany(
            "insert into engine.bundle_file (bundle, path, content) values (%s, %s, %s)",
            [(bundle.sha256, path, content) for path, content in sorted(bundle.files.items())],
        )
        cursor.executemany(
            "insert into engine.bundle_process (bundle, process) values (%s, %s)",
            [(bundle.sha256, process) for process in sorted(bundle.processes)],
        )
        cursor.executemany(
            "insert into engine.bundle_start (bundle, process, node, trigger, name)"
            " values (%s, %s, %s, %s, %s)",
            [(bundle.sha256, *start) for start in _starts(bundle)],
        )
    version: int = row[0]
    return version


def _starts(bundle: Bundle) -> list[tuple[str, str, str, str]]:
    """(process, start event, trigger, name) of starts other than by a person."""
    found = []
    if bundle.main is not None:
        for index in bundle.main.starts:
            node = bundle.main.nodes[index]
            if node.event is not None and node.event.trigger is not Trigger.NONE:
                found.append((bundle.main.id, node.id, str(node.event.trigger), node.event.name))
    return found


def _finding(each: BundleProblem) -> Finding:
    problem = each.problem
    place = ":".join(str(part) for part in (each.file, problem.line or "", problem.element) if part)
    return Finding(place, problem.rule, problem.message.zh, problem.message.en)
