"""Rosters: rows, what is wrong with them, what columns there are."""

from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints

from api.schemas.base import Given, Id, ShortText, Told, storable
from workflows.registers.rosters import MOST_ROWS

#: A cell as typed; what is wrong with it is for the check to say.
Cell = Annotated[str, StringConstraints(max_length=1_000), AfterValidator(storable)]
Row = Annotated[list[Cell], Field(max_length=64)]
Fields = Annotated[list[Id], Field(min_length=1, max_length=64, examples=[["name", "id_number"]])]


class RosterRowsIn(Given):
    fields: Fields
    rows: list[Row] = Field(max_length=MOST_ROWS)


class NamedRosterRowsIn(RosterRowsIn):
    name: ShortText = Field(description="of the file the rows came from, or a name of your own")


class RosterOut(Told):
    id: str = Field(description="give it in the field of the form that takes a roster")
    rows: int


class RosterRowsOut(Told):
    fields: list[str]
    rows: list[list[str]]


class RosterErrorOut(Told):
    row: int = Field(description="from 1; 0: the roster as a whole")
    field: str | None
    rule: str
    zh: str
    en: str


class RosterCheckOut(Told):
    errors: list[RosterErrorOut]
    complete: bool = Field(description="false: there are more errors than are told at once")


class RosterFileOut(RosterRowsOut, RosterCheckOut):
    unknown: list[str] = Field(description="headings that name no column; they are left out")


class ChoiceOut(Told):
    value: str
    zh: str
    en: str


class RosterColumnOut(Told):
    field: str
    zh: str
    en: str
    kind: str
    required: bool
    choices: list[ChoiceOut]
    usual: bool
