"""Messages that come from outside, and which roles may hand them in.

Whatever is not named here travels between cases only: nobody can send it by hand.
"""

from collections.abc import Mapping

OUTSIDE: Mapping[str, frozenset[str]] = {
    # the province's answer to a filing 备案回复
    "provincial_reply": frozenset({"filing_officer"}),
}
