"""The bundles of expense review: they read without error, and agree with handlers and tables."""

import json
import re
from pathlib import Path

import pytest

from engine.model.bundle import read_bundle
from engine.model.bundle_files import files_of_folder
from engine.model.nodes import Severity
from tests.workflows.claims.rate_pages import rows
from workflows.handlers import HANDLERS

BPMN = Path(__file__).parents[3] / "bpmn"
KEYS = (
    "claim_pipeline", "claim_review", "claim_certificate", "claim_course", "claim_apprentice",
    "claim_ojt", "claim_living", "claim_individual", "claim_sector", "advance_payment",
    "project_settlement", "tuition_reimbursement", "appropriation", "recovery",
    "recognise_hard_hit", "rate_adjust_filing", "fund_pooling", "procurement", "shared",
)  # fmt: skip


@pytest.mark.parametrize("key", KEYS)
def test_should_read_without_error_and_name_only_known_handlers(key: str) -> None:
    # when
    bundle = read_bundle(files_of_folder(BPMN / key), key=key)
    # then
    assert not [p for p in bundle.problems if p.problem.severity is Severity.ERROR]
    for path in sorted((BPMN / key).glob("*.bpmn")):
        types = re.findall(r'<zeebe:taskDefinition type="([^"]+)"', path.read_text("utf-8"))
        assert set(types) <= set(HANDLERS)


@pytest.mark.parametrize("key", KEYS)
def test_should_name_everything_in_both_languages(key: str) -> None:
    bundle = read_bundle(files_of_folder(BPMN / key), key=key)
    assert not [p for p in bundle.problems if p.problem.rule in ("name-en", "name-zh")]


def limit_of(rate_type: str, amount: str) -> dict[str, int]:
    """The keyword of the form for an amount of the page."""
    if rate_type == "fixed":
        return {"const": int(amount)}
    if rate_type == "range":
        low, high = amount.split("–")
        return {"minimum": int(low), "maximum": int(high)}
    keyword = "maximum" if rate_type == "ceiling" else "minimum"
    return {keyword: int(amount.strip("≤≥ "))}


@pytest.mark.parametrize(
    "form",
    ["advance_payment/forms/class_check", "advance_payment/forms/start",
     "project_settlement/forms/start", "claim_apprentice/forms/start"],
)  # fmt: skip
def test_should_decline_approved_rates_outside_the_page_when_entered(form: str) -> None:
    # given
    document = json.loads((BPMN / f"{form}.json").read_text("utf-8"))
    item = document["schema"]["properties"]["planned"]["items"]
    limits = {
        each["if"]["properties"]["rate_id"]["const"]: each["then"]["properties"][
            "approved_rate_yuan"
        ]
        for each in item["allOf"]
    }
    offered = set(item["properties"]["rate_id"]["enum"])
    # then
    for row in rows():
        if row.id not in offered or row.type in ("percent", "full"):
            continue
        assert limits[row.id] == limit_of(row.type, row.amount), row.id
    assert {"R1-07", "R1-08", "R3-03", "R3-04", "R4-02", "R4-05"} <= offered
