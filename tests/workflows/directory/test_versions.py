"""Versions of directory lists: every old one stays readable."""

from datetime import date
from typing import Any

import pytest

from engine.jobs.handlers import HandlerFailed
from tests.workflows.registry import AREA, LEAD, Registry
from workflows.registers.directory import directory_in_force, entries_of, version_on


def publish(registry: Registry, *entries: dict[str, Any], **changed: Any) -> Any:
    given: dict[str, Any] = {
        "list": "trade",
        "entries": list(entries),
        "lead": LEAD,
        "effective_date": date(2026, 3, 10),
        "change_reason": "新增",
        "contact": "12333",
        **changed,
    }
    return registry.call("directory.publish", case=f"case-{registry.entry}", **given)


WELDER = {"code": "6-18-02", "name": "焊工", "level": "senior"}
WEAVER = {"code": "6-04-02", "name": "纺织工", "level": "junior"}


def test_should_number_versions_and_keep_the_old_ones(registry: Registry) -> None:
    # when
    first = publish(registry, WELDER)
    second = publish(
        registry, WEAVER, {**WELDER, "action": "removed"}, effective_date=date(2026, 4, 1)
    )

    # then
    assert (first["version_number"], second["version_number"]) == (1, 2)
    assert set(entries_of(registry.connection, AREA, "trade", 1)) == {"6-18-02"}
    assert set(entries_of(registry.connection, AREA, "trade", 2)) == {"6-04-02"}


def test_should_use_the_version_in_force_on_the_day(registry: Registry) -> None:
    # given
    publish(registry, WELDER)
    publish(registry, WEAVER, effective_date=date(2026, 4, 1))

    # then
    asked = registry.connection, AREA, "trade"
    assert version_on(*asked, date(2026, 3, 9)) is None
    assert version_on(*asked, date(2026, 3, 31)) == 1
    assert version_on(*asked, date(2026, 4, 1)) == 2
    march = directory_in_force(registry.connection, AREA, date(2026, 3, 31))
    april = directory_in_force(registry.connection, AREA, date(2026, 4, 1))
    assert march.trade("6-04-02") is None
    found = april.trade("6-04-02")
    assert found is not None and found.details == {"level": "junior"}


def test_should_take_effect_neither_before_today_nor_before_the_acknowledgement(
    registry: Registry,
) -> None:
    # when
    past = publish(registry, WELDER, effective_date=date(2026, 1, 1))
    filed = publish(
        registry,
        {**WEAVER, "rate_yuan": 800, "acknowledged_on": date(2026, 5, 6), "filing_number": "备1"},
        list="supplement",
    )

    # then
    assert past["effective_date"] == date(2026, 3, 2)
    assert filed["effective_date"] == date(2026, 5, 6)
    rate = registry.rows("rate_setting")[0]
    assert (rate["rate_id"], rate["amount_yuan"], rate["filed_on"]) == (
        "6-04-02",
        800,
        date(2026, 5, 6),
    )
    assert rate["valid_from"] == date(2026, 5, 6)


def test_should_decline_an_unknown_list(registry: Registry) -> None:
    with pytest.raises(HandlerFailed):
        publish(registry, WELDER, list="colours")


def test_should_publish_imported_entries_as_versions(registry: Registry) -> None:
    # when
    registry.facts(
        directory=[
            {"list": "trade", "code": "1", "name": "甲", "valid_from": "2026-01-01"},
            {"list": "trade", "code": "2", "name": "乙", "valid_from": "2026-02-01"},
            {"list": "provincial", "area": "320000", "code": "3", "name": "丙"},
        ]
    )

    # then
    assert version_on(registry.connection, AREA, "trade", date(2026, 1, 15)) == 1
    assert set(entries_of(registry.connection, AREA, "trade", 2)) == {"1", "2"}
    assert set(entries_of(registry.connection, "320000", "provincial", 1)) == {"3"}
