"""Publish a bundle: new cases start on it; the one published before retires (发布)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PublishBundle:
    bundle: str  #: content hash
    area: str = ""  #: of cases that timers and signals start
