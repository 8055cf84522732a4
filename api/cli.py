"""The `huiqian` command."""

import argparse
import logging
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from pydantic import ValidationError

from api.chores.expressions import add_dmn, add_feel
from api.chores.failure import ChoreFailed
from api.settings import Settings

if TYPE_CHECKING:
    from api.client import Client

Chore = Callable[[argparse.Namespace, Settings], int | None]

DESCRIPTION = "Huiqian 会签: approvals of training programmes. Settings: HUIQIAN_… variables."


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one chore; 0 when it went well, 1 when it did not, 2 for a wrong command line."""
    given = parser().parse_args(arguments)
    logging.basicConfig(
        level=logging.INFO if given.verbose else logging.WARNING,
        format="%(asctime)s %(levelname)s %(name)s %(message)s",
    )
    try:
        return int(given.chore(given, settings_of(given)) or 0)
    except KeyboardInterrupt:
        return 130
    except ChoreFailed as failed:
        return fail(str(failed))
    except ValidationError as wrong:
        places = "; ".join(f"{e['loc'][0]}: {e['msg']}" for e in wrong.errors())
        return fail(f"settings: {places}")
    except Exception as problem:  # (one line for what people can mend, a trace for the rest)
        text = explained(problem)
        if text is None or given.verbose:
            raise
        return fail(text)


def fail(text: str) -> int:
    print(f"huiqian: {text}", file=sys.stderr)
    return 1


def say(text: str) -> None:
    print(text, flush=True)


def explained(problem: Exception) -> str | None:
    """What went wrong, for failures whose cause lies outside; None for faults of ours."""
    import httpx
    import psycopg
    from sqlalchemy.exc import OperationalError

    from api.client import Refused
    from engine.errors import Declined
    from engine.store.postgres import PostgresUnavailable

    if isinstance(problem, Refused | Declined | PostgresUnavailable):
        return str(problem)
    if isinstance(problem, httpx.TransportError):
        return f"the server does not answer: {problem}"
    if isinstance(problem, psycopg.OperationalError | OperationalError):
        return f"the database does not answer: {str(problem).splitlines()[0]}"
    return None


def settings_of(given: argparse.Namespace) -> Settings:
    """The environment's settings, with what the command line says over them."""
    changed = {
        name: value
        for name in ("host", "port", "home", "bundles")
        if (value := getattr(given, name, None)) is not None
    }
    return Settings(**changed)


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(prog="huiqian", description=DESCRIPTION)
    top.add_argument("--verbose", action="store_true", help="say more; show traces")
    chores = top.add_subparsers(required=True, metavar="COMMAND")
    for add in (
        _serve,
        _worker,
        _migrate,
        _reindex,
        _administrator,
        _deploy,
        _case,
        _task,
        _clock,
        _scenario,
    ):
        add(chores)
    for add in (_replay, _verify, _openapi, add_feel, add_dmn):
        add(chores)
    return top


# --- running -------------------------------------------------------------------------------------


def _serve(chores: argparse._SubParsersAction) -> None:
    one = chores.add_parser("serve", help="the HTTP server with a worker inside")
    one.add_argument("--demo", action="store_true", help="trial copy, sample people, all bundles")
    one.add_argument(
        "--no-cases", action="store_true", help="a demo without sample cases, for a start from zero"
    )
    one.add_argument("--trial", action="store_true", help="make a new database a trial one")
    one.add_argument(
        "--today", type=date.fromisoformat, help="day on which a new trial database begins"
    )
    one.add_argument("--no-worker", action="store_true", help="leave the jobs to `huiqian worker`")
    one.add_argument("--host")
    one.add_argument("--port", type=int)
    _places(one)

    def chore(given: argparse.Namespace, settings: Settings) -> None:
        from api.chores.serve import serve

        serve(
            settings,
            demo=given.demo,
            cases=not given.no_cases,
            trial=given.trial,
            today=given.today,
            with_worker=not given.no_worker,
            say=say,
        )

    one.set_defaults(chore=chore)


def _worker(chores: argparse._SubParsersAction) -> None:
    one = chores.add_parser("worker", help="timers, service calls and messages, without HTTP")
    _places(one)

    def chore(_given: argparse.Namespace, settings: Settings) -> None:
        from api.chores.worker import work

        work(settings, say)

    one.set_defaults(chore=chore)


def _migrate(chores: argparse._SubParsersAction) -> None:
    one = chores.add_parser("migrate", help="bring the database to the present tables")
    _places(one)

    def chore(_given: argparse.Namespace, settings: Settings) -> None:
        from api.product import MIGRATIONS, database_url
        from engine.store.migrate import migrate

        with database_url(settings) as url:
            migrate(url, MIGRATIONS)
        say("the tables are up to date")

    one.set_defaults(chore=chore)


def _reindex(chores: argparse._SubParsersAction) -> None:
    one = chores.add_parser(
        "reindex", help="make anew what cases are found by, after an update that finds more"
    )
    one.add_argument("--after", type=UUID, metavar="CASE", help="go on after this case")
    _places(one)

    def chore(given: argparse.Namespace, settings: Settings) -> None:
        from api.chores.reindex import reindex

        reindex(settings, given.after, say)

    one.set_defaults(chore=chore)


