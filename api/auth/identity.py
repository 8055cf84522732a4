"""Look up sessions and tokens on the connections of the request."""

from psycopg_pool import ConnectionPool

from engine.people import signed_in
from engine.people.signed_in import SignedIn


class Identity:
    """Sessions and tokens of one database."""

    def __init__(self, pool: ConnectionPool) -> None:
        self._pool = pool

    def by_session(self, secret: str) -> SignedIn | None:
        with self._pool.connection() as connection:
            return signed_in.by_session(connection, secret)

    def by_token(self, secret: str) -> SignedIn | None:
        with self._pool.connection() as connection:
            return signed_in.by_token(connection, secret)

    def ping(self) -> None:
        """Reach the database or raise."""
        with self._pool.connection() as connection:
            connection.execute(b"select 1", prepare=True)
