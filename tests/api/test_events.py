"""Live updates: what changed for the reader, and nothing else; over real servers."""

import json
import threading
import time
from collections.abc import Iterator
from datetime import date
from typing import Any

import httpx
import pytest

from engine.store.postgres import EmbeddedPostgres
from tests import database
from tests.api.office import Office
from tests.api.test_inbox import call, searchable_bundle, start

LONGEST_WAIT = 20.0


@pytest.fixture(scope="module")
def offices(
    postgres_server: EmbeddedPostgres, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Office, Office]]:
    """Two servers over one database."""
    folder = searchable_bundle(tmp_path_factory.mktemp("bundles"))
    with (
        database.fresh_database(postgres_server) as url,
        Office(url, bundles=[folder], today=date(2026, 3, 2), event_beat_seconds=0.2) as first,
        Office(url, event_beat_seconds=0.2) as second,
    ):
        yield first, second


class Stream:
    """An open stream, read by a thread of its own."""

    def __init__(self, office: Office, person: str, last_id: str = "", client: Any = None) -> None:
        headers = (client or office.as_(person)).identification
        if last_id:
            headers["Last-Event-ID"] = last_id
        self.events: list[tuple[str, str, dict[str, Any]]] = []
        self.raw: list[str] = []
        self.ended = threading.Event()
        self._came = threading.Condition()
        self._client = httpx.Client(base_url=office.url, headers=headers, timeout=LONGEST_WAIT)
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()
        self.wait_for(lambda: self.kinds("hello"))

    def _read(self) -> None:
        try:
            with self._client.stream("GET", "/events") as answer:
                assert answer.headers["content-type"].startswith("text/event-stream")
                block: dict[str, str] = {}
                for line in answer.iter_lines():
                    with self._came:
                        self.raw.append(line)
                        name, _, value = line.partition(": ")
                        if name in ("id", "event", "data"):
                            block[name] = value
                        elif not line and "event" in block:
                            data = json.loads(block["data"])
                            self.events.append((block["event"], block.get("id", ""), data))
                            block = {}
                        self._came.notify_all()
        except (httpx.HTTPError, RuntimeError):
            pass
        finally:
            self.ended.set()

    def wait_for(self, holds: Any) -> Any:
        with self._came:
            assert self._came.wait_for(holds, LONGEST_WAIT), self.raw
            return holds()

    def kinds(self, kind: str) -> list[dict[str, Any]]:
        return [data for name, _id, data in self.events if name == kind]

    def of(self, case_id: str) -> list[dict[str, Any]]:
        return [each for each in self.kinds("changed") if each["case_id"] == case_id]

    def close(self) -> None:
        self._client.close()


@pytest.fixture
def streams() -> Iterator[list[Stream]]:
    opened: list[Stream] = []
    yield opened
    for each in opened:
        each.close()


def test_should_tell_candidates_on_every_server_and_nobody_else(
    offices: tuple[Office, Office], streams: list[Stream]
) -> None:
    # given
    first, second = offices
    clerk, elsewhere = Stream(first, "zhao.min"), Stream(second, "zhao.min")
    reviewer, applicant = Stream(first, "li.wei"), Stream(second, "chen.jing")
    streams += [clerk, elsewhere, reviewer, applicant]
    # when
    done = start(first, "实时")
    case_id, task = done["case_id"], done["opened"][0]["task"]
    for stream in (clerk, elsewhere):
        stream.wait_for(lambda stream=stream: stream.of(case_id))
    call_path = f"/cases/{case_id}/tasks/{task}/claim"
    first.as_("zhao.min").command(call_path)
    elsewhere.wait_for(lambda: len(elsewhere.of(case_id)) == 2)
    # then
    opened, taken = elsewhere.of(case_id)
    assert opened == {
        "case_id": case_id,
        "tasks": [{"task": task, "what": "opened"}],
        "own_case": False,
        "by_me": False,
    }
    assert (taken["tasks"], taken["by_me"]) == ([{"task": task, "what": "taken"}], True)
    applicant.wait_for(lambda: applicant.of(case_id))
    assert applicant.of(case_id)[0]["tasks"] == [] and applicant.of(case_id)[0]["own_case"]
    assert reviewer.kinds("changed") == []
    # nothing of the case itself is in the stream
    assert "实时" not in "".join(elsewhere.raw) and done["number"] not in "".join(elsewhere.raw)


def test_should_go_on_where_a_stream_broke_off(
    offices: tuple[Office, Office], streams: list[Stream]
) -> None:
    # given
    first, second = offices
    streams.append(before := Stream(first, "zhao.min"))
    last = before.events[-1][1]
    before.close()
    done = start(first, "断线")
    with Stopwatch() as waiting:
        while not (missed := missed_since(first, last)) and waiting.goes_on:
            time.sleep(0.05)
    # then
    assert [each["case_id"] for each in missed] == [done["case_id"]]
    # and another server, which does not know what was missed, says so
    streams.append(other := Stream(second, "zhao.min", last))
    other.wait_for(lambda: other.kinds("resync"))


