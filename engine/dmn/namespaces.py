"""Names of the standard: every version of the DMN schema that is read, and how FEEL is called."""

import re

#: DMN 1.1 to 1.5. The versions differ in what they add, not in what an element means.
MODEL_NAMESPACES = {
    "http://www.omg.org/spec/DMN/20151101/dmn.xsd": "1.1",
    "http://www.omg.org/spec/DMN/20180521/MODEL/": "1.2",
    "https://www.omg.org/spec/DMN/20191111/MODEL/": "1.3",
    "https://www.omg.org/spec/DMN/20211108/MODEL/": "1.4",
    "https://www.omg.org/spec/DMN/20230324/MODEL/": "1.5",
}
_DIAGRAM = re.compile(r"https?://www\.omg\.org/spec/DMN/\d{8}/(DMNDI|DI|DC)/?")
_FEEL = re.compile(r"https?://www\.omg\.org/spec/(DMN|FEEL)/\d{8}(/FEEL)?/?")


def is_diagram_namespace(namespace: str) -> bool:
    """Whether elements of the namespace only say where shapes are drawn."""
    return _DIAGRAM.fullmatch(namespace) is not None


def is_feel(language: str) -> bool:
    """Whether an `expressionLanguage` or `typeLanguage` means FEEL; modellers also write `feel`."""
    return language.strip().lower() == "feel" or _FEEL.fullmatch(language.strip()) is not None
