"""Fifty claims for one person, computed at once by many workers: exactly three are paid (L-01)."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text

from api.chores.deploy import bundle_folders, deploy_directly
from api.demo.load import load_people
from api.product import Product, open_product
from api.settings import Settings
from api.trial import make_trial
from engine.commands.actor import Actor, system_actor
from engine.commands.complete_task import CompleteTask
from engine.commands.deploy_bundle import DeployBundle
from engine.commands.publish_bundle import PublishBundle
from engine.commands.start_case import StartCase
from engine.jobs.worker import Worker
from engine.people.transactions import PeopleDatabase
from engine.store.clock import move_clock, read_clock
from tests.dsl.process import process
from tests.workflows.claims.desk import person_line
from workflows.handlers import HANDLERS
from workflows.registers.rosters import Roster, save_roster

ROOT = Path(__file__).resolve().parents[2]
TODAY = date(2027, 3, 1)
AREA, CLAIMS, WORKERS = "P1_CITY", 50, 8
FACTS = (
    '{institutions: [{id: "xinghe", name: "星河", kind: "training_centre", area: "P1_CITY",'
    ' valid_from: "2025-01-01"}], fund_accounts: [{area: "P1_CITY",'
    ' fund_source: "dedicated_account", balance_yuan: "5000000"}]}'
)


class Bureau:
    """The shipped bundles over a fresh trial database; people act through the engine."""

    def __init__(self, url: str) -> None:
        self.product: Product = open_product(url, Settings())
        self.engine = self.product.engine
        load_people(PeopleDatabase(self.engine.database))
        with self.engine.database.begin() as connection:
            assert make_trial(connection, TODAY)
        said: list[str] = []
        assert not deploy_directly(self.engine, bundle_folders([ROOT / "bpmn"]), said.append), said

    def actor(self, person: str) -> Actor:
        people = self.product.people
        groups = people.groups_of(person) or frozenset()
        return Actor(person, groups, people.organisation_of(person))

    def import_facts(self) -> None:
        drawn = process("facts").start()
        drawn.service_task("enter", "register.import", inputs={"facts": FACTS}).end()
        designer = system_actor("deploy")
        done = self.engine.handle(DeployBundle(drawn.id, drawn.files()), designer)
        self.engine.handle(PublishBundle(done.bundle), designer)
        self.engine.handle(StartCase("facts", AREA), self.actor("sun.ning"))
        self.work()

    def claim(self, number: int) -> UUID:
        """A claim of one certificate of the same person, in another occupation each."""
        line = replace(
            person_line(1, level="junior"),
            occupation=f"4-{number:02d}",
            certificate_no=f"C{number:06d}",
            certificate_date=date(2027, 2, 5),
            course_start=date(2027, 1, 4),
            course_end=date(2027, 1, 29),
        )
        with self.engine.database.begin() as connection:
            roster = Roster("roster.csv", (line,))
            saved = save_roster(connection, roster, "chen.jing", datetime.now(UTC))
        command = StartCase("claim_certificate", AREA, {"benefit": "certificate", "roster": saved})
        return self.engine.handle(command, self.actor("chen.jing")).case_id

    def complete(self, case_id: UUID, element: str, person: str, outcome: str) -> None:
        row = self.row(
            "select n from engine.task where case_id = :case and node = :node and state = 'open'",
            case=case_id,
            node=element,
        )
        assert row is not None, f"no task {element}: {self.open_work(case_id)}"
        command = CompleteTask(case_id, row[0], outcome, "核对无误")
        if element == "bank_receipt":
            command = replace(command, values={"receipt": "HD-0001"})
        self.engine.handle(command, self.actor(person))

    def work(self, threads: int = 1) -> None:
        """Do all jobs that are due, by so many workers at once."""
        workers = [Worker(self.engine, HANDLERS) for _ in range(threads)]
        with ThreadPoolExecutor(threads) as pool:
            list(pool.map(lambda worker: worker.work_until_idle(), workers))
        for worker in workers:
            worker.stop()

    def move_clock(self, days: int) -> None:
        with self.engine.pool.connection() as connection:
            move_clock(connection, read_clock(connection).now + timedelta(days=days), "admin")

    def row(self, statement: str, **parameters: Any) -> Any:
        with self.engine.database.connect() as connection:
            return connection.execute(text(statement), parameters).first()

    def rows(self, statement: str) -> list[Any]:
        with self.engine.database.connect() as connection:
            return list(connection.execute(text(statement)))

    def open_work(self, case_id: UUID) -> list[Any]:
        statement = "select node, state from engine.task where case_id = '{0}'"
        jobs = "select name, error_en from engine.job where case_id = '{0}'"
        return self.rows(statement.format(case_id)) + self.rows(jobs.format(case_id))


@pytest.fixture
def bureau(database_url: str) -> Iterator[Bureau]:
    opened = Bureau(database_url)
    yield opened
    opened.product.close()


@pytest.mark.slow
def test_should_pay_exactly_three_of_fifty_claims_for_one_person_at_once(bureau: Bureau):
    # given fifty claims that all passed the cross-check and the first review
    bureau.import_facts()
    cases = [bureau.claim(number) for number in range(CLAIMS)]
    bureau.work()
    for case in cases:
        bureau.complete(case, "acceptance", "zhao.min", "accept")
    bureau.work()
    for case in cases:
        bureau.complete(case, "first_review", "li.wei", "pass")
    # when the amounts are computed at once
    bureau.work(WORKERS)
    # then three are payable, and the others are refused by the rule of three a year
    claims = dict(
        bureau.rows(
            "select distinct on (case_id) case_id, payable_yuan from register.claim"
            " order by case_id, entry desc"
        )
    )
    assert claims.keys() == set(cases)
    payable = [case for case in cases if claims[case] > 0]
    assert len(payable) == 3
    refusals = bureau.rows(
        "select rules, count(*) from register.claim_line l where entry ="
        " (select max(entry) from register.claim_line m where m.case_id = l.case_id)"
        " group by rules"
    )
    assert sorted((list(rules or ()), count) for rules, count in refusals) == [
        ([], 3),
        (["L-01"], CLAIMS - 3),
    ]
    # and three are paid
    for case in payable:
        bureau.complete(case, "second_review", "wang.fang", "pass")
        bureau.work()
        bureau.complete(case, "decision", "liu.yuan", "approve")
    bureau.work()
    bureau.move_clock(15)
    bureau.work(WORKERS)
    for element, person, outcome in (
        ("finance_check", "chen.bo", "pass"),
        ("finance_release", "xu.hong", "release"),
        ("bank_receipt", "chen.bo", "received"),
    ):
        for case in payable:
            bureau.complete(case, element, person, outcome)
        bureau.work(WORKERS)
    assert bureau.rows("select case_id from register.subsidy where state = 'paid' order by 1") == [
        (case,) for case in sorted(payable)
    ]
    assert bureau.rows("select count(*) from register.payment") == [(3,)]
