"""What a case is, in words and as read-only fields."""

from datetime import datetime
from typing import Any

from api.schemas.task_page import (
    CaseFactsOut,
    WaitingFor,
)
from api.task_page.told import Told
from api.wording import Wording, both
from engine.feel import from_tagged
from engine.model.case_states import case_state_name
from engine.model.forms.conversion import to_form
from engine.model.forms.form import Right
from engine.model.nodes import Text


def case_facts(told: Told, wording: Wording) -> dict[str, Any]:
    """Whose case it is, where, and in which state, in words."""
    case = told.view.row
    organisations = told.people.organisations()
    organisation = organisations.organisations.get(case.organisation)
    area = organisations.areas.get(case.area)
    state = "frozen" if case.frozen else case.state
    return {
        "applicant": both(wording.person(case.applicant)),
        "organisation": both(Text(organisation.name_zh, organisation.name_en))
        if organisation is not None
        else None,
        "area": both(Text(area.name_zh, area.name_en) if area else Text(case.area, case.area)),
        "case_state": state,
        "case_state_name": both(case_state_name(state)),
    }


def facts_out(told: Told) -> CaseFactsOut:
    """The visible variables that some form of the case names, as read-only fields."""
    parts = told.reads.parts(told.connection, told.viewer, told.view)
    schemas: dict[str, Any] = {}
    values: dict[str, Any] = {}
    for bundle in told.resolved.bundles:
        for form in bundle.forms.values():
            for name in form.fields:
                if name in parts and name not in schemas and parts[name] is not None:
                    schema = form.schema["properties"].get(name, {})
                    schemas[name] = schema
                    values[name] = to_form(from_tagged(parts[name]), schema)
    wording = told.wording()
    story = told.story
    waits = [
        (story.state.instances[wait.instance], wait)
        for wait in story.state.waits.values()
        if wait.instance in story.state.instances
    ]
    return CaseFactsOut(
        json_schema={"type": "object", "properties": schemas},
        rights=dict.fromkeys(schemas, Right.READ.value),
        values=values,
        **case_facts(told, wording),
        waits=[
            WaitingFor(
                title=both(wording.element(instance.process, wait.node)),
                process=both(wording.process(instance.process)),
                due=datetime.fromisoformat(wait.due) if wait.due else None,
            )
            for instance, wait in waits
            if told.inside
        ],
    )
