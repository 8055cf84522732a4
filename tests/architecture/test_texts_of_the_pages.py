"""Texts that no page says are gone: the sources name each key of `defineMessages` somewhere."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ROOT / "web" / "src"
#: `  save: '…',` and `  'kind.text': '…',` inside one of the two languages.
KEY = re.compile(r"^    (?:'([^']+)'|([A-Za-z_]\w*)):", re.M)
STRING = re.compile(r"['\"]([\w.-]+)['\"]")
TEMPLATE = re.compile(r"`([^`]*\$\{[^`]*)`")
#: A text written out of parts: `way_${rule}`, `${name}Hint`.
PART = re.compile(r"\$\{[^}]*\}")
DEFINES = re.compile(
    r"defineMessages\(\s*'[^']+',\s*\{\s*zh: \{\n(.*?)\n  \},\n  en: \{\n.*?\n  \},\n\}\)", re.S
)

#: Words for what the server tells: keys are ids of its own, looked up as they come.
TOLD_BY_THE_SERVER = {
    "features/audit/replay/vocabulary.ts": None,  # commands, roles, outcomes: all of it
    "features/admin/health/messages.ts": {
        *("no_worker", "worker_silent", "jobs_late", "migrations", "disk"),
    },
    "features/registers/messages.ts": {"training", "evaluation", "provincial"},
}


def code_files() -> list[Path]:
    return sorted(
        each for each in SOURCES.rglob("*.ts*") if each.name != "schema.d.ts" and each.is_file()
    )


def keys_of(text: str) -> list[str]:
    """The keys that the file defines, by the Chinese side; the types hold English to the same."""
    found = DEFINES.search(text)
    return [quoted or plain for quoted, plain in KEY.findall(found[1])] if found else []


def unused(files: dict[str, str]) -> list[str]:
    """ "<file>: <key>" for every key that no other line names."""
    plain: set[str] = set()
    patterns: set[str] = set()
    for text in files.values():
        code = DEFINES.sub("", text)
        plain |= set(STRING.findall(code))
        patterns |= set(TEMPLATE.findall(code))
        # An object's own keys are names too: `const NAMES = {draft: …}` said by `t(name)`.
        plain |= {quoted or bare for quoted, bare in re.findall(r"(?:'([^']+)'|(\b\w+)):", code)}
    # A template of parts alone, or of one letter and parts, would name everything.
    fixed = [PART.split(each) for each in patterns]
    shapes = [
        re.compile(r"[\w.-]+".join(map(re.escape, each))) for each in fixed if any(map(_says, each))
    ]
    return [
        f"{name}: {key}"
        for name, text in files.items()
        for key in keys_of(text)
        if key not in plain
        and not any(shape.fullmatch(key) for shape in shapes)
        and not is_told(name, key)
    ]


def is_told(name: str, key: str) -> bool:
    if name not in TOLD_BY_THE_SERVER:
        return False
    keys = TOLD_BY_THE_SERVER[name]
    return keys is None or key in keys


def _says(fixed: str) -> bool:
    return re.search(r"[A-Za-z]{2}", fixed) is not None


def test_should_say_every_text_somewhere() -> None:
    files = {
        each.relative_to(SOURCES).as_posix(): each.read_text(encoding="utf-8")
        for each in code_files()
    }
    assert sum(len(keys_of(text)) for text in files.values()) > 1_000
    assert unused(files) == []


def test_should_find_a_text_that_nothing_says() -> None:
    # given
    messages = (
        "export const useT = defineMessages('x', {\n  zh: {\n    said: '甲',\n    way_a: '乙',\n"
        "    gone: '丙',\n  },\n  en: {\n    said: 'a',\n    way_a: 'b',\n    gone: 'c',\n  },\n})"
    )
    page = "t('said'); t(`way_${rule}`)"
    # then
    assert unused({"messages.ts": messages, "Page.tsx": page}) == ["messages.ts: gone"]


def test_should_write_chinese_with_its_own_marks() -> None:
    """Half-width marks between Chinese characters, also before a value that is filled in."""
    half = re.compile(r"[\u4e00-\u9fff”][,;:?!](?:[\u4e00-\u9fff“]|\{[a-z])")
    found = [
        f"{each.relative_to(ROOT)}: {line.strip()}"
        for folder in ("api", "engine", "workflows")
        for each in sorted((ROOT / folder).rglob("*.py"))
        for line in each.read_text(encoding="utf-8").splitlines()
        if half.search(line)
    ]
    assert found == []
