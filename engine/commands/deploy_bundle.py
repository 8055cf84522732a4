"""Deploy a bundle: read it, keep it as a draft (部署)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DeployBundle:
    """The same content again gives the bundle that is there already."""

    key: str  #: name of the folder: the process key, or "shared"
    files: Mapping[str, bytes]  #: path inside the folder → bytes
