"""The store: tables, connections, migrations, one guarded statement per command."""