def _administrator(chores: argparse._SubParsersAction) -> None:
    one = chores.add_parser("administrator", help="add the first person of a new installation")
    one.add_argument("person", metavar="ID", help="e.g. lin.ru")
    _places(one)

    def chore(given: argparse.Namespace, settings: Settings) -> None:
        from api.chores.administrator import add_administrator

        add_administrator(settings, given.person, say)

    one.set_defaults(chore=chore)


def _deploy(chores: argparse._SubParsersAction) -> None:
    one = chores.add_parser("deploy", help="deploy and publish bundles (folders)")
    one.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    one.add_argument(
        "--check",
        action="store_true",
        help="first play the folders' scenarios, with the second opinion; deploy only if all hold",
    )
    _server(one, "a running server; without it, straight into the database")
    _places(one)

    def chore(given: argparse.Namespace, settings: Settings) -> int:
        from api.chores.checking import play_before_deploying
        from api.chores.deploy import bundle_folders, deploy_directly, deploy_over_http
        from api.chores.over_http import connect
        from api.product import product

        folders = bundle_folders(given.folders)
        if given.check:
            play_before_deploying(settings, folders, say)
        if given.url:
            with connect(given.url, given.user) as client:
                deploy_over_http(client, folders, say)
            return 0
        with product(settings) as opened:
            return min(deploy_directly(opened.engine, folders, say), 1)

    one.set_defaults(chore=chore)


# --- talking to a server -------------------------------------------------------------------------


def _case(chores: argparse._SubParsersAction) -> None:
    top = chores.add_parser("case", help="start, list and look at cases of a running server")
    verbs = top.add_subparsers(required=True, metavar="VERB")
    listing = verbs.add_parser("list", help="the cases one may see")
    listing.add_argument("--process")
    listing.add_argument("--state")
    listing.add_argument("--number")
    listing.set_defaults(chore=_talking(_list_cases))
    showing = verbs.add_parser("show", help="one case")
    showing.add_argument("case_id")
    showing.set_defaults(chore=_talking(_show_case))
    journal = verbs.add_parser("journal", help="how it went, for auditors")
    journal.add_argument("case_id")
    journal.set_defaults(chore=_talking(_show_journal))
    starting = verbs.add_parser("start", help="file an application")
    starting.add_argument("process")
    starting.add_argument("area")
    _fields(starting)
    starting.set_defaults(chore=_talking(_start_case))
    withdrawing = verbs.add_parser("withdraw", help="take the application back")
    withdrawing.add_argument("case_id")
    withdrawing.add_argument("--reason", default="")
    withdrawing.set_defaults(chore=_talking(_withdraw))
    for one in (listing, showing, journal, starting, withdrawing):
        _server(one)


def _task(chores: argparse._SubParsersAction) -> None:
    top = chores.add_parser("task", help="list and do tasks of a running server")
    verbs = top.add_subparsers(required=True, metavar="VERB")
    listing = verbs.add_parser("list", help="mine, groups or done")
    listing.add_argument("box", choices=("mine", "groups", "done"))
    listing.add_argument("--process")
    listing.add_argument("--number")
    listing.set_defaults(chore=_talking(_list_tasks))
    _server(listing)
    for verb in ("show", "claim", "release", "transfer", "complete"):
        one = verbs.add_parser(verb)
        one.add_argument("case_id")
        one.add_argument("task")
        if verb == "transfer":
            one.add_argument("--to", required=True)
            one.add_argument("--reason", required=True)
        if verb == "complete":
            one.add_argument("--outcome")
            one.add_argument("--opinion", default="")
            _fields(one)
        one.set_defaults(chore=_talking(_do_task), verb=verb)
        _server(one)


def _clock(chores: argparse._SubParsersAction) -> None:
    one = chores.add_parser("clock", help="ask, or move forward in a trial: +5wd, +10d, +1h")
    one.add_argument("by", nargs="?", metavar="+5wd")
    one.add_argument("--area", default="000000", help="whose working days count")
    one.set_defaults(chore=_talking(_move_clock))
    _server(one)


def _scenario(chores: argparse._SubParsersAction) -> None:
    top = chores.add_parser("scenario", help="play scenario files through HTTP")
    verbs = top.add_subparsers(required=True, metavar="VERB")
    one = verbs.add_parser("run", help="play them and compare with what they expect")
    one.add_argument("paths", nargs="*", type=Path, metavar="PATH")
    one.add_argument("--all", action="store_true", help="every scenario of the bundles' folder")
    one.add_argument("--only", action="append", default=[], metavar="ID")
    one.add_argument("--url", default="", help="a running trial server; else own ones are started")
    one.add_argument("--second-opinion", action="store_true", help="re-walk each run elsewhere")
    one.add_argument("--kill-midway", action="store_true", help="kill -9 the server half-way")
    one.add_argument("--table", action="store_true", help="the whole table, also of what holds")
    _places(one)

    def chore(given: argparse.Namespace, settings: Settings) -> int:
        from api.chores.scenarios import run_scenarios

        failed = run_scenarios(
            settings,
            given.paths,
            everything=given.all,
            only=given.only,
            url=given.url,
            kill_midway=given.kill_midway,
            second_opinion=given.second_opinion,
            verbose=given.table,
            say=say,
        )
        return min(failed, 1)

    one.set_defaults(chore=chore)


