"""Every element of the DMN schema: what it may hold, and whether it is run or carried.

An element is *run* (it has meaning for a decision), *carried* (documentation: kept in the document,
listed in `DecisionModel.carried`, without meaning here) or refused. What is not in this table is
refused, so that nothing a designer writes is ever silently ignored.

Source: the schema of DMN 1.5, of which those of 1.1 to 1.4 are subsets.
"""

from dataclasses import dataclass

EXPRESSIONS = frozenset(
    {
        "literalExpression",
        "decisionTable",
        "context",
        "list",
        "relation",
        "functionDefinition",
        "invocation",
        "conditional",
        "for",
        "every",
        "some",
        "filter",
    }
)
#: Attributes of every DMNElement; further ones in other namespaces are carried.
_ELEMENT = frozenset({"id", "label"})
_NAMED = _ELEMENT | {"name"}
_TYPED = _ELEMENT | {"typeRef"}
#: Children of every DMNElement, all carried.
_NOTES = frozenset({"description", "extensionElements"})


@dataclass(frozen=True, slots=True)
class Shape:
    """What one element may hold."""

    attributes: frozenset[str] = frozenset()
    children: frozenset[str] = frozenset()
    #: Children that may stand there once at most.
    single: frozenset[str] = frozenset()
    #: Children of which exactly one must stand there.
    needed: frozenset[str] = frozenset()
    #: Of the boxed expressions among the children: how many may stand there, and must.
    expressions: tuple[int, int] = (0, 0)
    holds_text: bool = False
    #: Documentation, with everything inside it.
    carried: bool = False


_CARRIED = Shape(carried=True)
_REFERENCE = Shape(attributes=frozenset({"href"}))
_TEXT = Shape(holds_text=True)


def _shape(
    attributes: str = "",
    many: str = "",
    single: str = "",
    needed: str = "",
    base: frozenset[str] = _ELEMENT,
    expressions: tuple[int, int] = (0, 0),
) -> Shape:
    once, must = frozenset(single.split()), frozenset(needed.split())
    children = frozenset(many.split()) | once | must | _NOTES
    if expressions != (0, 0):
        children |= EXPRESSIONS
    return Shape(
        attributes=base | frozenset(attributes.split()),
        children=children,
        single=once | must | _NOTES,
        needed=must,
        expressions=expressions,
    )


_UNARY_TESTS = _shape("expressionLanguage", needed="text")
_ITEM = _shape(base=_NAMED | {"typeRef"})
_EXPRESSION_CHILD = Shape(
    attributes=frozenset({"id", "typeRef"}), children=EXPRESSIONS, expressions=(1, 1)
)
_FUNCTION = _shape("kind", "formalParameter", base=_TYPED, expressions=(0, 1))
_LITERAL = _shape("expressionLanguage", single="text importedValues", base=_TYPED)
_ITEM_DEFINITION = _shape(
    "isCollection typeLanguage",
    "itemComponent",
    single="typeRef allowedValues typeConstraint functionItem",
    base=_NAMED,
)
_QUANTIFIED = _shape("iteratorVariable", needed="in satisfies", base=_TYPED)

