"""Which of our people somebody is who signed in with the identity provider.

The provider's own identifier (issuer and subject) is bound to a person at the first sign-in and
decides from then on: a name that the provider gives to somebody else later opens nothing.
"""

import re
import unicodedata
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.people.administration import Person, add_person, note
from engine.people.errors import IdentityTaken, PersonNotKnownHere
from engine.people.tables import ExternalIdentityRow, PersonRow

ACTOR = "system.sign_in"
_ID = re.compile(r"[a-z0-9][a-z0-9_.\-]{0,98}")


@dataclass(frozen=True, slots=True)
class Identified:
    """What the provider vouches for."""

    issuer: str
    subject: str
    claim: str  #: the claim that names the person
    name: str = ""


def person_of(session: Session, who: Identified, *, add_unknown: bool) -> str:
    """The id of the active person; binds the subject at its first sign-in.

    Raises: PersonNotKnownHere (unknown or disabled), IdentityTaken (the name is bound to another
        subject of the provider).
    """
    bound = session.get(ExternalIdentityRow, (who.issuer, who.subject))
    if bound is not None:
        return _active(session, bound.person)
    wanted = unicodedata.normalize("NFKC", who.claim).strip().lower()
    if not _ID.fullmatch(wanted):
        raise PersonNotKnownHere(who.claim)
    if session.get(PersonRow, wanted) is None:
        if not add_unknown:
            raise PersonNotKnownHere(wanted)
        name = who.name.replace("\x00", "")[:200] or wanted
        add_person(session, ACTOR, Person(wanted, name, name))
    _active(session, wanted)
    _bind(session, who, wanted)
    return wanted


def _bind(session: Session, who: Identified, person: str) -> None:
    other = session.scalar(
        select(ExternalIdentityRow.subject).where(
            ExternalIdentityRow.issuer == who.issuer, ExternalIdentityRow.person == person
        )
    )
    if other is not None:
        raise IdentityTaken(person)
    session.add(ExternalIdentityRow(issuer=who.issuer, subject=who.subject, person=person))
    note(session, ACTOR, "person.identity_bound", person, {"issuer": who.issuer})
    session.flush()


def _active(session: Session, person: str) -> str:
    row = session.get(PersonRow, person)
    if row is None or row.status != "active":
        raise PersonNotKnownHere(person)
    return person
