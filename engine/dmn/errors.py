"""What can go wrong while a decision is made, as a tree.

    DmnError                    anything below; the case waits as an incident
    ├─ DecisionNotFound         no decision of that id or name
    ├─ DecisionWithoutLogic     nothing says how to decide, and nobody has decided
    ├─ RulesOverlap             several rules match under UNIQUE
    ├─ RulesDisagree            the rules that match under ANY answer differently
    ├─ ValueNotAllowed          outside the allowed values of a column or a type
    ├─ ValueOfWrongType         e.g. text where the model says number
    ├─ ExpressionFailed         the expression stopped: a budget, an assertion
    └─ DmnBudgetExceeded        a limit of `DmnLimits` is used up

The standard lets several of these answer null. A decision on public money must not be null because
two rules contradict one another, so they stop the decision and say why.
"""

from engine.dmn.places import Place


class DmnError(Exception):
    """A decision cannot be made."""

    def __init__(self, message_zh: str, message_en: str, place: Place | None = None) -> None:
        super().__init__(message_en)
        self.message_zh = message_zh
        self.message_en = message_en
        #: Line and id of the element; None when the model as a whole is meant.
        self.place = place
        #: Decision that was being made; filled in on the way out.
        self.decision_id = ""

    def __str__(self) -> str:
        where = f" (decision {self.decision_id})" if self.decision_id else ""
        return self.message_en + where


class DecisionNotFound(DmnError):
    """No decision of that id or name (没有这一决策)."""

    def __init__(self, decision: str) -> None:
        super().__init__(f"没有决策“{decision}”", f'There is no decision "{decision}"')
        self.decision = decision


class DecisionWithoutLogic(DmnError):
    """Nothing says how to decide, and no value is given (决策没有逻辑)."""


class RulesOverlap(DmnError):
    """Several rules match where only one may (规则重叠)."""

    def __init__(self, rules: tuple[int, ...], place: Place) -> None:
        named = ", ".join(str(number) for number in rules)
        super().__init__(
            f"第 {named} 条规则同时命中，而该表要求唯一命中（UNIQUE）",
            f"Rules {named} match together, but the hit policy is UNIQUE",
            place,
        )
        #: Numbers of the rules, counted from 1.
        self.rules = rules


class RulesDisagree(DmnError):
    """Rules that match answer differently where all must agree (规则结论不一致)."""

    def __init__(self, rules: tuple[int, ...], place: Place) -> None:
        named = ", ".join(str(number) for number in rules)
        super().__init__(
            f"第 {named} 条规则同时命中但结论不同，而该表要求结论一致（ANY）",
            f"Rules {named} match and answer differently, but the hit policy is ANY",
            place,
        )
        self.rules = rules


class ValueNotAllowed(DmnError):
    """A value outside the allowed values of a column or a type (值不在允许范围内)."""


class ValueOfWrongType(DmnError):
    """A value that does not fit the type the model declares (值的类型不符)."""


class ExpressionFailed(DmnError):
    """An expression stopped; its own error is the cause (表达式求值失败)."""


class DmnBudgetExceeded(DmnError):
    """A limit of `DmnLimits` is used up (超出限额)."""
