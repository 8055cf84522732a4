"""Retire a bundle: no new cases start on it, running ones go on (停用)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RetireBundle:
    bundle: str  #: content hash
