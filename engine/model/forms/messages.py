"""What a broken keyword means, said to the person who fills in the form."""

from __future__ import annotations

import json
from typing import Any

_TYPES = {
    "string": ("文字", "a text"),
    "number": ("数字", "a number"),
    "integer": ("整数", "a whole number"),
    "boolean": ("是或否", "yes or no"),
    "array": ("列表", "a list"),
    "object": ("一组字段", "a group of fields"),
    "null": ("空", "empty"),
}
_FORMATS = {
    "decimal": ("金额或数字（如 1409.50）", "a number such as 1409.50"),
    "date": ("日期（如 2026-03-02）", "a date such as 2026-03-02"),
    "date-time": ("带时区的日期和时间", "a date and time with its zone"),
    "time": ("时间（如 09:30）", "a time such as 09:30"),
    "email": ("电子邮箱", "an e-mail address"),
    "uuid": ("编号", "an id"),
    "attachment": ("附件", "an attachment"),
    "roster": ("名册", "a roster"),
}
_SIMPLE = {
    "minimum": ("不能小于 {}", "must not be less than {}"),
    "maximum": ("不能大于 {}", "must not be greater than {}"),
    "exclusiveMinimum": ("必须大于 {}", "must be greater than {}"),
    "exclusiveMaximum": ("必须小于 {}", "must be less than {}"),
    "multipleOf": ("必须是 {} 的倍数", "must be a multiple of {}"),
    "minLength": ("至少 {} 个字", "must have {} characters at least"),
    "maxLength": ("至多 {} 个字", "must have {} characters at most"),
    "minItems": ("至少 {} 项", "must have {} entries at least"),
    "maxItems": ("至多 {} 项", "must have {} entries at most"),
    "minProperties": ("至少填写 {} 个字段", "needs {} fields at least"),
    "maxProperties": ("至多填写 {} 个字段", "takes {} fields at most"),
    "uniqueItems": ("各项不能重复", "must not hold an entry twice"),
    "const": ("必须是 {}", "must be {}"),
    "pattern": ("格式不符（{}）", "does not have the form {}"),
    "additionalProperties": ("含有表单中没有的字段", "holds a field that the form does not have"),
    "contains": ("缺少规定的项", "lacks an entry that must be there"),
    "dependentRequired": ("缺少相关联的字段", "lacks a field that belongs to another"),
}


def _written(value: Any) -> str:
    """As forms write it, in the browser too: true, not True."""
    if value is None or isinstance(value, bool):
        return json.dumps(value)
    return str(value)


def message(rule: str, expected: Any, instance: Any) -> tuple[str, str]:
    """The sentence in Chinese and in English."""
    if rule == "type":
        names = expected if isinstance(expected, list) else [expected]
        words = [_TYPES.get(name, (name, name)) for name in names]
        zh, en = "或".join(w[0] for w in words), " or ".join(w[1] for w in words)
        return f"应为{zh}", f"must be {en}"
    if rule == "format":
        zh, en = _FORMATS.get(str(expected), (str(expected), str(expected)))
        return f"应为{zh}", f"must be {en}"
    if rule == "enum":
        shown = [_written(value) for value in expected[:20] if value is not None]
        allowed = ", ".join(shown)
        return f"只能是：{allowed}", f"must be one of: {allowed}"
    if rule in _SIMPLE:
        zh, en = _SIMPLE[rule]
        return zh.format(_written(expected)), en.format(_written(expected))
    return "不符合表单的规定", "does not meet what the form asks"
