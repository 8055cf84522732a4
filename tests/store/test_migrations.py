"""Migrations make the tables that the code names; running them again changes nothing."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from engine.store.connections import sqlalchemy_engine
from engine.store.tables import metadata
from tests.database import fill_template


def test_should_make_exactly_the_tables_of_the_code(database_url: str):
    # given
    options = {
        "include_schemas": True,
        "include_name": lambda name, kind, _parents: kind != "schema" or name == "engine",
        "compare_server_default": True,
        "version_table": "migration",
        "version_table_schema": "engine",
    }
    # when
    database = sqlalchemy_engine(database_url)
    with database.connect() as connection:
        differences = compare_metadata(
            MigrationContext.configure(connection, opts=options), metadata
        )
    database.dispose()
    # then
    assert differences == []


def test_should_run_again_without_change(database_url: str):
    fill_template(database_url)


def test_should_have_one_line_of_migrations_of_the_engine():
    from api.migrations import newest_migrations

    assert len(newest_migrations()) == 2, "one of the engine, one of the registers"
