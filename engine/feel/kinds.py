"""Names of the kinds of values, as FEEL and as messages write them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from engine.feel.dates import FarDate
from engine.feel.durations import DaysTimeDuration, YearsMonthsDuration
from engine.feel.times import FeelDateTime, FeelTime
from engine.feel.values import FeelFunction, Range

_KINDS: dict[type, str] = {
    type(None): "null",
    bool: "boolean",
    Decimal: "number",
    str: "string",
    list: "list",
    dict: "context",
    dt.date: "date",
    FarDate: "date",
    FeelTime: "time",
    FeelDateTime: "date and time",
    DaysTimeDuration: "days and time duration",
    YearsMonthsDuration: "years and months duration",
    Range: "range",
    FeelFunction: "function",
}

CHINESE: dict[str, str] = {
    "null": "空值",
    "boolean": "布尔值",
    "number": "数字",
    "string": "字符串",
    "list": "列表",
    "context": "上下文",
    "date": "日期",
    "time": "时间",
    "date and time": "日期时间",
    "days and time duration": "天时长",
    "years and months duration": "年月时长",
    "duration": "时长",
    "range": "区间",
    "function": "函数",
    "any": "任意值",
    "comparable": "可比较的值",
    "date or date and time": "日期或日期时间",
    "date or time": "日期、时间或日期时间",
    "string or list": "字符串或列表",
}


def kind_of(value: Any) -> str:
    """FEEL's name for the kind of a value."""
    return _KINDS[type(value)]


def chinese(kind: str) -> str:
    """The kind as Chinese messages write it."""
    return CHINESE.get(kind, kind)
