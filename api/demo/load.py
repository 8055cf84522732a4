"""Load the sample people into a trial database; doing it again changes nothing."""

from pathlib import Path
from typing import Any

import yaml

from engine.people import administration, entrustments
from engine.people.accounts import hash_password
from engine.people.area_calendars import calendars, set_calendar
from engine.people.holidays import china
from engine.people.organisations import Area, Organisation
from engine.people.transactions import PeopleDatabase, Session

FILE = Path(__file__).with_name("people.yaml")
#: Of every sample person; a live database never gets them.
PASSWORD = "huiqian-demo"
ACTOR = "system.demo"

#: Shown at the start of a demo: one person per kind of work.
SHOWN = (
    ("chen.jing", "申请企业 enterprise (P1_CITY)"),
    ("zhao.min", "人社局受理 HRSS acceptance clerk"),
    ("li.wei", "人社局初审 HRSS first reviewer"),
    ("wang.fang", "人社局复核 HRSS section chief"),
    ("liu.yuan", "人社局审批 HRSS bureau head"),
    ("chen.bo", "财政审核 finance officer"),
    ("xu.hong", "财政拨付 finance approver"),
    ("tan.zhe", "第三方审计 third-party auditor"),
    ("tian.song", "审计人员 inspecting auditor"),
    ("xia.qing", "办件运维 case operator"),
    ("lin.chuan", "流程设计 process designer"),
    ("admin", "系统管理员 system administrator"),
)


def load_people(database: PeopleDatabase) -> int:
    """All areas, organisations, people and letters of the file; gives how many people are new."""
    document = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    with database.transaction() as session:
        return _add_missing(session, document)


def _add_missing(session: Session, document: dict[str, Any]) -> int:
    for area in document["areas"]:
        administration.add_area(
            session,
            ACTOR,
            Area(area["code"], area["parent"], area["zh"], area["en"], area["plan"]),
        )
    for each in document["organisations"]:
        administration.add_organisation(session, ACTOR, _organisation(each))
    there = administration.person_ids(session)
    missing = [each for each in document["people"] if each["id"] not in there]
    password_hash = hash_password(PASSWORD) if missing else ""
    for each in missing:
        administration.add_person(session, ACTOR, _person(each), password_hash)
    if not calendars(session):
        set_calendar(session, ACTOR, document["areas"][0]["code"], china())
    _add_letters(session, document["entrustments"])
    return len(missing)


def _organisation(each: dict[str, Any]) -> Organisation:
    return Organisation(
        each["id"], each["kind"], each["area"], each["zh"], each["en"], each.get("credit_code")
    )


def _person(each: dict[str, Any]) -> administration.Person:
    organisation = each.get("organisation")
    return administration.Person(
        each["id"],
        each["zh"],
        each["en"],
        organisation,
        each.get("area"),
        groups=tuple(sorted(f"{organisation}.{role}" for role in each["roles"])),
    )


def _add_letters(session: Session, letters: list[dict[str, Any]]) -> None:
    there = {each.letter for each in entrustments.entrustments(session)}
    for each in letters:
        if each["letter"] not in there:
            entrustments.entrust(
                session,
                ACTOR,
                entrustments.Entrustment(
                    each["person"],
                    each["letter"],
                    tuple(each["areas"]),
                    tuple(each["processes"]),
                    each["valid_from"],
                    each["valid_until"],
                ),
            )
