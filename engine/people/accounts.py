"""Local accounts: set and check a password (argon2id), a few at a time.

One check takes 64 MB and about 0.15 s of CPU, so at most `HASHING_THREADS` run at once in this
process; the others wait their turn. Failed sign-ins are counted in PostgreSQL (`login_limit`).
"""

import unicodedata
from concurrent.futures import ThreadPoolExecutor
from functools import cache

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher
from sqlalchemy import func
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from engine.people.errors import PasswordTooWeak
from engine.people.tables import AccountRow, PersonRow

HASHING_THREADS = 2
SHORTEST_PASSWORD = 10  #: characters
LONGEST_PASSWORD = 200  #: characters; more would only cost hashing time

_hasher = PasswordHash((Argon2Hasher(),))
_threads = ThreadPoolExecutor(HASHING_THREADS, thread_name_prefix="argon2")


def hash_password(password: str) -> str:
    """The argon2id hash to store.

    Raises: PasswordTooWeak (length only; composition rules make passwords worse).
    """
    password = _normalised(password)
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        raise PasswordTooWeak(SHORTEST_PASSWORD, LONGEST_PASSWORD)
    return _threads.submit(_hasher.hash, password).result()


def set_password_hash(session: Session, person: str, password_hash: str) -> None:
    """Give the person this password from now on; makes the account when there is none."""
    change = {"password_hash": password_hash, "changed_at": func.now()}
    session.execute(
        insert(AccountRow)
        .values(person=person, password_hash=password_hash)
        .on_conflict_do_update(index_elements=[AccountRow.person], set_=change)
    )


def stored_hash(session: Session, person: str) -> str | None:
    """The hash of an active person's account; None for anybody else."""
    account = session.get(AccountRow, person)
    owner = session.get(PersonRow, person)
    if account is None or owner is None or owner.status != "active":
        return None
    return account.password_hash


def is_password(stored: str | None, password: str) -> bool:
    """Does the password fit? Takes as long for an unknown name as for a known one."""
    password = _normalised(password)[:LONGEST_PASSWORD]
    verified = _threads.submit(_hasher.verify, password, stored or _decoy()).result()
    return verified and stored is not None


@cache
def _decoy() -> str:
    return _hasher.hash("nobody has this password")


def _normalised(password: str) -> str:
    return unicodedata.normalize("NFKC", password)
