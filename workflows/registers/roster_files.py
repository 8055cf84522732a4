"""The cells of a roster file: CSV (UTF-8 or GB 18030) or XLSX, within limits."""

import csv
import io
import zipfile
from collections.abc import Iterator
from typing import Any

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

LARGEST_FILE = 5 * 1024 * 1024
LARGEST_UNPACKED = 100 * 1024 * 1024
MOST_COLUMNS = 64


class FileWrong(ValueError):
    """The file as a whole cannot be read."""

    def __init__(self, code: str, zh: str, en: str) -> None:
        super().__init__(en)
        self.code, self.zh, self.en = code, zh, en


def read_cells(name: str, data: bytes) -> Iterator[list[Any]]:
    """Rows of cells, empty cells as None. Raises: FileWrong, also while iterating."""
    if len(data) > LARGEST_FILE:
        raise FileWrong("too_large", "文件超过5 MB", "the file is larger than 5 MB")
    if data.startswith(b"PK"):
        return _xlsx(data)
    if name.lower().endswith((".xlsx", ".xls")):
        raise FileWrong("unreadable", "不是有效的XLSX文件", "not a valid XLSX file")
    return _csv(data)


def _csv(data: bytes) -> Iterator[list[Any]]:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise FileWrong("encoding", "文件编码应为UTF-8或GB 18030", "expected UTF-8 or GB 18030")
    if "\0" in text:
        raise FileWrong("unreadable", "不是文本文件", "not a text file")
    try:
        for cells in csv.reader(io.StringIO(text, newline="")):
            yield [cell if cell.strip() else None for cell in cells[:MOST_COLUMNS]]
    except csv.Error as problem:
        raise FileWrong("unreadable", "CSV格式错误", f"broken CSV: {problem}") from problem


def _xlsx(data: bytes) -> Iterator[list[Any]]:
    broken = FileWrong("unreadable", "不是有效的XLSX文件", "not a valid XLSX file")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_parts(archive)
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        for row in sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS):
            yield [None if cell is None or cell == "" else cell for cell in row]
    except FileWrong:
        raise
    except (zipfile.BadZipFile, InvalidFileException, KeyError, IndexError) as problem:
        raise broken from problem
    except Exception as problem:  # openpyxl lets whatever its XML parser raises through
        raise broken from problem


def _check_parts(archive: zipfile.ZipFile) -> None:
    """Refuse archives that unpack too far, and XML parts with a DOCTYPE."""
    if sum(part.file_size for part in archive.infolist()) > LARGEST_UNPACKED:
        raise FileWrong("too_large", "解压后超过100 MB", "unpacks to more than 100 MB")
    for part in archive.infolist():
        if part.filename.endswith((".xml", ".rels")):
            with archive.open(part) as opened:
                if b"<!DOCTYPE" in opened.read(4096):
                    raise FileWrong("unreadable", "XML含有DOCTYPE", "the XML has a DOCTYPE")
