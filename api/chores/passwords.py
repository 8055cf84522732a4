"""A password from the environment or the keyboard."""

import getpass
import os
import sys

from api.chores.failure import ChoreFailed

VARIABLE = "HUIQIAN_PASSWORD"


def password_of(person: str, *, twice: bool = False) -> str:
    """Raises: ChoreFailed where there is neither the variable nor a terminal."""
    given = os.environ.get(VARIABLE)
    if given:
        return given
    if not sys.stdin.isatty():
        raise ChoreFailed(f"no terminal to ask for the password of {person}; set {VARIABLE}")
    typed = getpass.getpass(f"Password of {person}: ")
    if twice and getpass.getpass("The same again: ") != typed:
        raise ChoreFailed("the two passwords differ")
    return typed
