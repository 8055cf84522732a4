"""What no file of this repository may name: a machine, or who serves packages."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

# The continuous integration lays a folder of conformance suites beside the checkout.
MAY_LOOK_OUTSIDE = {".ci/run"}
OUTSIDE = re.compile(
    r"(?<![\w.])/(?:work|root|home|Users)/[\w.]+"  # a path of somebody's machine
    r"|\.\./shared\b"
    r"|\b(?:design|domain|stack|style)\.md\b"  # papers that are not part of this repository
)
HOST = re.compile(r"https?://|--(?:extra-)?index-url|--find-links|--trusted-host|file://")
LOCKS = ("*.lock", "package-lock.json", "pnpm-lock.yaml", "yarn.lock", ".npmrc", "pip.conf")


def tracked_files() -> list[Path]:
    if shutil.which("git") is None:
        pytest.skip("git is not installed, so nothing tells which files are the repository's")
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if listed.returncode != 0:
        pytest.skip("not a git checkout")
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def text_of(path: Path) -> str:
    content = path.read_bytes()
    return "" if b"\0" in content else content.decode("utf-8", errors="replace")


def test_should_name_no_place_outside_the_repository() -> None:
    problems = []
    for path in tracked_files():
        name = str(path.relative_to(ROOT))
        if name in MAY_LOOK_OUTSIDE:
            continue
        for number, line in enumerate(text_of(path).splitlines(), start=1):
            if found := OUTSIDE.search(line):
                problems.append(f"{name}:{number} names {found[0]}")
    assert problems == []


def test_should_name_no_host_in_a_lock() -> None:
    problems = []
    for path in tracked_files():
        if not any(path.match(pattern) for pattern in LOCKS):
            continue
        name = str(path.relative_to(ROOT))
        if path.name == "package-lock.json":
            packages = json.loads(path.read_text()).get("packages", {})
            problems += [f"{name}: {key}" for key, value in packages.items() if "resolved" in value]
            continue
        for number, line in enumerate(text_of(path).splitlines(), start=1):
            if HOST.search(line):
                problems.append(f"{name}:{number} {line.strip()}")
    assert problems == []


def test_should_check_each_locked_package_by_its_hash() -> None:
    for lock in ROOT.glob("requirements*.lock"):
        blocks = re.split(r"\n(?=\S)", lock.read_text())
        pinned = [block for block in blocks if re.match(r"[\w.\-\[\],]+==", block)]
        assert pinned, lock.name
        assert [block.split()[0] for block in pinned if "--hash=sha256:" not in block] == []


@pytest.mark.parametrize(
    "line", ["see " + "/" + "root/notes", "cd " + "/work" + "/main", ".." + "/shared/x"]
)
def test_should_catch_a_planted_place(line: str) -> None:
    assert OUTSIDE.search(line)


def test_should_ship_dev_executable() -> None:
    assert (ROOT / "dev").stat().st_mode & 0o111
