"""Expressions written to exhaust the host, each with the limit that must stop it.

`None` stands for an expression that is answered (with null or a value) instead of being stopped.
"""

from __future__ import annotations

_DEEP = 5_000

#: name → expression, and the exhausted limit, `syntax`, or None
HOSTILE: dict[str, tuple[str, str | None]] = {
    # text
    "long source": ("1 +" * 20_000 + "1", "source_length"),
    "long string literal": ('"' + "x" * 30_000 + '"', "source_length"),
    "many nodes": ("[" + ",".join("1" * 9_000) + "]", "nodes"),
    "many names": (" ".join(f"n{i}" for i in range(3_000)), None),
    "unclosed comments": ("/*" * 9_000, "syntax"),
    "unclosed string": ('"' + "\\\\" * 9_000, "syntax"),
    "only quotes": ('"' * 9_999, "syntax"),
    # nesting
    "deep brackets": ("(" * _DEEP + "1" + ")" * _DEEP, "nesting"),
    "deep lists": ("[" * _DEEP + "]" * _DEEP, "nesting"),
    "deep contexts": ("{a:" * 2_000 + "1" + "}" * 2_000, "nesting"),
    "deep ifs": ("if true then " * 500 + "1" + " else 2" * 500, "nesting"),
    "deep functions": ("function(x) " * 1_500 + "1", "nesting"),
    "deep loops": ("for x in [1] return " * 900 + "1", "nesting"),
    "deep quantifiers": ("some x in [1] satisfies " * 800 + "true", "nesting"),
    "deep types": ("1 instance of " + "list<" * 3_000 + "number" + ">" * 3_000, "nesting"),
    "deep filters": ("[1]" + "[[1]" * 900 + "]" * 900, "nesting"),
    "deep calls": ("abs(" * 3_000 + "1" + ")" * 3_000, "nesting"),
    "deep ranges": ("[1.." * 3_000 + "1" + "]" * 3_000, "nesting"),
    "long path": ("a" + ".b" * 9_000, "nesting"),
    "long filter chain": ("[1]" + "[1]" * 4_000, "nesting"),
    "long call chain": ("f" + "()" * 5_000, "nesting"),
    "many minus signs": ("-" * 10_000 + "1", "nesting"),
    "long comparison chain": ("1" + "=1" * 5_000, "nesting"),
    "long in chain": ("1" + " in 1" * 3_000, "nesting"),
    "long instance chain": ("1" + " instance of Any" * 1_000, "nesting"),
    "long sum": ("1" + "+1" * 3_000, None),
    "long conjunction": ("true" + " and true" * 1_500, None),
    "long else if": ("if false then 1 else " * 800 + "2", None),
    "open brackets": ("(" * 10_000, "nesting"),
    "closed brackets": (")" * 10_000, "syntax"),
    "commas": ("," * 10_000, "syntax"),
    "nested negative tests": ("1 in (" * 2_000 + "1" + ")" * 2_000, "nesting"),
    # numbers
    "huge literal": ("1e999999999", "exponent"),
    "tiny literal": ("1e-999999999", "exponent"),
    "huge power": ("10 ** 999999999", "exponent"),
    "tower of powers": ("9 ** 9 ** 9 ** 9 ** 9", "exponent"),
    "huge exp": ("exp(10 ** 30)", "exponent"),
    "repeated squares": (
        "for i in 1..100 return if i = 1 then 10 else partial[-1] * partial[-1]",
        "exponent",
    ),
    "fractional power": ("2 ** 0.123456789012345678901234567890", None),
    "huge scale": ("decimal(1, 10 ** 9)", None),
    "modulo of extremes": ("modulo(1e6000, 3e-6000)", "exponent"),
    "huge number text": ('number("1e999999999")', None),
    "huge position": ("[1][1e300]", None),
    "huge substring": ('substring("abc", 1e300, 1e300)', None),
    "huge negative substring": ('substring("abc", -1e300)', None),
    # loops
    "counting far": ("for i in 1..1e18 return i", "list_length"),
    "counting down far": ("for i in 1e18..1 return i", "list_length"),
    "counting days": ('for d in @"0001-01-01"..@"9999-12-31" return d', "list_length"),
    "nested loops": (
        "for a in 1..1000, b in 1..1000, c in 1..1000 return 1",
        "list_length",
    ),
    "nested quantifiers": (
        "every a in 1..9999, b in 1..9999, c in 1..9999 satisfies a + b + c > 0",
        "steps",
    ),
    "loops in loops": (
        "for a in 1..9999 return count(for b in 1..9999 return count(for c in 1..9999 return c))",
        "steps",
    ),
    "quadratic partial": ("for i in 1..99999 return partial", "steps"),
    "quadratic count of partial": ("for i in 1..99999 return count(partial)", "steps"),
    "filter of filters": (
        "{n: for i in 1..9999 return i, r: n[count(n[item > 1]) > 0]}.r",
        "steps",
    ),
    "quadratic distinct": (
        "distinct values(for i in 1..9999 return [i])",
        "steps",
    ),
    "quadratic duplicates": ("duplicate values(for i in 1..9999 return i)", "steps"),
    "quadratic index": (
        "{n: for i in 1..9999 return i, r: for i in n return index of(n, i)}.r",
        "steps",
    ),
    "sorting with work": (
        "sort(for i in 1..9999 return -i, function(a, b) count(for k in 1..999 return k) > a - b)",
        "steps",
    ),
    # recursion
    "endless recursion": ("{f: function(n) f(n + 1), r: f(1)}.r", "call_depth"),
    "branching recursion": (
        "{f: function(n) if n = 0 then 1 else f(n - 1) + f(n - 1), r: f(40)}.r",
        "steps",
    ),
    "self application": ("(function(f) f(f))(function(f) f(f))", "call_depth"),
    "deep body recursion": (
        "{f: function(n) " + "(1 + " * 50 + "f(n)" + ")" * 50 + ", r: f(1)}.r",
        "call_depth",
    ),
    "recursion through sort": (
        "{f: function(a, b) count(sort([1, 2], f)) > 0, r: sort([1, 2], f)}.r",
        "call_depth",
    ),
    "recursion through list replace": (
        "{f: function(a, b) list replace([1], f, 1) = 1, r: list replace([1], f, 1)}.r",
        "call_depth",
    ),
    # sizes
    "doubling strings": (
        'for i in 1..60 return if i = 1 then "ab" else partial[-1] + partial[-1]',
        "string_length",
    ),
    "many long strings": (
        (
            '{s: string join(for i in 1..9999 return "0123456789"), '
            'r: for i in 1..9999 return s + "!"}.r'
        ),
        "steps",
    ),
    "long join": (
        (
            '{s: string join(for i in 1..9999 return "0123456789"), '
            "r: string join(for i in 1..999 return s)}.r"
        ),
        "string_length",
    ),
    "growing replacement": (
        (
            '{s: string join(for i in 1..9999 return "aaaaaaaaaa"), '
            'r: replace(replace(s, "a", "$0$0$0$0$0$0$0$0$0$0"), "a", "$0$0$0$0$0$0$0$0$0$0")}.r'
        ),
        "steps",
    ),
    "doubling lists": (
        "for i in 1..60 return if i = 1 then [1] else concatenate(partial[-1], partial[-1])",
        "list_length",
    ),
    "bomb of shared lists": (
        (
            "{b: for i in 1..60 return if i = 1 then [1] else [partial[-1], partial[-1]], "
            "r: string(b[-1])}.r"
        ),
        "steps",
    ),
    "bomb compared": (
        (
            "{b: for i in 1..60 return if i = 1 then [1] else [partial[-1], partial[-1]], "
            "c: for i in 1..60 return if i = 1 then [1] else [partial[-1], partial[-1]], "
            "r: b = c}.r"
        ),
        "steps",
    ),
    "bomb flattened": (
        (
            "{b: for i in 1..60 return if i = 1 then [1] else [partial[-1], partial[-1]], "
            "r: flatten(b[-1])}.r"
        ),
        "steps",
    ),
    "deep value compared": (
        "{b: for i in 1..5000 return if i = 1 then [1] else [partial[-1]], r: b[-1] = b[-1]}.r",
        "value_depth",
    ),
    "deep value as text": (
        "{b: for i in 1..5000 return if i = 1 then [1] else [partial[-1]], r: string(b[-1])}.r",
        "value_depth",
    ),
    "deep value flattened": (
        "{b: for i in 1..5000 return if i = 1 then [1] else [partial[-1]], r: flatten(b)}.r",
        "value_depth",
    ),
    "deep value typed": (
        (
            "{b: for i in 1..5000 return if i = 1 then [1] else [partial[-1]], "
            "r: b[-1] instance of list<list<list<number>>>}.r"
        ),
        None,
    ),
    "growing contexts": (
        (
            "{c: for i in 1..9999 return if i = 1 then {} else "
            "context put(partial[-1], string(i), i), r: c[-1]}.r"
        ),
        "steps",
    ),
    # regular expressions
    "nested quantifiers of a pattern": ('matches("' + "a" * 5_000 + '", "(a+)+$!")', None),
    "counted repetition": ('matches("a", "((a{1,1000}){1,1000}){1,1000}")', None),
    "huge alternation": ('matches("a", "' + "a|" * 5_000 + '")', None),
    "back reference": ('matches("aa", "(a)\\1")', None),
    "look ahead": ('matches("ab", "a(?=b)")', None),
    "splitting everything": ('split("' + "a" * 9_000 + '", "")', None),
    # escape from the sandbox
    "attribute of a value": ("(1).__class__", None),
    "attribute of a function": ("abs.__globals__", None),
    "attribute of a list": ("[].append", None),
    "python call": ('__import__("os")', "syntax"),
    "external function": (
        'function(x) external {java: {class: "java.lang.Runtime", method: "x"}}',
        "syntax",
    ),
    "statements": ("import os; os.system", "syntax"),
    "lambda": ("lambda: 1", "syntax"),
    "format string": ('"{0.__class__}" + string(1)', None),
    # calendars
    "far working day": ('working days after(@"2026-01-01", 1e9)', None),
    "working days of ages": ('working days between(@"0001-01-01", @"9999-12-31")', "steps"),
    "far date": ('@"999999999-12-31" + @"P999999999Y"', None),
    "far duration": ('@"P999999999Y" * 1e300', None),
    "far range": (
        'string(for d in @"-999999999-01-01"..@"999999999-01-01" return d)',
        "list_length",
    ),
}
