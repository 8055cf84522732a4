"""Deploy and publish bundles: folders of `bpmn/`, into the database or a running server."""

import io
import zipfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from api.chores.failure import ChoreFailed
from api.client import Client, Refused
from engine.commands.actor import system_actor
from engine.commands.deploy_bundle import DeployBundle
from engine.commands.publish_bundle import PublishBundle
from engine.errors import BundleRefused
from engine.model.bundle_files import files_of_folder
from engine.wiring import Engine

SHARED = "shared"


def bundle_folders(paths: Iterable[Path]) -> list[Path]:
    """The bundle folders named, or those inside a folder of bundles; the shared one first.

    Raises: ChoreFailed when a path holds no bundle.
    """
    found: list[Path] = []
    for path in paths:
        if not path.is_dir():
            raise ChoreFailed(f"{path} is not a folder")
        if files_of_folder(path):
            found.append(path)
            continue
        inside = [each for each in sorted(path.iterdir()) if each.is_dir()]
        bundles = [each for each in inside if files_of_folder(each)]
        if not bundles:
            raise ChoreFailed(f"{path} holds no diagram, table or form")
        found += bundles
    return sorted(found, key=lambda each: each.name != SHARED)


def deploy_directly(engine: Engine, folders: Iterable[Path], say: Callable[[str], None]) -> int:
    """Deploy and publish as the system, for a new installation; gives how many failed."""
    actor = system_actor("deploy")
    failed = 0
    for folder in folders:
        try:
            done = engine.handle(DeployBundle(folder.name, files_of_folder(folder)), actor)
        except BundleRefused as refused:
            failed += 1
            say(f"{folder.name}: refused")
            for each in refused.facts["problems"]:
                say(f"  {each['where']}  {each['rule']}  {each['zh']} | {each['en']}")
            continue
        if done.state == "draft":
            done = engine.handle(PublishBundle(done.bundle), actor)
        say(f"{folder.name}: version {done.version} {done.state}")
    return failed


def deploy_over_http(client: Client, folders: Iterable[Path], say: Callable[[str], None]) -> None:
    """Deploy and publish as the signed-in designer; where four eyes are asked for, ask.

    Raises: Refused.
    """
    for folder in folders:
        packed = pack(files_of_folder(folder))
        done = client.upload("/bundles", packed, "application/zip", key=folder.name)
        if done["state"] == "draft":
            try:
                done = client.command(f"/bundles/{done['bundle']}/publish")
            except Refused as refused:
                if refused.problem != "four-eyes-needed":
                    raise
                given = {"bundle": done["bundle"], "reason": "huiqian deploy"}
                client.command("/publish-requests", given)
                say(f"{folder.name}: version {done['version']} waits for another designer to sign")
                continue
        say(f"{folder.name}: version {done['version']} {done['state']}")


def pack(files: Mapping[str, bytes]) -> bytes:
    """A zip of the files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for path, content in sorted(files.items()):
            package.writestr(path, content)
    return buffer.getvalue()