def missed_since(office: Office, last: str) -> list[dict[str, Any]]:
    headers = {**office.as_("zhao.min").identification, "Last-Event-ID": last}
    answer = httpx.get(f"{office.url}/events", params={"wait": "false"}, headers=headers)
    lines = [line for line in answer.text.splitlines() if line.startswith('data: {"case')]
    return [json.loads(line[6:]) for line in lines]


class Stopwatch:
    def __enter__(self) -> "Stopwatch":
        self._until = time.monotonic() + LONGEST_WAIT
        return self

    def __exit__(self, *_: object) -> None:
        pass

    @property
    def goes_on(self) -> bool:
        return time.monotonic() < self._until


def test_should_end_with_the_session(offices: tuple[Office, Office], streams: list[Stream]) -> None:
    # given
    first, _second = offices
    client = first.signed_in("zhao.min")
    streams += [stream := Stream(first, "zhao.min", client=client)]
    stream.wait_for(lambda: ": beat" in stream.raw)
    # when
    assert client.raw("DELETE", "/sessions/current").is_success
    # then
    assert stream.ended.wait(LONGEST_WAIT)


def test_should_need_a_session(offices: tuple[Office, Office]) -> None:
    assert httpx.get(f"{offices[0].url}/events").status_code == 401


def test_should_tell_of_what_a_worker_did_after_it_was_committed(
    offices: tuple[Office, Office], streams: list[Stream]
) -> None:
    # given: freezing goes through the same writing as timers and handlers do
    from engine.commands.actor import system_actor
    from engine.commands.freeze_case import FreezeCase

    first, _second = offices
    done = start(first, "冻结")
    streams.append(stream := Stream(first, "zhao.min"))
    with first.engine.database.connect() as connection:
        raw: Any = connection.connection.driver_connection
        # when
        with connection.begin():
            first.engine.handle_on(
                raw, FreezeCase(stream_case(done), "审计"), system_actor("timer")
            )
            told_before_commit = bool(stream.of(done["case_id"]))
        first.engine.herald.committed(raw)
    # then
    assert not told_before_commit
    stream.wait_for(lambda: stream.of(done["case_id"]))
    assert stream.of(done["case_id"])[0]["tasks"][0]["what"] == "changed"
    (row,) = call(first, "zhao.min", "GET", "/tasks?box=open&text=dongjie")["items"]
    assert row["flags"] == ["frozen"]


def stream_case(done: dict[str, Any]) -> Any:
    from uuid import UUID

    return UUID(done["case_id"])


def test_should_tell_designers_of_saves_and_requests_and_nobody_else(
    offices: tuple[Office, Office], streams: list[Stream]
) -> None:
    # given
    first, second = offices
    asker, other = Stream(first, "lin.chuan"), Stream(second, "guo.yi")
    clerk = Stream(second, "zhao.min")
    streams += [asker, other, clerk]
    designer, signer = first.as_("lin.chuan"), second.as_("guo.yi")
    made = designer.command("/workspaces", {"template": "approval", "key": "told_flow"})
    # when: a file is saved, publishing is asked for, refused
    address = f"/workspaces/{made['id']}/files/forms/review.json"
    form = designer.raw("GET", address)
    headers = {"If-Match": form.headers["etag"], "Content-Type": "application/octet-stream"}
    changed = form.content.replace("初审".encode(), "初核".encode())
    designer.request("PUT", address, content=changed, headers=headers)
    given = {"workspace": made["id"], "reason": "首次发布"}
    asked = designer.command("/publish-requests", given)
    to_sign = signer.get("/me/publish-requests")
    signer.command(f"/publish-requests/{asked['id']}/refuse", {"opinion": "表单不全"})
    # then
    request = {"id": asked["id"], "key": "told_flow"}
    expected = [
        {"workspace": made["id"], "path": "forms/review.json", "what": "saved"},
        {**request, "what": "open"},
        {**request, "what": "refused"},
    ]
    for stream, mine in ((asker, [True, True, False]), (other, [False, False, True])):
        heard = stream.wait_for(lambda s=stream: len(s.kinds("designed")) == 3 and s)
        assert heard.kinds("designed") == [
            {**each, "by_me": by_me} for each, by_me in zip(expected, mine, strict=True)
        ]
    assert clerk.kinds("designed") == []
    assert [each["id"] for each in to_sign] == [asked["id"]]
    # and the asker is told of the decision until they have read it
    [decided] = designer.get("/me/publish-requests")
    assert (decided["state"], decided["opinion"]) == ("refused", "表单不全")
    designer.request("PUT", "/me/notices/read", json={"until": decided["decided_at"]})
    assert designer.get("/me/publish-requests") == []
    assert signer.get("/me/publish-requests") == []
