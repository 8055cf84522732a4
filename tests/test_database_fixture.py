"""Each test has a database of its own."""

import psycopg
import pytest


@pytest.mark.parametrize("attempt", [1, 2])
def test_should_give_each_test_a_fresh_database(database_url: str, attempt: int) -> None:
    with psycopg.connect(database_url) as connection:
        connection.execute("CREATE TABLE only_mine (n int)")
        connection.execute("INSERT INTO only_mine VALUES (%s)", [attempt])
        found = connection.execute("SELECT n FROM only_mine").fetchall()
    assert found == [(attempt,)]
