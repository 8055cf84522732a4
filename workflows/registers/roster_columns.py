"""Columns of a roster 花名册: headings in Chinese and English, and how each cell is read."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from dataclasses import field as default
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any

from workflows.claims.vocabulary import BENEFITS, CERTIFICATE_KINDS, GROUPS, LEVELS
from workflows.claims.vocabulary_in_english import ENGLISH

HIGHEST_AMOUNT = Decimal("1000000000")
HIGHEST_COUNT = 100_000
LONGEST_TEXT = 200

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"


class CellWrong(ValueError):
    """A cell that cannot be read: code and message in both languages."""

    def __init__(self, code: str, zh: str, en: str) -> None:
        super().__init__(en)
        self.code, self.zh, self.en = code, zh, en


class CellKind(StrEnum):
    """How a cell is filled in, for grids and sheets."""

    TEXT = "text"
    ID_NUMBER = "id_number"
    DATE = "date"
    AMOUNT = "amount"
    COUNT = "count"
    YES_NO = "yes_no"
    CHOICE = "choice"
    CHOICES = "choices"


@dataclass(frozen=True)
class Column:
    field: str  #: of `ClaimLine`
    zh: str
    en: str
    kind: CellKind
    read: Callable[[Any], Any]
    required: bool = False
    choices: Mapping[str, str] = default(default_factory=dict)  #: key → Chinese name


def read_text(cell: Any) -> str:
    text = str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)
    text = text.strip()
    if len(text) > LONGEST_TEXT:
        raise CellWrong("too_long", f"超过{LONGEST_TEXT}个字符", f"longer than {LONGEST_TEXT}")
    if any(ord(character) < 32 for character in text):
        raise CellWrong("text", "含有控制字符", "contains control characters")
    return text


def read_plain(cell: Any) -> str:
    """A text without blanks, full-width digits and signs as plain ones (NFKC)."""
    return "".join(unicodedata.normalize("NFKC", read_text(cell)).split())


def read_id_number(cell: Any) -> str:
    """A resident identity number of 18 characters with its check character (GB 11643)."""
    text = read_plain(cell).upper()
    if not re.fullmatch(r"[0-9]{17}[0-9X]", text):
        raise CellWrong("id_number", "身份证号应为18位", "the ID number must have 18 characters")
    try:
        date(int(text[6:10]), int(text[10:12]), int(text[12:14]))
    except ValueError:
        raise CellWrong(
            "id_number", "身份证号中的出生日期无效", "the date of birth in the ID number is wrong"
        ) from None
    total = sum(int(digit) * weight for digit, weight in zip(text[:17], _WEIGHTS, strict=True))
    if text[17] != _CHECK[total % 11]:
        raise CellWrong(
            "id_number", "身份证号校验码错误", "the check character of the ID number is wrong"
        )
    return text


def read_date(cell: Any) -> date:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    text = read_plain(cell)
    found = re.fullmatch(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?", text)
    try:
        if found:
            return date(*(int(part) for part in found.groups()))
    except ValueError:
        pass
    raise CellWrong("date", f"日期无效：{text}", f"not a date: {text}")


def read_amount(cell: Any) -> Decimal:
    """Yuan with at most two decimals, not negative; ¥, 元 and commas are taken."""
    text = read_plain(cell).replace(",", "").removeprefix("¥").removesuffix("元")
    try:
        amount = Decimal(text)
    except InvalidOperation:
        raise CellWrong("amount", f"金额无效：{text}", f"not an amount: {text}") from None
    if not amount.is_finite() or not 0 <= amount <= HIGHEST_AMOUNT:
        raise CellWrong("amount", f"金额超出范围：{text}", f"amount out of range: {text}")
    if amount != round(amount, 2):
        raise CellWrong("amount", f"金额最多两位小数：{text}", f"more than two decimals: {text}")
    return amount


def read_count(cell: Any) -> int:
    text = read_plain(cell)
    if not re.fullmatch(r"[0-9]{1,6}", text) or int(text) > HIGHEST_COUNT:
        raise CellWrong("number", f"应为非负整数：{text}", f"not a whole number: {text}")
    return int(text)


def read_yes_no(cell: Any) -> bool:
    if isinstance(cell, bool):
        return cell
    text = read_plain(cell).lower()
    if text in ("是", "合格", "通过", "yes", "true", "1"):
        return True
    if text in ("否", "不合格", "未通过", "no", "false", "0"):
        return False
    raise CellWrong("choice", f"应填是或否：{text}", f"expected yes or no: {text}")


def one_of(names: Mapping[str, str]) -> Callable[[Any], str]:
    """Reads the key, the Chinese or the English name of a choice."""
    by_name = {zh: key for key, zh in names.items()}
    by_name |= {ENGLISH[key].lower(): key for key in names}

    def read(cell: Any) -> str:
        text = read_text(cell)
        key = text if text in names else by_name.get(text) or by_name.get(text.lower())
        if key is None:
            raise CellWrong("choice", f"不在可选值内：{text}", f"not one of the choices: {text}")
        return key

    return read


def read_groups(cell: Any) -> tuple[str, ...]:
    read = one_of(GROUPS)
    parts = cell if isinstance(cell, list | tuple) else re.split(r"[;；,，、|]", read_text(cell))
    return tuple(read(part) for part in parts if str(part).strip())


def _text(name: str, zh: str, en: str, *, required: bool = False) -> Column:
    return Column(name, zh, en, CellKind.TEXT, read_text, required)


def _date(name: str, zh: str, en: str) -> Column:
    return Column(name, zh, en, CellKind.DATE, read_date)


def _count(name: str, zh: str, en: str) -> Column:
    return Column(name, zh, en, CellKind.COUNT, read_count)


def _amount(name: str, zh: str, en: str) -> Column:
    return Column(name, zh, en, CellKind.AMOUNT, read_amount)


def _choice(name: str, zh: str, en: str, names: Mapping[str, str]) -> Column:
    return Column(name, zh, en, CellKind.CHOICE, one_of(names), choices=names)


COLUMNS: tuple[Column, ...] = (
    _text("name", "姓名", "Name", required=True),
    Column("id_number", "身份证号", "ID number", CellKind.ID_NUMBER, read_id_number),
    _choice("benefit", "补贴项目", "Benefit", BENEFITS),
    Column("groups", "人员类别", "Groups", CellKind.CHOICES, read_groups, choices=GROUPS),
    _text("employer", "用人单位", "Employer"),
    _text("occupation", "职业编码", "Occupation"),
    _choice("level", "等级", "Level", LEVELS),
    _choice("certificate_kind", "证书类型", "Certificate kind", CERTIFICATE_KINDS),
    _text("certificate_no", "证书编号", "Certificate number"),
    _date("certificate_date", "发证日期", "Certificate date"),
    Column("passed", "考核合格", "Passed", CellKind.YES_NO, read_yes_no),
    _count("class_hours", "课时", "Class hours"),
    _date("hire_date", "入职日期", "Hire date"),
    _count("months", "月数", "Months"),
    _count("days", "天数", "Days"),
    _count("years", "年数", "Years"),
    _count("programme_years", "学制年数", "Years of the programme"),
    _amount("monthly_wage_yuan", "月工资", "Monthly wage"),
    _amount("approved_yuan", "核定标准", "Approved rate"),
    _amount("claimed_yuan", "申领金额", "Amount claimed"),
    _text("project_id", "项目编号", "Project"),
    _date("course_start", "开班日期", "Course start"),
    _date("course_end", "结业日期", "Course end"),
    _text("account", "银行账户", "Bank account"),
)

BY_FIELD: dict[str, Column] = {column.field: column for column in COLUMNS}
BY_HEADING: dict[str, Column] = {
    heading: column for column in COLUMNS for heading in (column.field, column.zh, column.en)
}
