"""The check before deploying: every scenario of the bundles holds and the second opinion agrees."""

from collections.abc import Callable
from pathlib import Path

from api.chores.failure import ChoreFailed
from api.chores.scenarios import run_scenarios
from api.settings import Settings


def play_before_deploying(
    settings: Settings, folders: list[Path], say: Callable[[str], None]
) -> None:
    """Play the scenarios of the folders on passing servers that hold the bundles beside them.

    Raises: ChoreFailed when one does not hold, or when the second opinion differs on its run.
    """
    for home in sorted({folder.resolve().parent for folder in folders}):
        played = [folder for folder in folders if folder.resolve().parent == home]
        scenarios = [folder / "scenarios" for folder in played]
        paths = [path for path in scenarios if any(path.glob("*.yaml"))]
        for folder in sorted({each.parent for each in scenarios} - {each.parent for each in paths}):
            say(f"{folder.name}: no scenarios to play")
        if not paths:
            continue
        failed = run_scenarios(
            settings.model_copy(update={"bundles": home}),
            paths,
            everything=False,
            only=[],
            url="",
            kill_midway=False,
            second_opinion=True,
            verbose=False,
            say=say,
        )
        if failed:
            raise ChoreFailed(f"{failed} scenarios do not hold; nothing was deployed")
