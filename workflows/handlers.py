"""Which function carries out which service task: the one table (`taskDefinition type`)."""

from collections.abc import Mapping

from engine.jobs.handlers import LocalHandler

from workflows.claims import appropriation, entries, handlers, orders, recovery, settlement
from workflows.registers.importing import import_facts

HANDLERS: Mapping[str, LocalHandler] = {
    # facts of other systems
    "register.import": import_facts,
    # expense review
    "claim.cross_check": handlers.cross_check,
    "claim.amount": handlers.amount,
    "claim.release": handlers.release,
    "claim.payment_orders": orders.order_claim,
    "claim.ledger": handlers.ledger,
    "claim.notice": handlers.send_notice,
    "advance.check": settlement.check_advance,
    "advance.register": settlement.register_advance,
    "payment.order": orders.order_one,
    "payment.check": appropriation.check,
    "payment.release": appropriation.release,
    "payment.receipt": appropriation.receipt,
    "payment.failed": appropriation.failed,
    "recovery.demand": recovery.demand,
    "recovery.received": recovery.received,
    "recovery.unpaid": recovery.unpaid,
    "rate.enter": entries.enter_rate,
    "fund.pool": entries.pool_fund,
    "institution.recognise": entries.recognise,
    "tuition.facts": entries.tuition_facts,
}
