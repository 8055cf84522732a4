"""Payment orders, payments, advances and recoveries 拨款、预拨、追回."""

from sqlalchemy import Column, Index, Integer, Numeric, Text

from workflows.registers import register_table

#: A payment order 拨款通知; `line` is its number in the case, one per fund source.
payment_order = register_table(
    "payment_order",
    Column("order_number", Text, nullable=False),
    Column("area", Text, nullable=False),
    Column("fund_source", Text, nullable=False),
    Column("amount_yuan", Numeric(18, 2), nullable=False),
    Column("payments", Integer, nullable=False),  #: how many payees
    Column("state", Text, nullable=False),  #: ordered, released, paid, failed
    Column("receipt", Text),
    Index(None, "order_number"),
)

#: What one payee gets from one order.
payment = register_table(
    "payment",
    Column("order_number", Text, nullable=False),
    Column("payee_kind", Text, nullable=False),  #: organisation, individual
    Column("payee", Text, nullable=False),
    Column("project_id", Text),
    Column("persons", Integer, nullable=False),
    Column("fund_source", Text, nullable=False),
    Column("amount_yuan", Numeric(18, 2), nullable=False),
    Index(None, "order_number"),
    Index(None, "payee"),
)

#: Part of a class's subsidy paid before its end 预拨; settled once.
advance = register_table(
    "advance",
    Column("class_id", Text, nullable=False),
    Column("claimant", Text, nullable=False),
    Column("area", Text, nullable=False),
    Column("budget_yuan", Numeric(18, 2), nullable=False),
    Column("amount_yuan", Numeric(18, 2), nullable=False),
    Column("state", Text, nullable=False),  #: paid, settled
    Index(None, "class_id"),
)

#: Money to be paid back 追回: positive when demanded, negative when it came in or was offset.
recovery = register_table(
    "recovery",
    Column("debtor", Text, nullable=False),
    Column("area", Text, nullable=False),
    Column("amount_yuan", Numeric(18, 2), nullable=False),
    Column("ground", Text, nullable=False),
    Column("state", Text, nullable=False),  #: demanded, paid, offset, enforcement
    Index(None, "debtor"),
)