# --- journals ------------------------------------------------------------------------------------


def _replay(chores: argparse._SubParsersAction) -> None:
    one = chores.add_parser("replay", help="entries of a case and its state after one of them")
    one.add_argument("case", metavar="CASE", help="id or number")
    one.add_argument("--to", type=int, metavar="N", help="stop after entry N")
    _places(one)

    def chore(given: argparse.Namespace, settings: Settings) -> None:
        from api.chores.journals import replay_case

        replay_case(settings, given.case, given.to, say)

    one.set_defaults(chore=chore)


def _verify(chores: argparse._SubParsersAction) -> None:
    one = chores.add_parser("verify", help="is nothing changed in the journals, nothing missing?")
    one.add_argument("cases", nargs="*", metavar="CASE", help="ids or numbers; none: all")
    one.add_argument("--export", type=Path, metavar="FILE", help="check an export, no database")
    _places(one)

    def chore(given: argparse.Namespace, settings: Settings) -> int:
        from api.chores.journals import verify_database, verify_file

        if given.export is not None:
            return min(verify_file(given.export, say), 1)
        return min(verify_database(settings, given.cases, say), 1)

    one.set_defaults(chore=chore)


def _openapi(chores: argparse._SubParsersAction) -> None:
    one = chores.add_parser("openapi", help="write the description of the HTTP interface")
    one.add_argument("file", type=Path, nargs="?", help="where to (else: standard output)")

    def chore(given: argparse.Namespace, _settings: Settings) -> None:
        from api.chores.openapi import write_openapi

        write_openapi(given.file, say)

    one.set_defaults(chore=chore)


# --- what several have ---------------------------------------------------------------------------


def _places(one: argparse.ArgumentParser) -> None:
    one.add_argument("--home", type=Path, help="folder of the embedded database (.huiqian)")
    one.add_argument("--bundles", type=Path, help="folder of bundles (bpmn)")


def _server(one: argparse.ArgumentParser, about: str = "the server") -> None:
    one.add_argument("--url", default=None, help=about)
    one.add_argument("--user", help="sign in as this person (password: HUIQIAN_PASSWORD)")


def _fields(one: argparse.ArgumentParser) -> None:
    one.add_argument("--field", action="append", default=[], metavar="NAME=VALUE")
    one.add_argument("--fields", type=Path, metavar="FILE", help="fields as a JSON file")


def _talking(act: "Callable[[Client, argparse.Namespace], None]") -> "Chore":
    def chore(given: argparse.Namespace, settings: Settings) -> None:
        from api.chores.over_http import connect

        url = given.url or f"http://{settings.host}:{settings.port}"
        with connect(url, given.user) as client:
            act(client, given)

    return chore


def _list_cases(client: "Client", given: argparse.Namespace) -> None:
    from api.chores.over_http import list_cases

    list_cases(client, say, process=given.process, state=given.state, number=given.number)


def _show_case(client: "Client", given: argparse.Namespace) -> None:
    from api.chores.over_http import show

    show(client, f"/cases/{given.case_id}", say)


def _show_journal(client: "Client", given: argparse.Namespace) -> None:
    from api.chores.over_http import show

    show(client, f"/cases/{given.case_id}/journal", say, limit=200)


def _start_case(client: "Client", given: argparse.Namespace) -> None:
    from api.chores.over_http import fields_of, start_case

    start_case(client, given.process, given.area, fields_of(given.field, given.fields), say)


def _withdraw(client: "Client", given: argparse.Namespace) -> None:
    done = client.command(f"/cases/{given.case_id}/withdraw", {"reason": given.reason})
    say(f"{done['number']}  {done['state']}")


def _list_tasks(client: "Client", given: argparse.Namespace) -> None:
    from api.chores.over_http import list_tasks

    list_tasks(client, given.box, say, process=given.process, number=given.number)


def _do_task(client: "Client", given: argparse.Namespace) -> None:
    from api.chores.over_http import act_on_task, fields_of, show

    if given.verb == "show":
        show(client, f"/cases/{given.case_id}/tasks/{given.task}", say)
        return
    body = {}
    if given.verb == "transfer":
        body = {"to": given.to, "reason": given.reason}
    if given.verb == "complete":
        fields = fields_of(given.field, given.fields)
        body = {"outcome": given.outcome, "opinion": given.opinion, "fields": fields}
    act_on_task(client, given.verb, given.case_id, given.task, body, say)


def _move_clock(client: "Client", given: argparse.Namespace) -> None:
    from api.chores.over_http import move_clock

    move_clock(client, given.by, given.area, say)


if __name__ == "__main__":
    sys.exit(main())
