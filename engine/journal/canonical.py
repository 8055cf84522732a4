"""Canonical JSON (RFC 8785): equal documents give equal bytes, so that a hash means something.

Only text, whole numbers below 2^53, booleans, null, lists and objects come here: every other value
is tagged text (`engine.feel.to_tagged`). For those msgspec's sorted encoding is the canonical one
as long as no character lies outside the basic plane, where RFC 8785 sorts by UTF-16 units; the
rfc8785 library does the rest.
"""

from __future__ import annotations

from typing import Any

import msgspec
import rfc8785

_encode = msgspec.json.Encoder(order="sorted", uuid_format="canonical").encode


def canonical(document: Any) -> bytes:
    """The canonical UTF-8 bytes of a document of builtins, structs and dataclasses."""
    encoded = _encode(document)
    if _outside_basic_plane(encoded):
        return rfc8785.dumps(msgspec.json.decode(encoded))
    return encoded


def _outside_basic_plane(encoded: bytes) -> bool:
    # In UTF-8 exactly the characters beyond U+FFFF begin with a byte of F0 to F4.
    return not encoded.isascii() and any(lead in encoded for lead in _LEADS)


_LEADS = (b"\xf0", b"\xf1", b"\xf2", b"\xf3", b"\xf4")
