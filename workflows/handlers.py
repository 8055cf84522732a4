"""Which function carries out which service task: the one table (`taskDefinition type`)."""

from collections.abc import Mapping

from engine.jobs.handlers import LocalHandler
from workflows.accreditation import applicant, certificate, outside, panel, rating
from workflows.audit import disclosure, fieldwork, fraud, independence
from workflows.claims import appropriation, entries, handlers, orders, recovery, settlement
from workflows.directory import entries as directory_entries
from workflows.directory import publication
from workflows.office import handlers as office
from workflows.registers.importing import import_facts

HANDLERS: Mapping[str, LocalHandler] = {
    # facts of other systems
    "register.import": import_facts,
    # expense review
    "claim.open": handlers.open_claim,
    "claim.cross_check": handlers.cross_check,
    "claim.amount": handlers.amount,
    "claim.release": handlers.release,
    "claim.payment_orders": orders.order_claim,
    "claim.ledger": handlers.ledger,
    "claim.notice": handlers.send_notice,
    "advance.check": settlement.check_advance,
    "advance.register": settlement.register_advance,
    "advance.settle": settlement.close_advance,
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
    # every case's end
    "office.case_facts": office.case_facts,
    "office.close_case": office.close_case,
    "office.remind": office.remind,
    # institution accreditation
    "accreditation.check_applicant": applicant.check_applicant,
    "accreditation.check_panel": panel.check_panel,
    "accreditation.check_outside": outside.check_outside,
    "accreditation.issue": certificate.issue,
    "credit.collect": rating.collect,
    "credit.record": rating.record,
    # directory lists
    "directory.check_entry": directory_entries.check_entry,
    "directory.check_supplement": directory_entries.check_supplement,
    "directory.publish": publication.publish,
    # third-party audit
    "audit.check_independence": independence.check_independence,
    "audit.open": fieldwork.open_audit,
    "audit.record_findings": fieldwork.record_findings,
    "audit.close": fieldwork.close_audit,
    "fraud.open_cases": fraud.open_cases,
    "fraud.apply": fraud.apply_finding,
    "disclosure.compile": disclosure.compile_list,
    "disclosure.publish": disclosure.publish_list,
}
