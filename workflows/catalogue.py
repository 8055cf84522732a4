"""How the catalogue of what can be filed is divided for those who look for something (发起办件)."""

from collections.abc import Mapping
from typing import Final

#: Group → (Chinese, English), in the order of the catalogue.
GROUPS: Final[Mapping[str, tuple[str, str]]] = {
    "claims": ("补贴申领", "Subsidies"),
    "accreditation": ("机构认定与评价", "Accreditation of institutions"),
    "directories": ("目录清单", "Directories"),
    "funds": ("资金与标准", "Funds and rates"),
    "supervision": ("审计与监督", "Audit and supervision"),
    "others": ("其他", "Others"),
}

_OF: Final[Mapping[str, str]] = {
    **dict.fromkeys(
        ("advance_payment", "project_settlement", "tuition_reimbursement", "recognise_hard_hit"),
        "claims",
    ),
    **dict.fromkeys(("register_outside_institution", "credit_rating"), "accreditation"),
    **dict.fromkeys(
        ("fund_pooling", "fund_disclosure", "rate_adjust_filing", "recovery", "procurement"),
        "funds",
    ),
    **dict.fromkeys(("special_audit", "fraud_handling", "complaint"), "supervision"),
}
_BY_PREFIX: Final = (("claim_", "claims"), ("accred_", "accreditation"), ("dir_", "directories"))


def group_of(process: str) -> str:
    """The group of a process; others when nobody decided about it."""
    if process in _OF:
        return _OF[process]
    return next((group for prefix, group in _BY_PREFIX if process.startswith(prefix)), "others")
