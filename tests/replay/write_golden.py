"""Write golden journals of the present format: `python -m tests.replay.write_golden FOLDER`.

Run it only when a new journal format or a new kind of event comes; give the files a new name.
"""

import json
import sys
from pathlib import Path

from engine.journal.export import export_case
from engine.journal.replay import replay
from engine.runtime.state import dump_state
from tests import database
from tests.dsl.office import Case, Office
from tests.dsl.process import process


def main(folder: Path) -> None:
    database.make_run_folder()
    with database.running_server() as server, database.fresh_database(server) as url:
        office = Office(url)
        office.sql("update engine.clock set mode = 'trial'")
        for name, make in SAMPLES.items():
            write(folder / f"format1_{name}.jsonl", make(office))
        office.close()


def write(path: Path, case: Case) -> None:
    case.check()
    with case.office.engine.pool.connection() as connection:
        path.write_bytes(b"".join(export_case(connection, case.id)))
        state, variables = replay(connection, case.id)
    saved = {"state": json.loads(dump_state(state)), "variables": variables.rows()}
    text = json.dumps(saved, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    path.with_suffix(".state.json").write_text(text, encoding="utf-8")


def tasks(office: Office) -> Case:
    """People: claim, release, transfer, complete, cancel; a join; an incident resolved; frozen."""
    drawn = (
        process("tasks", "任务")
        .start()
        .parallel("split")
        .user_task("review", group="hrss_bureau.reviewer", state="in_review", limit=5)
        .parallel("join")
        .exclusive("which")
        .when("amount > 1000")
        .user_task("last", users="li")
        .end("done")
        .move_to("split")
        .user_task("check", group="hrss_bureau.section_chief")
        .connect_to("join")
        .move_to("which")
        .otherwise()
        .end("too_little")
    )
    drawn.boundary("stop", "last", message=("stop", "case.number")).end("stopped")
    case = office.start(drawn)
    case.claim_task("review", by="li")
    case.release_task("review", by="li")
    case.claim_task("review", by="li")
    case.transfer_task("review", by="li", to="wang")
    case.complete_task("review", by="wang", outcome="ok", opinion="同意 😀")
    case.complete_task("check", by="sun")
    case.resolve(values={"amount": {"n": "1409.50"}})
    case.freeze()
    case.unfreeze()
    case.deliver("stop")
    return case


def waits(office: Office) -> Case:
    """The world: a service, a timer cycle, an error, a message out, a signal out, a loop."""
    drawn = (
        process("waits", "等待")
        .start()
        .script("who", '["li", "sun"]', "members")
        .user_task(
            "sign", users="=[member]", each="members", done_when="numberOfCompletedInstances = 2"
        )
        .service_task("call", "outside.call", inputs={"day": 'date("2026-05-03")'})
        .throw_message("tell", "told", '"k"', {"x": "0.5"})
        .throw_signal("publish", "rates")
        .user_task("wait", users="li")
        .end("done")
    )
    drawn.boundary("no_funds", "call", error="NO_FUNDS").user_task("repair", users="li")
    drawn.connect_to("tell")
    drawn.boundary("remind", "wait", cycle="R2/P1D", interrupting=False).end("reminded")

    def outside_call(call, connection):
        from engine.jobs.handlers import BpmnError

        raise BpmnError("NO_FUNDS", "empty")

    case = office.start(drawn)
    case.complete_task("sign", by="li")
    case.complete_task("sign", by="sun")
    office.work(outside_call=outside_call)
    case.complete_task("repair", by="li")
    office.move_clock(days=1, hours=1)
    office.work()
    case.complete_task("wait", by="li")
    return case


def ends(office: Office) -> Case:
    """What is cut off: a terminate end with tokens waiting at a join."""
    drawn = (
        process("ends", "终止")
        .start()
        .parallel("split")
        .user_task("a", users="li")
        .parallel("join")
        .end("done")
        .move_to("split")
        .user_task("b", users="sun")
        .exclusive("which")
        .when('outcome = "stop"')
        .end("stopped", terminate=True)
        .move_to("which")
        .otherwise()
        .connect_to("join")
    )
    case = office.start(drawn)
    case.complete_task("a", by="li")
    case.complete_task("b", by="sun", outcome="stop")
    return case


def answers(office: Office) -> Case:
    """A handler that answers."""
    case = office.start(process("answers", "回复").start().service_task("ask", "a.b").end())
    office.work(a_b=lambda call, connection: {"x": 1})
    return case


CORRECTION = """{"id": "correction", "title": {"zh": "补正材料", "en": "Correct"},
 "schema": {"type": "object", "properties": {
   "address": {"type": "string", "x-label": {"zh": "地址", "en": "Address"}},
   "rooms": {"type": "integer", "x-label": {"zh": "教室", "en": "Rooms"}}}}}"""


def corrections(office: Office) -> Case:
    """A return that names fields: corrected once, and left open the second time."""
    drawn = (
        process("corrections", "补正")
        .start()
        .exclusive("again")
        .user_task("acceptance", group="hrss_bureau.window_clerk")
        .user_task("correction", assignee="=case.applicant", form="correction", corrects=True)
        .connect_to("again")
        .with_file("forms/correction.json", CORRECTION)
    )
    case = office.start(drawn)
    first = {"rooms": "少一间", "address": "门牌不全 😀"}
    case.complete_task("acceptance", by="zhao", outcome="return", corrections=first)
    case.complete_task("correction", by="chen", values={"rooms": 4})
    case.complete_task("acceptance", by="zhao", outcome="return", corrections={"address": ""})
    return case


SAMPLES = {
    "answers": answers,
    "corrections": corrections,
    "ends": ends,
    "tasks": tasks,
    "waits": waits,
}

if __name__ == "__main__":
    main(Path(sys.argv[1]))
