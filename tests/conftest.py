"""What every test may ask for.

`database_url`   a fresh database with all tables, for this test alone
`conformance`    the folder of conformance suites (skips where none was named)
A test marked `browser` fails where there is none (`tests/web/browser.py` finds it).
"""

import os
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

from engine.store.postgres import EmbeddedPostgres
from tests import database
from tests.web.browser import find_browser

NO_BROWSER = (
    "no browser found: run `./dev test`, which brings one, or set HUIQIAN_BROWSER to a Chrome or "
    "Chromium program; --no-browser leaves these tests out and says so"
)

# No time limit per example: a slow machine is not a wrong answer.
hypothesis.settings.register_profile("huiqian", deadline=None, print_blob=True)
hypothesis.settings.load_profile("huiqian")

run_lock = pytest.StashKey[int]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--no-browser",
        action="store_true",
        help="leave the browser tests out (without it they fail where there is no browser)",
    )


def is_worker(config: pytest.Config) -> bool:
    return hasattr(config, "workerinput")


def pytest_configure(config: pytest.Config) -> None:
    if not is_worker(config):
        config.stash[run_lock] = database.make_run_folder()


def pytest_unconfigure(config: pytest.Config) -> None:
    if run_lock in config.stash:
        database.remove_run_folder(Path(os.environ.pop(database.FOLDER_VARIABLE)))
        os.close(config.stash[run_lock])


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not config.getoption("--no-browser"):
        return
    browsing = [item for item in items if item.get_closest_marker("browser")]
    if browsing:
        config.hook.pytest_deselected(items=browsing)
        items[:] = [item for item in items if item not in browsing]


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    if config.getoption("--no-browser"):
        terminalreporter.write_line("browser tests were left out (--no-browser)", yellow=True)


def pytest_runtest_setup(item: pytest.Item) -> None:
    if item.get_closest_marker("browser") and find_browser() is None:
        pytest.fail(NO_BROWSER, pytrace=False)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[EmbeddedPostgres]:
    """The server that all tests of this run share; not durable, never to be killed by a test."""
    with database.running_server() as server:
        yield server


@pytest.fixture
def database_url(postgres_server: EmbeddedPostgres) -> Iterator[str]:
    with database.fresh_database(postgres_server) as url:
        yield url


@pytest.fixture(scope="session")
def conformance() -> Path:
    named = os.environ.get("HUIQIAN_CONFORMANCE")
    if not named:
        pytest.skip("HUIQIAN_CONFORMANCE names no folder of conformance suites")
    folder = Path(named)
    if not folder.is_dir():
        pytest.fail(f"HUIQIAN_CONFORMANCE names {folder}, which is not a folder", pytrace=False)
    return folder
