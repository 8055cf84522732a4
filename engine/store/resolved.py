"""The set of bundles that a case runs on, put together: models, tables, forms, titles."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from engine.dmn import DecisionModel
from engine.journal.canonical import canonical
from engine.model.bundle import SHARED, Bundle
from engine.model.forms import Form
from engine.model.nodes import Kind, ProcessModel


def pins_hash(bundles: Mapping[str, str]) -> str:
    """SHA-256 over which content of which bundle: {bundle key: content hash}."""
    return hashlib.sha256(canonical(dict(bundles))).hexdigest()


@dataclass(frozen=True)
class Resolved:
    """Bundles in order of precedence: the case's own, the shared one, those it calls."""

    bundles: Sequence[Bundle]

    @cached_property
    def pinned(self) -> dict[str, str]:
        """Bundle key → content hash."""
        return {bundle.key: bundle.sha256 for bundle in self.bundles}

    @cached_property
    def hash(self) -> str:
        return pins_hash(self.pinned)

    @cached_property
    def models(self) -> Mapping[str, ProcessModel]:
        """Process id → model."""
        found: dict[str, ProcessModel] = {}
        for bundle in self.bundles:
            for process_id, model in bundle.processes.items():
                found.setdefault(process_id, model)
        return found

    @cached_property
    def decisions(self) -> Mapping[str, DecisionModel]:
        """Decision id → the model that holds it."""
        found: dict[str, DecisionModel] = {}
        for bundle in self.bundles:
            for decision_id, model in bundle.decisions.items():
                found.setdefault(decision_id, model)
        return found

    @cached_property
    def _owners(self) -> Mapping[str, Bundle]:
        owners: dict[str, Bundle] = {}
        for bundle in self.bundles:
            for process_id in bundle.processes:
                owners.setdefault(process_id, bundle)
        return owners

    def bundle_of(self, process: str) -> Bundle:
        """The bundle that holds the process. Raises: KeyError."""
        return self._owners[process]

    def form(self, process: str, form_id: str) -> Form | None:
        """The form of the process's bundle, else of the shared one; None when there is none."""
        if not form_id:
            return None
        form = self._owners[process].forms.get(form_id)
        if form is not None:
            return form
        shared = next((each for each in self.bundles if each.key == SHARED), None)
        return shared.forms.get(form_id) if shared is not None else None

    @cached_property
    def titles(self) -> Mapping[tuple[str, str], tuple[str, str]]:
        """(process, element) of every user task → (中文, English)."""
        return {
            (process_id, node.id): (node.name.zh or node.id, node.name.en)
            for process_id, model in self.models.items()
            for node in model.nodes
            if node.kind is Kind.USER_TASK
        }

    @cached_property
    def search_names(self) -> frozenset[str]:
        """Variables of the case that are fields marked `x-search`; personal data is never one."""
        names: set[str] = set()
        personal: set[str] = set()
        for bundle in self.bundles:
            for form in bundle.forms.values():
                names |= form.searchable
                personal |= form.personal
        return frozenset(names - personal)
