"""Alembic's entry: run the migrations on the connection that `engine.store.migrate` hands in."""

from alembic import context

from engine.store.migrate import is_ours

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=context.config.attributes.get("metadata"),
    version_table="migration",
    version_table_schema="engine",
    include_schemas=True,
    include_name=is_ours,
    compare_server_default=True,
)
context.run_migrations()
