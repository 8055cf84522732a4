"""Literals, names, lists, contexts, brackets and functions (rules 19 to 37 and 55 to 62)."""

from __future__ import annotations

from engine.feel.decimals import read_number
from engine.feel.errors import FeelBudgetExceeded, place
from engine.feel.nodes import (
    ContextOf,
    FunctionOf,
    ListOf,
    Literal,
    Name,
    Node,
    RangeOf,
    TypeOf,
)
from engine.feel.parsing.cursor import Cursor
from engine.feel.parsing.names import can_continue, spelled
from engine.feel.scanner import KEYWORDS, Token, text_of
from engine.feel.temporal_text import read_any

_WORDS = {"true": True, "false": False, "null": None}
_UNARY = ("<", "<=", ">", ">=", "=", "!=")


class PrimaryParsing(Cursor):
    """What an expression is built from."""

    def primary(self) -> Node:
        token = self.token
        if token.kind == "number":
            return self._number(self.next())
        if token.kind == "string":
            return Literal(token.start, text_of(self.next().text))
        if token.kind == "word":
            return self._word(token)
        if token.text == "@":
            return self._at_literal()
        if token.text == "(":
            with self.nested():
                return self._bracket()
        if token.text in ("[", "]"):
            with self.nested():
                return self._square()
        if token.text == "{":
            with self.nested():
                return self._context()
        if token.text == "=":
            raise self.error("比较只用一个 =", "A comparison is written with one =")
        if token.text == "'":
            raise self.error('字符串请用引号 "', 'Strings are written with the quote "')
        raise self.unexpected("此处应为一个值", "Expected a value")

    def _number(self, token: Token) -> Literal:
        value = read_number(token.text, self.limits.exponent)
        if value is None:
            line, column = place(self.source, token.start)
            raise FeelBudgetExceeded(
                "exponent", "数字超出范围", "The number is out of range", line, column
            )
        return Literal(token.start, value)

    def _at_literal(self) -> Literal:
        start = self.next().start
        if self.token.kind != "string":
            raise self.unexpected("@ 后应为字符串", "Expected a string after @")
        text = text_of(self.next().text)
        value = read_any(text)
        if value is None:
            raise self.error(
                f'"{text[:40]}" 不是日期、时间或时长',
                f'"{text[:40]}" is no date, time or duration',
                start,
            )
        return Literal(start, value)

    def _word(self, token: Token) -> Node:
        if token.text in _WORDS and not self._longer_known():
            self.at += 1
            return Literal(token.start, _WORDS[token.text])
        if token.text == "function" and self.peek().text == "(":
            with self.nested():
                return self._function()
        if self.at_keyword():
            with self.nested():
                return self.keyword()
        return self.name()

    def at_keyword(self) -> bool:
        """Whether `if`, `for`, `some` or `every` opens an expression, and no name ("for all")."""
        token = self.token
        opens = token.kind == "word" and token.text in ("if", "for", "some", "every")
        return opens and not self._longer_known()

    def _longer_known(self) -> bool:
        found = self.known.longest(self.tokens, self.at)
        return found is not None and found[1] > 1

    def name(self) -> Name:
        """The longest known name here, or the words up to the next keyword."""
        start = self.at
        found = self.known.longest(self.tokens, start)
        if found is None and self.token.text in KEYWORDS:
            raise self.unexpected("此处应为一个值", "Expected a value")
        self.at += found[1] if found else 1
        if self._joins():
            while self._joins():
                self.at += 1
            return Name(self.tokens[start].start, spelled(self.tokens[start : self.at]))
        text = found[0] if found else self.tokens[start].text
        return Name(self.tokens[start].start, text)

    def member(self) -> str:
        """A name after a point: known or not, all its words belong to it."""
        if self.token.kind != "word":
            raise self.unexpected("点号后应为名称", "Expected a name after the point")
        return self.name_of_member()

    def name_of_member(self) -> str:
        start = self.at
        found = self.known.longest(self.tokens, start)
        self.at += found[1] if found and "." not in found[0] else 1
        joined = False
        while self._joins():
            self.at += 1
            joined = True
        if found and not joined and "." not in found[0]:
            return found[0]
        return spelled(self.tokens[start : self.at])

    def _joins(self) -> bool:
        """Whether the next token can only be one more word of the name."""
        token = self.token
        if token.kind != "word" or token.text in KEYWORDS:
            return False
        return not (token.text == "instance" and self.peek().text == "of")

    def declared_name(self, *ends: str) -> str:
        """A name being declared: everything up to one of these words or symbols."""
        start = self.at
        if self.token.kind != "word" or self.token.text in _WORDS:
            raise self.unexpected("此处应为名称", "Expected a name")
        while not self.sees(*ends) and can_continue(self.token):
            self.at += 1
        if self.at == start or not self.sees(*ends):
            ends_text = " ".join(ends)
            raise self.unexpected(f"名称后应为 {ends_text}", f"Expected {ends_text} after the name")
        return spelled(self.tokens[start : self.at])

    def _bracket(self) -> Node:
        """`(a)`, `(a..b]` or `(< a)`."""
        start = self.next().start
        if self.sees(*_UNARY):
            return self._one_sided(start)
        inner = self.expression()
        if self.accept(".."):
            return self._range_end(start, inner, low_included=False)
        self.expect(")")
        return inner

    def _one_sided(self, start: int) -> RangeOf:
        """`(< 10)`: an unary test as a value (DMN 1.4 and later)."""
        operator = self.next().text
        end = self.additive()
        self.expect(")")
        match operator:
            case "<" | "<=":
                return RangeOf(start, None, end, False, operator == "<=", unary=True)
            case ">" | ">=":
                return RangeOf(start, end, None, operator == ">=", False, unary=True)
            case _:
                return RangeOf(start, end, end, True, True, operator == "!=", unary=True)

    def _square(self) -> Node:
        """`[a, b]`, `[a..b)` or `]a..b]`."""
        opening = self.next()
        if opening.text == "]":
            low = self.expression()
            self.expect("..")
            return self._range_end(opening.start, low, low_included=False)
        if self.accept("]"):
            return ListOf(opening.start, ())
        items = [self.expression()]
        if self.accept(".."):
            return self._range_end(opening.start, items[0], low_included=True)
        while self.accept(","):
            items.append(self.expression())
        self.expect("]")
        return ListOf(opening.start, tuple(items))

    def _range_end(self, start: int, low: Node, *, low_included: bool) -> RangeOf:
        self.range_end += 1
        high = self.expression()
        self.range_end -= 1
        if not self.sees("]", ")", "["):
            raise self.unexpected("区间应以 ] 或 ) 结束", "Expected ] or ) to close the range")
        return RangeOf(start, low, high, low_included, self.next().text == "]")

    def _context(self) -> ContextOf:
        start = self.next().start
        entries: dict[str, Node] = {}
        self.known.push()
        while not self.sees("}"):
            position = self.position
            key = self._key()
            if key in entries:
                raise self.error(f"键 {key} 重复", f"The key {key} is given twice", position)
            self.expect(":")
            self.known.declare(key)
            entries[key] = self.expression()
            if not self.accept(","):
                break
        self.expect("}")
        self.known.pop()
        return ContextOf(start, tuple(entries.items()))

    def _key(self) -> str:
        if self.token.kind == "string":
            return text_of(self.next().text)
        return self.declared_name(":")

    def _function(self) -> FunctionOf:
        start = self.next().start
        self.expect("(")
        names: list[str] = []
        types: list[TypeOf | None] = []
        while not self.sees(")"):
            names.append(self.declared_name(",", ":", ")"))
            types.append(self.read_type() if self.accept(":") else None)
            if not self.accept(","):
                break
        self.expect(")")
        if self.sees("external"):
            raise self.error(
                "不允许使用外部函数", "External functions are not allowed", self.position
            )
        self.known.push(names)
        body = self.expression()
        self.known.pop()
        return FunctionOf(start, tuple(names), tuple(types), body)
