"""What ends a chore with a message instead of a traceback."""


class ChoreFailed(Exception):
    """Something a person has to mend; the text says what."""
