"""Documents lead somewhere: every link in them; the guides show pages in both languages."""

import re
from pathlib import Path
from urllib.parse import unquote

import pytest

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
GUIDES = sorted(ROOT.glob("docs/guides/first-hour-*.md"))
LINK = re.compile(r"\]\(([^)\s]+)\)")
FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)


def headings(path: Path) -> set[str]:
    """The anchors that a document offers, as GitHub makes them."""
    found = re.findall(r"^#{1,6} (.+)$", FENCED.sub("", path.read_text()), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", each).strip().lower().replace(" ", "-") for each in found}


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_should_lead_somewhere(path: Path) -> None:
    lost = []
    for target in LINK.findall(FENCED.sub("", path.read_text())):
        if "://" in target or target.startswith("mailto:"):
            continue
        name, _, anchor = unquote(target).partition("#")
        file = (path.parent / name).resolve() if name else path
        if not file.exists() or (anchor and anchor.lower() not in headings(file)):
            lost.append(target)
    assert lost == []


@pytest.mark.parametrize("path", GUIDES, ids=lambda path: path.stem)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_should_show_the_pages_in_the_language_of_the_reader(path: Path, language: str) -> None:
    chinese, english = path.read_text().split("\n## English\n")
    text = chinese if language == "zh" else english
    shown = re.findall(r"!\[[^\]]+\]\(\.\./screenshots/[\w-]+\.(\w+)\.webp\)", text)
    assert shown and set(shown) == {language}
