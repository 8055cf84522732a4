"""Server, worker and database are killed again and again while people work: nothing is lost.

`HUIQIAN_FAULTS_SEED` repeats a run's choice of victims and moments, `HUIQIAN_FAULTS_KILLS` and
`HUIQIAN_FAULTS_COMMANDS` change how many kills there are and how many acknowledged commands lie
between two of them.
"""

from __future__ import annotations

import os
import random
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import psycopg
import pytest

from api.client import Client
from api.demo.load import PASSWORD
from tests.dsl.process import process
from tests.faults.auditing import audit
from tests.faults.clients import APPLICANT, AREA, DOES, PROCESS, Clerk
from tests.faults.installation import DATABASE, SERVER, WORKER, Installation

KILLS = int(os.environ.get("HUIQIAN_FAULTS_KILLS", "20"))
COMMANDS_BETWEEN = int(os.environ.get("HUIQIAN_FAULTS_COMMANDS", "300"))
CLIENTS = 8
SETTLES_WITHIN_SECONDS = 120


def write_bundles(folder: Path) -> None:
    """A case has people's tasks, a payment out of a fund, a timer and an entry in the ledger."""
    order = (
        '{line: 1, order_number: case.number, fund_source: "dedicated_account",'
        " amount_yuan: 100, payments: 1}"
    )
    steady = process(PROCESS, "不断").start()
    steady.user_task("check", group="hrss_bureau.window_clerk")
    steady.user_task("review", group="hrss_bureau.reviewer", separate_from="check")
    steady.service_task("pay", "payment.release", inputs={"order": order}, retries=50)
    steady.catch_timer("pause", "PT0.3S")
    steady.user_task("confirm", group="hrss_bureau.section_chief", separate_from="review")
    steady.service_task("close", "office.close_case", inputs={"result": '"approved"'}, retries=50)
    pool = process("pool", "筹资").start()
    inputs = {"fund_source": '"dedicated_account"', "amount_yuan": "100000000"}
    pool.service_task("pooling", "fund.pool", inputs=inputs, retries=50)
    for drawn in (steady.end(), pool.end()):
        (folder / drawn.id).mkdir(parents=True)
        for path, content in drawn.files().items():
            (folder / drawn.id / path).write_bytes(content)


@pytest.fixture
def installation(tmp_path: Path) -> Iterator[Installation]:
    write_bundles(tmp_path / "bundles")
    with Installation(tmp_path, tmp_path / "bundles") as running:
        yield running


@pytest.mark.slow
@pytest.mark.faults
def test_should_lose_nothing_and_do_nothing_twice_when_killed_at_any_moment(
    installation: Installation,
):
    # given
    seed = int(os.environ.get("HUIQIAN_FAULTS_SEED", "0")) or random.SystemRandom().randrange(10**6)
    chance = random.Random(seed)
    victims = [(SERVER, WORKER, DATABASE)[number % 3] for number in range(KILLS)]
    chance.shuffle(victims)
    pooled_case = fill_the_fund(installation)
    people = {APPLICANT, *DOES.values()}
    sessions = {person: installation.identification(person) for person in people}
    clerks = [Clerk(installation.port, sessions) for _ in range(CLIENTS)]
    # when
    started = time.monotonic()
    for clerk in clerks:
        clerk.start()
    between = [work_until(clerks, COMMANDS_BETWEEN, seed)]
    for victim in victims:
        time.sleep(chance.uniform(0, 0.5))
        installation.kill(victim)
        between.append(work_until(clerks, COMMANDS_BETWEEN, seed))
    for clerk in clerks:
        clerk.close_down()
    for clerk in clerks:
        clerk.join(SETTLES_WITHIN_SECONDS)
    with psycopg.connect(installation.postgres.url(), autocommit=True) as connection:
        wait_for_the_workers(connection)
        # then
        told = [each for clerk in clerks for each in clerk.acknowledged]
        found = audit(connection, told, pooled_case)
    repeated = sum(each.repeated for each in told)
    print(
        f"seed {seed}: {len(victims)} kills {dict(Counter(victims))}, {len(told)} acknowledged,"
        f" fewest between kills {min(between)}, {sum(clerk.resent for clerk in clerks)} sent"
        f" again, {repeated} of them had been done; {found}; {time.monotonic() - started:.0f} s"
    )
    assert not any(clerk.surprises for clerk in clerks), [c.surprises for c in clerks]
    assert not any(clerk.is_alive() for clerk in clerks)
    assert min(between) >= COMMANDS_BETWEEN
    assert found.clean, f"seed {seed}: {found}"
    verified = installation.run("verify")
    assert verified.returncode == 0, verified.stdout + verified.stderr
    assert not installation.ended()


def fill_the_fund(installation: Installation) -> UUID:
    with Client(installation.url) as client:
        client.sign_in(APPLICANT, PASSWORD)
        done = client.command("/cases", {"process": "pool", "area": AREA, "fields": {}})
    return UUID(done["case_id"])


def work_until(clerks: list[Clerk], more: int, seed: int) -> int:
    """Wait for so many more acknowledged commands; how many there were."""
    before = sum(len(clerk.acknowledged) for clerk in clerks)
    until = time.monotonic() + SETTLES_WITHIN_SECONDS
    while True:
        now = sum(len(clerk.acknowledged) for clerk in clerks)
        surprises = [clerk.surprises for clerk in clerks if clerk.surprises]
        assert not surprises, f"seed {seed}: {surprises}"
        if now - before >= more:
            return now - before
        assert time.monotonic() < until, f"seed {seed}: only {now - before} commands"
        time.sleep(0.02)


def wait_for_the_workers(connection: psycopg.Connection) -> None:
    until = time.monotonic() + SETTLES_WITHIN_SECONDS
    while time.monotonic() < until:
        row = connection.execute("select count(*) from engine.job where not dead").fetchone()
        if row == (0,):
            return
        time.sleep(0.1)
