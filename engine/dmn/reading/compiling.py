"""Compile the texts of a model; what cannot be compiled becomes a problem with its line."""

from collections.abc import Collection
from dataclasses import dataclass, field, replace

from lxml import etree

from engine.dmn.limits import DmnLimits
from engine.dmn.places import Place
from engine.dmn.reading.report import Report
from engine.dmn.tables.cells import COMPLEX, Cell, Constant, cell_of, constant
from engine.feel import (
    Expression,
    FeelError,
    FeelSyntaxError,
    UnaryTests,
    compile_expression,
    compile_unary_tests,
)
from engine.feel.nodes import Tests
from engine.xml import line_of


@dataclass(frozen=True, slots=True)
class Names:
    """What the expressions of one place may speak of."""

    #: Variables in reach.
    visible: frozenset[str] = frozenset()
    #: Names of members that are spelled with an operator; unknown, `a.b-c` would be a difference.
    members: frozenset[str] = frozenset()
    #: Names of all members that the model speaks of.
    all_members: frozenset[str] = frozenset()
    #: Whether a name that nobody declared is taken for an input of the whole model.
    open: bool = False

    def plus(self, names: Collection[str]) -> "Names":
        """With further variables in reach."""
        return replace(self, visible=self.visible | frozenset(names))


@dataclass(slots=True)
class Compiler:
    """Compiles the texts of one document, each distinct one once."""

    report: Report
    limits: DmnLimits
    functions: frozenset[str]
    #: False: what cannot be compiled gives null and a warning, as the standard has it.
    strict: bool
    _expressions: dict[tuple[str, Names], Expression] = field(default_factory=dict)
    _tests: dict[tuple[str, Names], UnaryTests] = field(default_factory=dict)
    #: Undeclared names that became inputs, gathered per decision by the reader.
    undeclared: set[str] = field(default_factory=set)

    def expression(self, element: etree._Element, text: str, names: Names) -> Expression | None:
        """Return the compiled text, or None after reporting why there is none."""
        found = self._expressions.get((text, names))
        if found is None:
            try:
                found = compile_expression(
                    text,
                    names=names.visible | names.members,
                    functions=self.functions,
                    limits=self.limits.feel,
                )
            except FeelError as error:
                self.fault(element, *_syntax(element, error))
                return None
            self._expressions[text, names] = found
        self._check_names(element, found.free_names, names)
        return found

    def tests(self, element: etree._Element, text: str, names: Names) -> UnaryTests | None:
        """Return the compiled cell, or None after reporting why there is none."""
        found = self._tests.get((text, names))
        if found is None:
            try:
                found = compile_unary_tests(
                    text,
                    names=names.visible | names.members,
                    functions=self.functions,
                    limits=self.limits.feel,
                )
            except FeelError as error:
                self.fault(element, *_syntax(element, error))
                return None
            self._tests[text, names] = found
        self._check_names(element, found.free_names - {"?"}, names)
        return found

    @staticmethod
    def cell(tests: UnaryTests, names: Names) -> Cell:
        """Return what an input entry says, for the index and the checks."""
        if names.visible & {"date", "duration"}:  # then date("…") may be anything
            return COMPLEX
        return cell_of(tree_of(tests))

    @staticmethod
    def constant(expression: Expression, names: Names) -> Constant | None:
        """Return the value of an expression that is a literal; None for every other one."""
        return None if names.visible & {"date", "duration"} else constant(expression.node)

    def fault(self, at: etree._Element | Place, rule: str, zh: str, en: str) -> None:
        """Report what makes one expression unusable: a refusal, or a warning when not strict."""
        if self.strict:
            self.report.problem(at, rule, zh, en)
        else:
            self.report.warning(at, rule, zh, en)

    def _check_names(self, element: etree._Element, used: Collection[str], names: Names) -> None:
        for name in sorted(frozenset(used) - names.visible - self.functions):
            if names.open:
                if name not in self.undeclared:
                    self.undeclared.add(name)
                    self.report.warning(
                        element,
                        "dmn.undeclared_input",
                        f"名称“{name}”未声明，视为输入",
                        f'The name "{name}" is not declared and taken for an input',
                    )
                continue
            self.fault(
                element,
                "dmn.unknown_name",
                f"未知的名称“{name}”",
                f'Unknown name "{name}"',
            )


def tree_of(tests: UnaryTests) -> Tests:
    """The syntax tree of a cell."""
    assert isinstance(tests.node, Tests)
    return tests.node


def _syntax(element: etree._Element, error: FeelError) -> tuple[str, str, str]:
    rule = "dmn.feel_syntax" if isinstance(error, FeelSyntaxError) else "dmn.feel_budget"
    line = line_of(element) + max(error.line - 1, 0)
    return (
        rule,
        f"{error.message_zh}（第 {line} 行，表达式第 {error.column} 列）",
        f"{error.message_en} (line {line}, column {error.column} of the expression)",
    )
