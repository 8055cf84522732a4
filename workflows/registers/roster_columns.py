"""Columns of a roster 花名册: headings in Chinese and English, and how each cell is read."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from workflows.claims.vocabulary import BENEFITS, CERTIFICATE_KINDS, GROUPS, LEVELS

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


@dataclass(frozen=True)
class Column:
    field: str  #: of `ClaimLine`
    zh: str
    read: Callable[[Any], Any]
    required: bool = False


def read_text(cell: Any) -> str:
    text = str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)
    text = text.strip()
    if len(text) > LONGEST_TEXT:
        raise CellWrong("too_long", f"超过{LONGEST_TEXT}个字符", f"longer than {LONGEST_TEXT}")
    if any(ord(character) < 32 for character in text):
        raise CellWrong("text", "含有控制字符", "contains control characters")
    return text


def read_id_number(cell: Any) -> str:
    """A resident identity number of 18 characters with its check character (GB 11643)."""
    text = read_text(cell).upper()
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
    text = read_text(cell)
    found = re.fullmatch(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?", text)
    try:
        if found:
            return date(*(int(part) for part in found.groups()))
    except ValueError:
        pass
    raise CellWrong("date", f"日期无效:{text}", f"not a date: {text}")


def read_amount(cell: Any) -> Decimal:
    """Yuan with at most two decimals, not negative."""
    text = read_text(cell).replace(",", "").replace(",", "")
    try:
        amount = Decimal(text)
    except InvalidOperation:
        raise CellWrong("amount", f"金额无效:{text}", f"not an amount: {text}") from None
    if not amount.is_finite() or not 0 <= amount <= HIGHEST_AMOUNT:
        raise CellWrong("amount", f"金额超出范围:{text}", f"amount out of range: {text}")
    if amount != round(amount, 2):
        raise CellWrong("amount", f"金额最多两位小数:{text}", f"more than two decimals: {text}")
    return amount


def read_count(cell: Any) -> int:
    text = read_text(cell)
    if not re.fullmatch(r"[0-9]{1,6}", text) or int(text) > HIGHEST_COUNT:
        raise CellWrong("number", f"应为非负整数:{text}", f"not a whole number: {text}")
    return int(text)


def read_yes_no(cell: Any) -> bool:
    if isinstance(cell, bool):
        return cell
    text = read_text(cell).lower()
    if text in ("是", "合格", "通过", "yes", "true", "1"):
        return True
    if text in ("否", "不合格", "未通过", "no", "false", "0"):
        return False
    raise CellWrong("choice", f"应填是或否:{text}", f"expected yes or no: {text}")


def one_of(names: Mapping[str, str]) -> Callable[[Any], str]:
    by_name = {zh: key for key, zh in names.items()}

    def read(cell: Any) -> str:
        text = read_text(cell)
        key = text if text in names else by_name.get(text)
        if key is None:
            raise CellWrong("choice", f"不在可选值内:{text}", f"not one of the choices: {text}")
        return key

    return read


def read_groups(cell: Any) -> tuple[str, ...]:
    read = one_of(GROUPS)
    parts = cell if isinstance(cell, list | tuple) else re.split(r"[;,;,、|]", read_text(cell))
    return tuple(read(part) for part in parts if str(part).strip())


COLUMNS: tuple[Column, ...] = (
    Column("name", "姓名", read_text, required=True),
    Column("id_number", "身份证号", read_id_number),
    Column("benefit", "补贴项目", one_of(BENEFITS)),
    Column("groups", "人员类别", read_groups),
    Column("employer", "用人单位", read_text),
    Column("occupation", "职业编码", read_text),
    Column("level", "等级", one_of(LEVELS)),
    Column("certificate_kind", "证书类型", one_of(CERTIFICATE_KINDS)),
    Column("certificate_no", "证书编号", read_text),
    Column("certificate_date", "发证日期", read_date),
    Column("passed", "考核合格", read_yes_no),
    Column("class_hours", "课时", read_count),
    Column("hire_date", "入职日期", read_date),
    Column("months", "月数", read_count),
    Column("days", "天数", read_count),
    Column("years", "年数", read_count),
    Column("programme_years", "学制年数", read_count),
    Column("monthly_wage_yuan", "月工资", read_amount),
    Column("approved_yuan", "核定标准", read_amount),
    Column("claimed_yuan", "申领金额", read_amount),
    Column("project_id", "项目编号", read_text),
    Column("course_start", "开班日期", read_date),
    Column("course_end", "结业日期", read_date),
    Column("account", "银行账户", read_text),
)

BY_HEADING: dict[str, Column] = {
    heading: column for column in COLUMNS for heading in (column.field, column.zh)
}
