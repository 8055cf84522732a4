"""Where migrations lie besides the engine's own, and the newest ones this product knows."""

from functools import cache
from pathlib import Path

from alembic.config import Config
from alembic.script import ScriptDirectory

from engine.store.migrate import HERE

MIGRATIONS = (Path(__file__).parents[1] / "workflows" / "migrations" / "versions",)


@cache
def newest_migrations() -> tuple[str, ...]:
    """The heads of all lines, sorted: what a database of this version has run."""
    config = Config()
    config.set_main_option("script_location", str(HERE))
    config.set_main_option("path_separator", "newline")
    places = [str(HERE / "versions"), *(str(each) for each in MIGRATIONS)]
    config.set_main_option("version_locations", "\n".join(places))
    return tuple(sorted(ScriptDirectory.from_config(config).get_heads()))