SHAPES: dict[str, Shape] = {
    "definitions": _shape(
        "namespace expressionLanguage typeLanguage exporter exporterVersion",
        "import itemDefinition decision businessKnowledgeModel inputData knowledgeSource "
        "decisionService group textAnnotation association elementCollection performanceIndicator "
        "organizationUnit",
        base=_NAMED,
    ),
    "import": _shape("namespace locationURI importType", base=_NAMED),
    "itemDefinition": _ITEM_DEFINITION,
    "itemComponent": _ITEM_DEFINITION,
    "functionItem": _shape("outputTypeRef", "parameters"),
    "parameters": _ITEM,
    "typeRef": _TEXT,
    "allowedValues": _UNARY_TESTS,
    "typeConstraint": _UNARY_TESTS,
    "inputData": _shape(single="variable", base=_NAMED),
    "decision": _shape(
        many="informationRequirement knowledgeRequirement authorityRequirement supportedObjective "
        "impactedPerformanceIndicator decisionMaker decisionOwner usingProcess usingTask",
        single="question allowedAnswers variable",
        base=_NAMED,
        expressions=(0, 1),
    ),
    "businessKnowledgeModel": _shape(
        many="knowledgeRequirement authorityRequirement",
        single="variable encapsulatedLogic",
        base=_NAMED,
    ),
    "decisionService": _shape(
        many="outputDecision encapsulatedDecision inputDecision inputData",
        single="variable",
        base=_NAMED,
    ),
    "informationRequirement": _shape(single="requiredDecision requiredInput"),
    "knowledgeRequirement": _shape(needed="requiredKnowledge"),
    "variable": _ITEM,
    "formalParameter": _ITEM,
    "parameter": _ITEM,
    "column": _ITEM,
    "encapsulatedLogic": _FUNCTION,
    "functionDefinition": _FUNCTION,
    "literalExpression": _LITERAL,
    "inputExpression": _LITERAL,
    "outputEntry": _LITERAL,
    "defaultOutputEntry": _LITERAL,
    "invocation": _shape(many="binding", base=_TYPED, expressions=(0, 1)),
    "binding": Shape(
        children=EXPRESSIONS | {"parameter"},
        single=frozenset({"parameter"}),
        needed=frozenset({"parameter"}),
        expressions=(0, 1),
    ),
    "decisionTable": _shape(
        "hitPolicy aggregation preferredOrientation outputLabel",
        "input output annotation rule",
        base=_TYPED,
    ),
    "input": _shape(single="inputValues", needed="inputExpression"),
    "inputValues": _UNARY_TESTS,
    "output": _shape("typeRef", single="outputValues defaultOutputEntry", base=_NAMED),
    "outputValues": _UNARY_TESTS,
    "annotation": Shape(attributes=frozenset({"name"})),
    "rule": _shape(many="inputEntry outputEntry annotationEntry"),
    "inputEntry": _UNARY_TESTS,
    "annotationEntry": Shape(children=frozenset({"text"}), single=frozenset({"text"})),
    "context": _shape(many="contextEntry", base=_TYPED),
    "contextEntry": _shape(single="variable", expressions=(1, 1)),
    "list": _shape(base=_TYPED, expressions=(0, 1_000_000)),
    "relation": _shape(many="column row", base=_TYPED),
    "row": _shape(expressions=(0, 1_000_000)),
    "conditional": _shape(needed="if then else", base=_TYPED),
    "for": _shape("iteratorVariable", needed="in return", base=_TYPED),
    "every": _QUANTIFIED,
    "some": _QUANTIFIED,
    "filter": _shape(needed="in match", base=_TYPED),
    "in": _EXPRESSION_CHILD,
    "return": _EXPRESSION_CHILD,
    "satisfies": _EXPRESSION_CHILD,
    "match": _EXPRESSION_CHILD,
    "if": _EXPRESSION_CHILD,
    "then": _EXPRESSION_CHILD,
    "else": _EXPRESSION_CHILD,
    "requiredDecision": _REFERENCE,
    "requiredInput": _REFERENCE,
    "requiredKnowledge": _REFERENCE,
    "outputDecision": _REFERENCE,
    "encapsulatedDecision": _REFERENCE,
    "inputDecision": _REFERENCE,
    "text": _TEXT,
    "description": _TEXT,
    "question": _TEXT,
    "allowedAnswers": _TEXT,
    "extensionElements": _CARRIED,
    "authorityRequirement": _CARRIED,
    "supportedObjective": _CARRIED,
    "impactedPerformanceIndicator": _CARRIED,
    "decisionMaker": _CARRIED,
    "decisionOwner": _CARRIED,
    "usingProcess": _CARRIED,
    "usingTask": _CARRIED,
    "knowledgeSource": _CARRIED,
    "group": _CARRIED,
    "textAnnotation": _CARRIED,
    "association": _CARRIED,
    "elementCollection": _CARRIED,
    "performanceIndicator": _CARRIED,
    "organizationUnit": _CARRIED,
}
#: The same tag means something else inside another element.
SHAPES_INSIDE: dict[tuple[str, str], Shape] = {("decisionService", "inputData"): _REFERENCE}

#: Understood, but not run: tag → reason in Chinese and English.
NOT_RUN = {
    "importedValues": (
        "不支持引用外部数值（importedValues），请把数值写入表内",
        "Imported values are not run; write the values into the model",
    ),
}


def shape_of(parent: str, tag: str) -> Shape | None:
    """Return what the element may hold inside that parent, or None when DMN has no such element."""
    return SHAPES_INSIDE.get((parent, tag)) or SHAPES.get(tag)
