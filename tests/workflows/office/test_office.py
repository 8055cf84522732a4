"""The end of a case: ledger, notice, reminder; what another case tells."""

from sqlalchemy import text

from tests.workflows.registry import AREA, LEAD, Registry


def test_should_enter_the_result_and_name_the_rule_to_the_applicant(registry: Registry) -> None:
    # when
    registry.call(
        "office.close_case",
        process="dir_trade",
        result="refused",
        lead=LEAD,
        subject="焊工",
        rule="B-DUP",
        notice="目录已列",
    )

    # then
    entered = registry.rows("office_ledger")[0]
    assert (entered["process"], entered["area"], entered["result"], entered["rule"]) == (
        "dir_trade",
        AREA,
        "refused",
        "B-DUP",
    )
    told = registry.rows("notice")[0]
    assert told["addressee"] == "yunhe"
    assert told["zh"] == "办件 case-1：不予通过。依据 B-DUP。目录已列"
    assert told["en"].startswith("Case case-1: refused. Rule B-DUP.")


def test_should_tell_individuals_themselves(registry: Registry) -> None:
    registry.call("office.close_case", of=None, result="approved", lead=LEAD, subject="", rule=None)
    assert registry.rows("notice")[0]["addressee"] == "lan"


def test_should_write_a_reminder(registry: Registry) -> None:
    registry.call("office.remind", addressee=LEAD, subject="备案逾期")
    told = registry.rows("notice")[0]
    assert (told["addressee"], told["zh"]) == (LEAD, "催办：备案逾期")


def test_should_say_who_handled_another_case(registry: Registry) -> None:
    # given
    registry.connection.execute(
        text(
            'INSERT INTO engine."case" (case_id, version, number, process, area, applicant,'
            " organisation, started_at, case_state, frozen, pins, bundle, state) VALUES"
            " (gen_random_uuid(), 1, 'N1', 'dir_trade', '321300', 'lan', 'yunhe', now(),"
            " 'publicity', '', '', '', '')"
        )
    )
    registry.connection.execute(
        text(
            "INSERT INTO engine.task (case_id, n, node, number, completed_by, groups, users,"
            " opened_at, due_key, state) SELECT case_id, n, 'review', 'N1', who, '{}', '{}',"
            " now(), 'infinity', 'completed' FROM engine.\"case\","
            " (VALUES (2, 'shen'), (3, 'zhu'), (4, 'shen')) AS done (n, who)"
        )
    )

    # then
    found = registry.call("office.case_facts", case_number="N1")
    assert found == {"handled_by": ["shen", "zhu"], "organisation": "yunhe", "state": "publicity"}
    unknown = registry.call("office.case_facts", case_number="N2")
    assert unknown == {"handled_by": [], "organisation": None, "state": None}
