"""Rosters as sheets: the rows of a file as texts for a grid, a template, a sheet with errors."""

import io
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import openpyxl
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from workflows.registers.roster_columns import BY_FIELD, BY_HEADING, CellKind, Column
from workflows.registers.roster_files import read_cells
from workflows.registers.rosters import MOST_ROWS, RowError

#: Columns of a template when nobody asks for others.
USUAL = (
    *("name", "id_number", "groups", "occupation", "level", "certificate_kind"),
    *("certificate_no", "certificate_date", "course_start", "course_end", "passed"),
)
ERROR_HEADING = ("错误", "Errors")
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

_HEADING = PatternFill("solid", fgColor="FFEFEFEF")
_WRONG = PatternFill("solid", fgColor="FFFFE1E1")
_AS_TEXT = "@"
_LONGEST_LIST = 250  #: Excel takes a list of choices up to 255 characters


@dataclass(frozen=True, slots=True)
class SheetRows:
    """What a file holds, as texts below the columns that we know."""

    fields: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    unknown: tuple[str, ...]  #: headings that name no column; what stands below is left out


def rows_of_file(name: str, data: bytes) -> SheetRows:
    """The rows of a CSV or XLSX file, right or wrong; rows without anything are left out.

    Raises: FileWrong for a file that cannot be read at all.
    """
    rows = iter(read_cells(name, data))
    heading = ["" if cell is None else str(cell).strip() for cell in next(rows, [])]
    known: dict[str, int] = {}
    for position, each in enumerate(heading):
        column = BY_HEADING.get(each)
        if column is not None:
            known.setdefault(column.field, position)
    found = []
    for cells in rows:
        texts = tuple(
            text_of(cells[position] if position < len(cells) else None, BY_FIELD[field].kind)
            for field, position in known.items()
        )
        if any(texts):
            found.append(texts)
        if len(found) > MOST_ROWS:
            break
    left_out = (*ERROR_HEADING, "")
    unknown = tuple(
        each[:50] for each in heading if each not in BY_HEADING | dict.fromkeys(left_out)
    )
    return SheetRows(tuple(known), tuple(found), unknown)


def text_of(cell: Any, kind: CellKind) -> str:
    """A cell as a person would type it."""
    match cell:
        case None:
            return ""
        case bool():
            return "是" if cell else "否"
        case datetime() | date():
            return cell.strftime("%Y-%m-%d")
        case float() if cell.is_integer():
            return str(int(cell))
    text = str(cell).strip()
    return text.upper() if kind is CellKind.ID_NUMBER else text


def template(fields: Sequence[str], language: str) -> bytes:
    """An empty XLSX with headings, lists of choices and text cells where digits must survive."""
    columns = [BY_FIELD[field] for field in fields]
    book, sheet = _book(columns, language)
    for position, column in enumerate(columns, start=1):
        _offer(sheet, position, column, language)
    return _bytes(book)


def sheet_with_errors(
    fields: Sequence[str],
    rows: Iterable[Sequence[str]],
    errors: Iterable[RowError],
    language: str,
) -> bytes:
    """The rows with a column that says what is wrong; the wrong cells are coloured.

    Corrected and given back, the column of errors is not looked at.
    """
    columns = [BY_FIELD[field] for field in fields]
    of_row: dict[int, list[RowError]] = defaultdict(list)
    for error in errors:
        of_row[error.row].append(error)
    book, sheet = _book(columns, language)
    last = len(columns) + 1
    heading = sheet.cell(1, last, ERROR_HEADING[language != "zh"])
    heading.font, heading.fill = Font(bold=True), _HEADING
    sheet.column_dimensions[get_column_letter(last)].width = 48
    position = {column.zh: n for n, column in enumerate(columns, start=1)}
    for number, row in enumerate(rows, start=1):
        for n, text in enumerate(row[: len(columns)], start=1):
            if text:
                cell = sheet.cell(number + 1, n, ILLEGAL_CHARACTERS_RE.sub("", text))
                cell.number_format, cell.data_type = _AS_TEXT, "s"
        for error in of_row.get(number, ()):
            if error.column in position:
                sheet.cell(number + 1, position[error.column]).fill = _WRONG
        if number in of_row:
            said = sheet.cell(number + 1, last, _said(of_row[number], language))
            said.data_type = "s"
            said.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.auto_filter.ref = sheet.dimensions
    return _bytes(book)


def _said(errors: Iterable[RowError], language: str) -> str:
    mark, texts = ("；", []) if language == "zh" else ("; ", [])
    for error in errors:
        column = BY_HEADING.get(error.column or "")
        text = error.zh if language == "zh" else error.en
        heading = "" if column is None else column.zh if language == "zh" else column.en
        between = "：" if language == "zh" else ": "
        texts.append(f"{heading}{between}{text}" if heading else text)
    return ILLEGAL_CHARACTERS_RE.sub("", mark.join(texts))


def _book(columns: Sequence[Column], language: str) -> tuple[Any, Any]:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "花名册" if language == "zh" else "Roster"
    sheet.freeze_panes = "A2"
    for position, column in enumerate(columns, start=1):
        cell = sheet.cell(1, position, column.zh if language == "zh" else column.en)
        cell.font, cell.fill = Font(bold=True), _HEADING
        letter = get_column_letter(position)
        sheet.column_dimensions[letter].width = 22 if column.kind is CellKind.ID_NUMBER else 16
    return book, sheet


def _offer(sheet: Any, position: int, column: Column, language: str) -> None:
    letter = get_column_letter(position)
    below = f"{letter}2:{letter}{MOST_ROWS + 1}"
    if column.kind in (CellKind.ID_NUMBER, CellKind.TEXT):
        for row in range(2, 202):
            sheet.cell(row, position).number_format = _AS_TEXT
    names = ("是", "否") if column.kind is CellKind.YES_NO else tuple(column.choices.values())
    offered = ",".join(names)
    if language == "zh" and names and len(offered) <= _LONGEST_LIST:
        if column.kind is not CellKind.CHOICES:
            choice = DataValidation(type="list", formula1=f'"{offered}"', allow_blank=True)
            sheet.add_data_validation(choice)
            choice.add(below)


def _bytes(book: Any) -> bytes:
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()
