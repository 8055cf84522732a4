"""What holds for all sources of the pages: types, texts in both languages, sizes, syntax."""

import json
import os
import re
import subprocess
from pathlib import Path

import pytest

from engine.people.roles import ROLES

ROOT = Path(__file__).parents[2]
SOURCES = ROOT / "web" / "src"
DIST = ROOT / "web" / "dist"
CHINESE = re.compile(r"[\u4e00-\u9fff]")
#: Files whose business are words: texts of a feature, of the libraries, formats of figures.
WORDS = re.compile(
    r"(messages|nav|vocabulary|words|chinese|formats|daxie|names|[a-z]Names|blocks|newFiles)[^/]*\.tsx?$"
    r"|/i18n/"
)
COMMENT = re.compile(r"/\*.*?\*/|(?<!:)//[^\n]*|\{/\*.*?\*/\}", re.S)
#: A word of English between tags: `<b>Save</b>`.
LOOSE_ENGLISH = re.compile(r">\s*([A-Z][a-z]{2,}[a-zA-Z ,.]*)\s*</")
#: Both languages in one line: what a new field or outcome is called at first.
IN_BOTH = re.compile(r"\bzh: .*\ben: ")
#: English or Chinese said to people by an attribute: `title="Save"`.
LOOSE_ATTRIBUTE = re.compile(
    r"\b(?:title|label|placeholder|aria-label|alt|description|okText|cancelText)="
    r'"((?!Ctrl\+)[^"]*[A-Za-z\u4e00-\u9fff]{3,}[^"]*)"'
)

pytestmark = pytest.mark.browser  # they need what the browser tests need: the packages of web/

#: Kilobytes (gzip) by what people wait for: the first page, then each part when it is opened.
BUDGETS = {"first": 400, "diagram": 600, "tables": 350}


def code_files() -> list[Path]:
    return sorted(
        each
        for pattern in ("*.ts", "*.tsx")
        for each in SOURCES.rglob(pattern)
        if each.name != "schema.d.ts"
    )


def test_should_fit_the_types_of_our_own_interface() -> None:
    """Also holds the texts: a key that one language lacks is an error of the types."""
    done = subprocess.run(
        [str(ROOT / "dev"), "web", "check"], capture_output=True, text=True, env=dict(os.environ)
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_should_hold_every_visible_text_among_the_messages() -> None:
    loose = []
    for file in code_files():
        if WORDS.search(file.as_posix()):
            continue
        text = COMMENT.sub("", file.read_text(encoding="utf-8"))
        name = file.relative_to(SOURCES)
        loose += [
            f"{name}: {line.strip()}"
            for line in text.splitlines()
            if CHINESE.search(line) and not IN_BOTH.search(line)
        ]
        for pattern in (LOOSE_ENGLISH, LOOSE_ATTRIBUTE):
            loose += [f"{name}: {found}" for found in pattern.findall(text)]
    assert not loose, "\n".join(loose)


def gzip_kilobytes(names: set[str]) -> float:
    return sum((DIST / f"{name}.gz").stat().st_size for name in names) / 1e3


def chunks() -> dict[str, dict[str, object]]:
    manifest: dict[str, dict[str, object]] = json.loads(
        (DIST / ".vite" / "manifest.json").read_text(encoding="utf-8")
    )
    return manifest


def loaded_with(entry: str) -> set[str]:
    """Files that the browser needs for a chunk: itself, what it imports, their styles."""
    known, waiting, files = chunks(), [entry], set[str]()
    seen: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        chunk = known[name]
        files.add(str(chunk["file"]))
        files |= {str(each) for each in chunk.get("css", [])}  # type: ignore[attr-defined]
        waiting += [str(each) for each in chunk.get("imports", [])]  # type: ignore[attr-defined]
    return files


def test_should_mark_with_colours_of_the_theme_that_can_be_read() -> None:
    """antd's own green, gold and orange on their pale grounds have a contrast of about 3."""
    preset = re.compile(
        r"<Tag[^>]*color=[\"'](?!success|warning|error|processing|default)\w+"
        r"|'(gold|orange|lime|cyan|volcano|magenta|geekblue|purple)'"
    )
    found = [
        f"{each.relative_to(SOURCES)}: {shown[0]}"
        for each in code_files()
        for shown in preset.finditer(each.read_text(encoding="utf-8"))
    ]
    assert not found, "\n".join(found)


def test_should_keep_the_first_page_small() -> None:
    first = loaded_with("index.html")
    for part in ("src/app/Shell.tsx", "src/features/workbench/WorkbenchPage.tsx"):
        if part in chunks():
            first |= loaded_with(part)
    assert gzip_kilobytes(first) <= BUDGETS["first"]


DESIGNER = "src/features/designer"


@pytest.mark.parametrize(
    ("part", "entries"),
    [
        ("diagram", ("diagram/DiagramEditor.tsx",)),
        ("tables", ("table/TableEditor.tsx", "table/decisionTable.ts")),
        ("tables", ("table/TableEditor.tsx", "table/drd.ts")),
        ("tables", ("table/TableEditor.tsx", "table/literalExpression.ts")),
        ("tables", ("table/TableEditor.tsx", "table/boxedExpression.ts")),
    ],
)
def test_should_keep_parts_small_that_are_loaded_when_opened(
    part: str, entries: tuple[str, ...]
) -> None:
    first = loaded_with("index.html") | loaded_with("src/app/Shell.tsx")
    page = loaded_with(f"{DESIGNER}/WorkspacePage.tsx")
    opened = set[str]().union(*(loaded_with(f"{DESIGNER}/{each}") for each in entries))
    assert gzip_kilobytes(opened - first - page) <= BUDGETS[part], entries


def test_should_call_roles_as_the_server_does() -> None:
    text = (SOURCES / "design" / "roleNames.ts").read_text(encoding="utf-8")
    found = re.findall(r"^  (\w+): \['([^']+)', '([^']+)'\],$", text, re.M)
    assert [(role, zh, en.lower()) for role, zh, en in found] == [
        (role, name.zh, name.en) for role, name in ROLES.items()
    ]
