"""All static checks of one table."""

from collections.abc import Sequence

from engine.dmn.limits import DmnLimits
from engine.dmn.reading.report import Report
from engine.dmn.tables.table import DecisionTable
from engine.dmn.types import FeelType


def check_table(
    table: DecisionTable,
    column_types: Sequence[FeelType | None],
    report: Report,
    limits: DmnLimits,
) -> None:
    """Report what is wrong with a table as a whole."""
