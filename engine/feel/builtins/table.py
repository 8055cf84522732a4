"""All built-in functions by name."""

from __future__ import annotations

from engine.feel.builtins.aggregates import AGGREGATES
from engine.feel.builtins.camunda import CAMUNDA
from engine.feel.builtins.contexts import CONTEXTS
from engine.feel.builtins.conversion import CONVERSION
from engine.feel.builtins.lists import LISTS
from engine.feel.builtins.numbers import NUMBERS
from engine.feel.builtins.range_text import RANGE_TEXT
from engine.feel.builtins.ranges import RANGES
from engine.feel.builtins.signature import Builtin
from engine.feel.builtins.sorting import SORTING
from engine.feel.builtins.strings import STRINGS
from engine.feel.builtins.temporal import TEMPORAL
from engine.feel.builtins.working_days import WORKING_DAYS

BUILTINS: dict[str, Builtin] = {
    function.name: function
    for group in (
        CONVERSION,
        STRINGS,
        NUMBERS,
        LISTS,
        AGGREGATES,
        SORTING,
        CONTEXTS,
        TEMPORAL,
        RANGES,
        RANGE_TEXT,
        CAMUNDA,
        WORKING_DAYS,
    )
    for function in group
}
