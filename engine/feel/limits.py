"""Budgets: how large an expression may be and how much work it may cause.

Steps are counted where work can repeat: each pass of a loop costs the number of syntax nodes of its
body, each call the nodes of the function, each built-in the size of what it walks over. What stands
once in the source is bounded by `nodes` and paid for at the start, so the common condition is
charged a single subtraction.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FeelLimits:
    """All budgets of one expression and one evaluation."""

    #: characters of the source text
    source_length: int = 20_000
    #: brackets, branches and functions inside one another, and height of the syntax tree
    nesting: int = 60
    #: nodes of the syntax tree
    nodes: int = 8_000
    #: units of work in one evaluation
    steps: int = 1_000_000
    #: items of one list, entries of one context
    list_length: int = 100_000
    #: characters of one string
    string_length: int = 1_000_000
    #: functions that call one another
    call_depth: int = 64
    #: largest decimal exponent of a number, both signs (decimal128 has 6144)
    exponent: int = 6_144
    #: lists and contexts inside one another, in a value
    value_depth: int = 100
    #: notes kept of one evaluation; later ones are dropped
    notes: int = 50


DEFAULT_LIMITS = FeelLimits()
