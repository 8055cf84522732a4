"""Why there is no embedded PostgreSQL; each message says what a person can do about it."""

from pathlib import Path


class PostgresUnavailable(Exception):
    """The embedded PostgreSQL cannot be used."""


class PostgresNotFound(PostgresUnavailable):
    """No PostgreSQL programs of a fitting version."""

    def __init__(self, wanted: str, looked_in: list[str]) -> None:
        self.wanted = wanted
        self.looked_in = looked_in
        places = "; ".join(looked_in) or "nowhere"
        super().__init__(
            f"Expected {wanted}, but found none (looked in: {places}). "
            "Set PG_BIN to the bin folder of a PostgreSQL, or DATABASE_URL to a running one."
        )


class NobodyMayRunPostgres(PostgresUnavailable):
    """PostgreSQL refuses to run as root, and no other way is open."""

    def __init__(self, folder: Path, tried: list[str]) -> None:
        self.folder = folder
        self.tried = tried
        super().__init__(
            f"PostgreSQL refuses to run as root, and nobody else can reach {folder} "
            f"({'; '.join(tried)}). Start Huiqian as a normal user, or from a folder that other "
            "users may enter, or set DATABASE_URL to a running PostgreSQL."
        )


class PostgresFolderUnusable(PostgresUnavailable):
    """The folder of the embedded PostgreSQL belongs to somebody else or is damaged."""

    def __init__(self, folder: Path, reason: str) -> None:
        self.folder = folder
        self.reason = reason
        super().__init__(f"The database folder {folder} cannot be used: {reason}.")


class PostgresDidNotStart(PostgresUnavailable):
    """PostgreSQL ended, or did not answer in time; carries the end of its log."""

    def __init__(self, what: str, log: str) -> None:
        self.what = what
        self.log = log
        super().__init__(f"{what}. The end of its log:\n{log.rstrip() or '(empty)'}")
