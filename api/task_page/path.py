"""The way a case took through its diagrams."""

from api.schemas.task_page import (
    CasePathOut,
    DrawnProcess,
    ElementCount,
    FlowCount,
)
from api.task_page.told import Told
from api.wording import both
from engine.errors import CaseNotFound


def path_out(told: Told) -> CasePathOut:
    """What was entered and taken, process by process. Raises: CaseNotFound."""
    told.only_inside()
    story, active = told.story, told.story.active()
    wording = told.wording()
    found: dict[str, DrawnProcess] = {}
    for (process, element), count in story.entered.items():
        if element == process:
            found.setdefault(
                process,
                DrawnProcess(
                    process=process, title=both(wording.process(process)), elements=[], flows=[]
                ),
            )
            continue
        found[process].elements.append(
            ElementCount(element=element, count=count, active=active[process, element])
        )
    for (process, flow), count in story.taken.items():
        found[process].flows.append(FlowCount(flow=flow, count=count))
    open_now = {step.process for step in story.steps.values() if step.state == "open"}
    order = list(found)
    return CasePathOut(
        processes=sorted(
            found.values(),
            key=lambda each: (each.process not in open_now, -order.index(each.process)),
        )
    )


def diagram_of(told: Told, process: str) -> bytes:
    """The diagram that the case runs on, as it was uploaded. Raises: CaseNotFound."""
    told.only_inside()
    if process not in told.resolved.models:
        raise CaseNotFound(told.view.row.case_id)
    bundle = told.resolved.bundle_of(process)
    return next(each for each in bundle.diagrams.values() if process in each.processes).source
