"""A question that takes too long is stopped and says so."""

import pytest
from sqlalchemy import text

from engine.reads import bounded
from engine.store.connections import sqlalchemy_engine


def test_should_stop_a_question_that_takes_too_long(
    database_url: str, monkeypatch: pytest.MonkeyPatch
):
    # given
    monkeypatch.setattr(bounded, "LONGEST_SECONDS", 0.05)
    database = sqlalchemy_engine(database_url)
    # then
    with (
        database.connect() as connection,
        pytest.raises(bounded.TookTooLong),
        bounded.bounded(connection),
    ):
        connection.execute(text("select pg_sleep(30)"))
    # and later ones on the same connection are free again
    with database.connect() as connection:
        assert connection.execute(text("show statement_timeout")).scalar() == "0"
    database.dispose()
