"""`huiqian administrator`: the first person of a new installation, who adds all others."""

from collections.abc import Callable

from api.chores.failure import ChoreFailed
from api.chores.passwords import password_of
from api.product import product
from api.settings import Settings
from engine.people import administration
from engine.people.accounts import hash_password
from engine.people.organisations import Area, Organisation
from engine.people.transactions import PeopleDatabase

ROOT = Area("000000", None, "全国", "Nation-wide")
PLATFORM = Organisation("platform", "platform", "000000", "平台运行中心", "Operations centre")
GROUP = "platform.system_admin"
ACTOR = "system.install"


def add_administrator(settings: Settings, person: str, say: Callable[[str], None]) -> None:
    """Add an administrator with a local account, in the root area.

    The password comes from HUIQIAN_PASSWORD or is typed in. Raises: ChoreFailed, Declined.
    """
    password = password_of(person, twice=True)
    hashed = hash_password(password)
    with product(settings) as opened:
        people = PeopleDatabase(opened.people_database)
        with people.transaction() as session:
            if person in administration.person_ids(session):
                raise ChoreFailed(f"there is a person {person} already")
            administration.ensure_area(session, ACTOR, ROOT)
            administration.ensure_organisation(session, ACTOR, PLATFORM)
            added = administration.Person(person, person, person, PLATFORM.id, groups=(GROUP,))
            administration.add_person(session, ACTOR, added, hashed)
    say(f"{person} may sign in and add everybody else")
