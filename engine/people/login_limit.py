"""Slow down guessing: failed sign-ins are counted per name and per address, in PostgreSQL.

The counter is shared by all processes. A name is locked for a short window only, so that nobody
can shut somebody else out for long.
"""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import case, delete, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from engine.people.errors import TooManySignIns
from engine.people.tables import LoginLimitRow


@dataclass(frozen=True, slots=True)
class LoginLimits:
    per_person: int = 10  #: failures of one name in a window
    per_address: int = 100  #: failures from one network address in a window
    window: timedelta = timedelta(minutes=10)


def reserve_attempt(
    session: Session, limits: LoginLimits, person: str, address: str
) -> TooManySignIns | None:
    """Count an attempt before it is checked, so that parallel guesses count too.

    The refusal is given back, not raised: the count has to be committed.
    """
    return _count(session, limits, _keys(limits, person, address))


def reserve_beginning(session: Session, limits: LoginLimits, address: str) -> TooManySignIns | None:
    """Count a sign-in that goes to the identity provider: each one is a row of ours for a while."""
    return _count(session, limits, ((f"begin:{address}"[:200], limits.per_address * 5),))


def _count(
    session: Session, limits: LoginLimits, keys: tuple[tuple[str, int], ...]
) -> TooManySignIns | None:
    for key, allowed in keys:
        over = LoginLimitRow.window_until < func.now()
        counted = session.execute(
            insert(LoginLimitRow)
            .values(key=key, window_until=func.now() + limits.window, failures=1)
            .on_conflict_do_update(
                index_elements=[LoginLimitRow.key],
                set_={
                    "failures": case((over, 1), else_=LoginLimitRow.failures + 1),
                    "window_until": case(
                        (over, func.now() + limits.window), else_=LoginLimitRow.window_until
                    ),
                },
            )
            .returning(
                LoginLimitRow.failures,
                func.extract("epoch", LoginLimitRow.window_until - func.now()),
            )
        ).one()
        if counted[0] > allowed:
            return TooManySignIns(retry_after_seconds=max(1, int(counted[1])))
    return None


def forget_failures(session: Session, person: str, address: str) -> None:
    """A right password: the name starts afresh and the address gets its attempt back."""
    session.execute(delete(LoginLimitRow).where(LoginLimitRow.key == f"person:{person}"))
    row = session.scalar(
        select(LoginLimitRow).where(LoginLimitRow.key == f"address:{address}").with_for_update()
    )
    if row is not None:
        row.failures = max(0, row.failures - 1)


def _keys(limits: LoginLimits, person: str, address: str) -> tuple[tuple[str, int], ...]:
    return (
        (f"address:{address}"[:200], limits.per_address),
        (f"person:{person}"[:200], limits.per_person),
    )
