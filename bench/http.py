"""Completed user tasks per second over HTTP, beside a bare endpoint of the same server, same rows.

One server process (the product's application with a bare route beside it), 16 connections kept
open, another process asking. Budget: ours ÷ bare at least 0.6, in the same run; both are taken in
turns. Ours looks up the session, reads, decides, hashes and writes; the bare route only writes.
Run: `./dev bench http`. `
"""

from __future__ import annotations

import asyncio
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from statistics import median
from uuid import uuid4

import httpx
import psycopg

from api.client import Client
from api.demo.load import PASSWORD, load_people
from bench._measure import arguments, percentile, row
from bench._models import three_tasks
from bench._office import actor, database, engine_on, open_tasks, publish, start_cases
from bench._same_rows import copy_case
from engine.commands.complete_task import CompleteTask
from engine.people.lookup import DatabasePeople
from engine.people.transactions import PeopleDatabase
from engine.store.connections import sqlalchemy_engine

AREA, COPIES, CONNECTIONS = "P1_CITY", 1_600, 16
WHO = {"step_1": "zhao.min", "step_2": "li.wei", "step_3": "wang.fang"}
BODY: dict[str, object] = {"outcome": None, "opinion": "同意", "fields": {}}


def request(path: str, headers: dict[str, str]) -> bytes:
    """A POST, ready to be sent."""
    content = json.dumps(BODY).encode()
    lines = [f"POST {path} HTTP/1.1", "Host: localhost", "Content-Type: application/json"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    lines += [f"Content-Length: {len(content)}", "", ""]
    return "\r\n".join(lines).encode() + content


async def send_all(port: int, requests: Sequence[bytes]) -> tuple[float, list[float]]:
    """Per second, and the seconds each took; every answer must be a success."""
    left = iter(requests)
    seconds: list[float] = []

    async def one_connection() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        for content in left:
            started = time.perf_counter()
            writer.write(content)
            head = await reader.readuntil(b"\r\n\r\n")
            length = next(
                int(line.split(b":")[1])
                for line in head.lower().split(b"\r\n")
                if line.startswith(b"content-length")
            )
            body = await reader.readexactly(length)
            seconds.append(time.perf_counter() - started)
            assert head.startswith(b"HTTP/1.1 200"), head + body
        writer.close()

    started = time.perf_counter()
    await asyncio.gather(*(one_connection() for _ in range(CONNECTIONS)))
    return len(requests) / (time.perf_counter() - started), seconds


def prepare(url: str, cases: int) -> str:
    """People, the process, cases, and copies for the bare route; an entry's document."""
    people_database = sqlalchemy_engine(url, pool_size=2)
    load_people(PeopleDatabase(people_database))
    with engine_on(url, DatabasePeople(people_database)) as engine:
        publish(engine, three_tasks())
        start_cases(engine, "three", AREA, actor(engine, "chen.jing"), cases)
        case_id, n, element = open_tasks(url)[0]
        engine.handle(CompleteTask(case_id, n, "", "同意"), actor(engine, WHO[element]))
        with psycopg.connect(url, autocommit=True) as connection:
            document = copy_case(connection, case_id, COPIES)
            connection.execute("vacuum analyze")
    people_database.dispose()
    return document


class Served:
    """The server as a process of its own."""

    def __init__(self, url: str, document: str) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self._process = subprocess.Popen(
            [sys.executable, "-m", "bench._served", str(self.port), str(COPIES)],
            env={**os.environ, "HUIQIAN_DATABASE_URL": url, "HUIQIAN_CONNECTIONS": "20"},
            stdin=subprocess.PIPE,
            text=True,
        )
        assert self._process.stdin is not None
        self._process.stdin.write(document)
        self._process.stdin.close()

    def sessions(self) -> dict[str, dict[str, str]]:
        """Element → headers of the session of who does it."""
        found = {}
        for element, person in WHO.items():
            with Client(f"http://127.0.0.1:{self.port}") as client:
                self._patiently(client, person)
                found[element] = client.identification
        return found

    def _patiently(self, client: Client, person: str) -> None:
        for _ in range(600):
            try:
                client.sign_in(person, PASSWORD)
                return
            except httpx.TransportError:
                time.sleep(0.1)

    def processor_seconds(self) -> float:
        with open(f"/proc/{self._process.pid}/stat", encoding="ascii") as file:
            fields = file.read().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def stop(self) -> None:
        self._process.terminate()
        self._process.wait()


def tasks_of(url: str, sessions: dict[str, dict[str, str]], element: str) -> list[bytes]:
    """A request for each open task at the element."""
    return [
        request(
            f"/cases/{case_id}/tasks/{n}/complete",
            {**sessions[at], "Idempotency-Key": str(uuid4())},
        )
        for case_id, n, at in open_tasks(url)
        if at == element and not str(case_id).startswith("00000000")
    ]


def main() -> None:
    """Print the ratio, both rates and the processor time of a request."""
    given = arguments(__doc__.splitlines()[0])
    cases = 3_000 if given.full else 600
    ours: list[float] = []
    bare: list[float] = []
    seconds: list[float] = []
    costs: dict[str, float] = {"ours": 0.0, "bare": 0.0}
    with database() as url:
        served = Served(url, prepare(url, cases))
        try:
            sessions = served.sessions()
            asyncio.run(send_all(served.port, bare_requests(200)))  # warm up
            for element in WHO:
                requests = tasks_of(url, sessions, element)
                if element == "step_1":
                    asyncio.run(send_all(served.port, requests[:200]))
                    requests = requests[200:]
                turns = (("ours", requests, ours), ("bare", bare_requests(len(requests)), bare))
                for name, sent, rates in turns:
                    before = served.processor_seconds()
                    rate, each = asyncio.run(send_all(served.port, sent))
                    costs[name] += (served.processor_seconds() - before) / len(sent)
                    rates.append(rate)
                    seconds += each if name == "ours" else []
        finally:
            served.stop()
    ratios = [one / other for one, other in zip(ours, bare, strict=True)]
    row("tasks per second over HTTP ÷ bare endpoint, same rows", f"{median(ratios):.2f}", "≥ 0.6")
    row("  per second: ours, bare", f"{median(ours):.0f}, {median(bare):.0f}")
    cost = ", ".join(f"{each / len(WHO) * 1e3:.2f}" for each in costs.values())
    row("  processor ms of the server each: ours, bare", cost)
    half, most = (f"{percentile(seconds, share) * 1e3:.1f}" for share in (0.5, 0.95))
    row("  median, 95th of a hundred ms", f"{half}, {most}")


def bare_requests(count: int) -> list[bytes]:
    return [request(f"/bare/{number}", {}) for number in range(count)]


if __name__ == "__main__":
    main()
