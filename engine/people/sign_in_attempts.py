"""Sign-ins with a provider that have begun: kept for minutes, taken once.

The row is found by the hash of `state` and of a secret that only the browser holds which began
the sign-in, so that nobody can finish another's.
"""

import hmac
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete, func
from sqlalchemy.orm import Session

from engine.people.signed_in import digest, new_secret
from engine.people.tables import SignInAttemptRow

LASTS = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Attempt:
    state: str
    nonce: str
    code_verifier: str  #: PKCE (RFC 7636)
    return_to: str


def begin(session: Session, return_to: str) -> tuple[Attempt, str]:
    """A new attempt and the browser's secret; forgets those that are over."""
    session.execute(delete(SignInAttemptRow).where(SignInAttemptRow.expires_at < func.now()))
    attempt = Attempt(new_secret(), new_secret(), new_secret() + new_secret(), return_to)
    browser = new_secret()
    session.add(
        SignInAttemptRow(
            state_hash=digest(attempt.state),
            browser_hash=digest(browser),
            nonce=attempt.nonce,
            code_verifier=attempt.code_verifier,
            return_to=return_to,
            expires_at=func.now() + LASTS,
        )
    )
    return attempt, browser


def take(session: Session, state: str, browser: str) -> Attempt | None:
    """The attempt, which is gone now; None when it is unknown, over, used, or another browser's."""
    row = session.execute(
        delete(SignInAttemptRow)
        .where(
            SignInAttemptRow.state_hash == digest(state),
            SignInAttemptRow.expires_at >= func.now(),
        )
        .returning(
            SignInAttemptRow.browser_hash,
            SignInAttemptRow.nonce,
            SignInAttemptRow.code_verifier,
            SignInAttemptRow.return_to,
        )
    ).one_or_none()
    if row is None or not hmac.compare_digest(row.browser_hash, digest(browser)):
        return None
    return Attempt(state, row.nonce, row.code_verifier, row.return_to)
