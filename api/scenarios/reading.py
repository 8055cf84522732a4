"""Read scenario files: strict about every key, variants merged (docs/scenarios.md)."""

from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator


class ScenarioWrong(Exception):
    """A scenario file cannot be read; the text names the file and the places."""


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Title(_Part):
    zh: str
    en: str


class PersonGiven(_Part):
    """Somebody who is not among the sample people."""

    id: str
    name: str
    organisation: str | None = None
    kind: str = "enterprise"  #: of the organisation, when it has to be made
    roles: list[str] = ["applicant"]


class Act(_Part):
    """One act; exactly one of the first group of keys says which."""

    task: str | None = None  #: element id of a user task to complete
    decline: str | None = None  #: … whose completion must be declined
    wait: str | None = None  #: move the clock: 5wd, 10d, 1h
    message: str | None = None  #: name of a message from outside
    start: dict[str, Any] | None = None  #: another case: process, applicant, fields, as, area
    withdraw: str | None = None  #: the applicant takes the application back; the reason
    claim: str | None = None  #: only claim the task
    release: str | None = None  #: give it back
    transfer: str | None = None  #: hand the task to `to`

    by: str | None = None
    case: str | None = None  #: name given by `as` of an earlier start
    outcome: str | None = None
    opinion: str = ""
    fields: dict[str, Any] = Field(default_factory=dict)
    corrections: dict[str, str] = Field(default_factory=dict)  #: named by a return → why
    roster: list[dict[str, Any]] | str | None = None  #: of a task that asks for one
    problem: str | None = None  #: of a decline: last part of the problem's type
    key: str | None = None  #: of a message: correlation key; default: the case's number
    to: str | None = None
    reason: str | None = None
    area: str | None = None

    @model_validator(mode="after")
    def _is_one_act(self) -> "Act":
        chosen = [name for name in KINDS if getattr(self, name) is not None]
        if len(chosen) != 1:
            raise ValueError(f"an act has exactly one of {', '.join(KINDS)}")
        if chosen[0] not in ("wait", "start") and self.by is None:
            raise ValueError(f"the act {chosen[0]}: {self.what} lacks `by`")
        return self

    @property
    def kind(self) -> str:
        return next(name for name in KINDS if getattr(self, name) is not None)

    @property
    def what(self) -> str:
        value = getattr(self, self.kind)
        return str(value.get("process", "")) if isinstance(value, dict) else str(value)


KINDS = (
    *("task", "decline", "wait", "message", "start"),
    *("withdraw", "claim", "release", "transfer"),
)


class LineExpected(_Part):
    """A line of the claim register; only what is named is compared."""

    person: str | None = None  #: name or id number
    line: int | None = None
    benefit: str | None = None
    rate: str | None = None
    claimed_yuan: str | None = None
    payable_yuan: str | None = None
    state: str | None = None
    fund_source: str | None = None
    refused: list[str] | None = None  #: rules that refused or cut the line, in any order


class RefusalExpected(_Part):
    rule: str
    count: int


class PaymentExpected(_Part):
    """An order of payment; only what is named is compared."""

    fund_source: str | None = None
    amount_yuan: str | None = None
    payments: int | None = None
    state: str | None = None


class Expected(_Part):
    state: str | None = None  #: business state
    variables: dict[str, Any] = Field(default_factory=dict)
    lines: list[LineExpected] = Field(default_factory=list)
    refusals: list[RefusalExpected] = Field(default_factory=list)
    payments: list[PaymentExpected] | None = None
    path: list[str] = Field(default_factory=list)
    forbidden: list[str] = Field(default_factory=list)
    incidents: int = 0
    cases: dict[str, "Expected"] = Field(default_factory=dict)  #: of cases started with `as`


class Scenario(_Part):
    id: str
    title: Title
    process: str
    area: str
    today: date | None = None
    facts: dict[str, list[dict[str, Any]]] = Field(default_factory=dict)
    applicant: str
    people: list[PersonGiven] = Field(default_factory=list)
    start: dict[str, Any] = Field(default_factory=dict)
    roster: list[dict[str, Any]] | str | None = None
    roster_field: str = "roster"
    acts: list[Act] = Field(default_factory=list)
    expect: Expected = Field(default_factory=Expected)


@dataclass(frozen=True)
class Found:
    """A scenario with the file it stands in (rosters lie beside it)."""

    scenario: Scenario
    file: Path


def read_scenarios(paths: Iterable[Path]) -> list[Found]:
    """Every scenario and variant of the files, in order. Raises: ScenarioWrong."""
    found: list[Found] = []
    for path in paths:
        found += [Found(each, path) for each in _read_file(path)]
    seen: dict[str, Path] = {}
    for each in found:
        if each.scenario.id in seen:
            raise ScenarioWrong(
                f"{each.file}: the id {each.scenario.id} is in {seen[each.scenario.id]} as well"
            )
        seen[each.scenario.id] = each.file
    return found


def scenario_files(paths: Iterable[Path]) -> list[Path]:
    """The YAML files named, and those of `scenarios/` folders inside folders named.

    Raises: ScenarioWrong when a path does not exist or holds none.
    """
    files: list[Path] = []
    for path in paths:
        if path.is_file():
            files.append(path)
            continue
        inside = sorted(
            {*path.glob("*.yaml"), *path.glob("scenarios/*.yaml"), *path.glob("*/scenarios/*.yaml")}
        )
        if not inside:
            raise ScenarioWrong(f"{path}: no scenario file there")
        files += inside
    return files


def _read_file(path: Path) -> list[Scenario]:
    try:
        document = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as problem:
        raise ScenarioWrong(f"{path}: {problem}") from problem
    if not isinstance(document, dict):
        raise ScenarioWrong(f"{path}: expected a mapping with id, title, process, …")
    variants = document.pop("variants", None) or []
    scenarios = [_scenario(path, document)]
    for number, variant in enumerate(variants, start=1):
        if not isinstance(variant, dict) or variant.keys() - {"id", "title", "change"}:
            raise ScenarioWrong(f"{path}: variant {number}: expected id, title and change only")
        changed = merged(document, variant.get("change") or {})
        changed["id"] = variant.get("id", f"{document.get('id')}-{number}")
        changed["title"] = variant.get("title", document.get("title"))
        scenarios.append(_scenario(path, changed))
    return scenarios


def _scenario(path: Path, document: Mapping[str, Any]) -> Scenario:
    try:
        return Scenario.model_validate(document)
    except ValidationError as wrong:
        places = "\n".join(
            f"  {'.'.join(str(part) for part in error['loc']) or '(file)'}: {error['msg']}"
            for error in wrong.errors()
        )
        raise ScenarioWrong(f"{path}: {document.get('id', '')}\n{places}") from wrong


def merged(base: Any, change: Any) -> Any:
    """Mappings are merged key by key, everything else is replaced; null takes a key away."""
    if not isinstance(base, dict) or not isinstance(change, dict):
        return deepcopy(change)
    result = deepcopy(base)
    for key, value in change.items():
        if value is None:
            result.pop(key, None)
        else:
            result[key] = merged(result.get(key), value)
    return result
