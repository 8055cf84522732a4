"""What service calls do outside the system, said before a person decides (资金等外部效果)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from engine.model.nodes import Text

#: Handler → its effect. Only those that move money or tell the world are named here.
OUTSIDE_EFFECTS: Final[Mapping[str, Text]] = {
    "claim.payment_orders": Text(
        "生成拨款通知，送财政部门", "payment orders are made and go to the finance bureau"
    ),
    "payment.order": Text(
        "生成拨款通知，送财政部门", "a payment order is made and goes to the finance bureau"
    ),
    "payment.release": Text(
        "资金立即出账，之后不能撤回", "the money leaves at once; this cannot be taken back"
    ),
    "payment.receipt": Text("登记到账", "the receipt is booked"),
    "recovery.demand": Text("向收款人追回资金", "the payee is asked to pay back"),
    "claim.notice": Text("向申请人发出通知", "the applicant gets a notice"),
    "directory.publish": Text("向社会公布目录", "the directory is published"),
    "disclosure.publish": Text("向社会公开发放名单", "the list of payments is published"),
    "accreditation.issue": Text("发放认定证书", "the certificate of recognition is issued"),
}

#: Of these, the handlers that move money.
MOVES_MONEY: Final = frozenset(
    {"claim.payment_orders", "payment.order", "payment.release", "recovery.demand"}
)
