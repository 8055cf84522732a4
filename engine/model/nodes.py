"""The node table: what a diagram is to everything that runs it.

A diagram is read once (`engine.model.reader`) into a `Diagram`: immutable values in document order,
names resolved to indexes, every expression compiled. The runtime, the checks, the second opinion
and the screens read this table and nothing else; none of them sees XML.

Source: BPMN 2.0.2, clauses 8–13; execution attributes in the `zeebe:` dialect (decision 0007).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from engine.feel import Expression

#: Stands where an index is wanted and there is none.
NONE: Final = -1


class Kind(StrEnum):
    """The BPMN elements that run; the value is the element's local name in the file."""

    START_EVENT = "startEvent"
    END_EVENT = "endEvent"
    INTERMEDIATE_CATCH_EVENT = "intermediateCatchEvent"
    INTERMEDIATE_THROW_EVENT = "intermediateThrowEvent"
    BOUNDARY_EVENT = "boundaryEvent"
    USER_TASK = "userTask"
    SERVICE_TASK = "serviceTask"
    SCRIPT_TASK = "scriptTask"
    BUSINESS_RULE_TASK = "businessRuleTask"
    SEND_TASK = "sendTask"
    RECEIVE_TASK = "receiveTask"
    MANUAL_TASK = "manualTask"
    TASK = "task"  #: the abstract task: done as soon as it is entered
    EXCLUSIVE_GATEWAY = "exclusiveGateway"
    PARALLEL_GATEWAY = "parallelGateway"
    INCLUSIVE_GATEWAY = "inclusiveGateway"
    EVENT_BASED_GATEWAY = "eventBasedGateway"
    SUB_PROCESS = "subProcess"
    EVENT_SUB_PROCESS = "eventSubProcess"  #: `subProcess` with `triggeredByEvent="true"`
    CALL_ACTIVITY = "callActivity"


class Trigger(StrEnum):
    """What an event waits for or gives off (clause 10.5.5)."""

    NONE = "none"
    MESSAGE = "message"
    TIMER = "timer"
    SIGNAL = "signal"
    ERROR = "error"
    ESCALATION = "escalation"
    LINK = "link"
    TERMINATE = "terminate"


class TimerKind(StrEnum):
    """The three ways to say when (clause 10.5.5, Timer)."""

    DATE = "timeDate"
    DURATION = "timeDuration"
    CYCLE = "timeCycle"


@dataclass(frozen=True, slots=True)
class Text:
    """A text in both languages of the product; `en` is empty where the diagram gives none."""

    zh: str = ""
    en: str = ""


NO_TEXT: Final = Text()


@dataclass(frozen=True, slots=True)
class TimerDefinition:
    """When a timer is due: the expression gives a date, date and time, duration or ISO text."""

    kind: TimerKind
    when: Expression


@dataclass(frozen=True, slots=True)
class EventDefinition:
    """The trigger of an event with the name or code that it goes by.

    `name` is the message's or signal's name, the link's name, or the error's or escalation's code;
    empty for an error or escalation event that catches every code.
    """

    trigger: Trigger
    name: str = ""
    timer: TimerDefinition | None = None
    correlation_key: Expression | None = (
        None  #: messages: `zeebe:subscription` or `huiqian:correlationKey`
    )


@dataclass(frozen=True, slots=True)
class InputOutput:
    """One `zeebe:input` or `zeebe:output`: the value of `source` goes to the variable `target`."""

    source: Expression
    target: str
    line: int


@dataclass(frozen=True, slots=True)
class Assignment:
    """Who may do a user task: texts are static, expressions are FEEL."""

    assignee: Expression | None = None
    candidate_users: Expression | None = None
    candidate_groups: Expression | None = None  #: gives full group ids, "<org id>.<role id>"
    #: static groups as written, "<organisation kind>.<role>", resolved over the case's area
    static_groups: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class UserTask:
    """What a person is asked to do (clause 10.3.4.1, WS-HumanTask 1.1)."""

    assignment: Assignment
    form_id: str = ""  #: `forms/<form_id>.json` of the bundle; empty: outcome and opinion only
    due_date: Expression | None = None
    limit_working_days: int | None = None
    limit_id: str = ""  #: e.g. "DL-03"
    separate_from: tuple[str, ...] = ()  #: ids of elements whose performers are barred
    bulk: bool = False  #: `huiqian:bulk`: may be completed together with others of its kind
    #: `huiqian:correction`: what was filed is corrected here; a return may name what it opens
    correction: bool = False


@dataclass(frozen=True, slots=True)
class ServiceTask:
    """A call of a registered handler; also send tasks and throw events without a message."""

    type: str
    retries: int = 3


@dataclass(frozen=True, slots=True)
class ScriptTask:
    """A FEEL expression whose value goes to a variable."""

    expression: Expression
    result_variable: str


@dataclass(frozen=True, slots=True)
class BusinessRuleTask:
    """A decision of the bundle or of the shared tables, evaluated inside the step."""

    decision_id: str
    result_variable: str


@dataclass(frozen=True, slots=True)
class CallActivity:
    """Another process, run inside the same case (clause 10.3.6)."""

    process_id: str
    propagate_all: bool = False  #: give every variable of the called process back


Work = UserTask | ServiceTask | ScriptTask | BusinessRuleTask | CallActivity


@dataclass(frozen=True, slots=True)
class MultiInstance:
    """`multiInstanceLoopCharacteristics` (clause 13.3.7); collection or cardinality is given."""

    sequential: bool
    collection: Expression | None = None
    element_variable: str = ""
    cardinality: Expression | None = None
    output_collection: str = ""
    output_element: Expression | None = None
    #: may read the standard counters `numberOfInstances`, `numberOfActiveInstances`,
    #: `numberOfCompletedInstances`, `numberOfTerminatedInstances` and the output collection
    completion_condition: Expression | None = None


@dataclass(frozen=True, slots=True)
class StandardLoop:
    """`standardLoopCharacteristics` (clause 13.3.6); `loopCounter` starts at 1."""

    condition: Expression | None
    test_before: bool
    maximum: int | None


Loop = MultiInstance | StandardLoop


@dataclass(frozen=True, slots=True)
class Flow:
    """A sequence flow."""

    index: int
    id: str
    name: Text
    source: int
    target: int
    condition: Expression | None
    line: int


@dataclass(frozen=True, slots=True)
class Node:
    """One flow node. Indexes point into `ProcessModel.nodes` and `.flows`; `NONE`: none."""

    index: int
    id: str
    kind: Kind
    name: Text
    line: int
    parent: int = NONE  #: the enclosing sub-process
    incoming: tuple[int, ...] = ()  #: flows, in document order
    outgoing: tuple[int, ...] = ()  #: flows, in document order
    default_flow: int = NONE
    event: EventDefinition | None = None  #: events only; `Trigger.NONE` for a plain event
    attached_to: int = NONE  #: boundary events
    interrupting: bool = True  #: boundary events and starts of event sub-processes
    boundary: tuple[int, ...] = ()  #: the boundary events on this activity
    start: int = NONE  #: sub-processes: their one start event
    event_sub_processes: tuple[int, ...] = ()  #: sub-processes: the event sub-processes inside
    inputs: tuple[InputOutput, ...] = ()
    outputs: tuple[InputOutput, ...] = ()
    loop: Loop | None = None
    work: Work | None = None
    link_target: int = NONE  #: link throw events: the catching event
    case_state: str = ""  #: `huiqian:state`: the business state of the case from here on
    documentation: Text = Text()
    lane: str = ""  #: id of the innermost lane that names this node
    form_id: str = ""  #: start events: the form of the application, as the diagram names it


@dataclass(frozen=True, slots=True)
class Lane:
    """A lane; the runtime ignores lanes, screens show them."""

    id: str
    name: Text
    parent: str = ""


@dataclass(frozen=True, slots=True)
class ProcessModel:
    """One executable process of a diagram.

    `upstream[g][k]`, for an inclusive gateway `g` with more than one incoming flow, holds the nodes
    from which a path of flows leads to the k-th incoming flow of `g` without visiting `g`
    (clause 13.4.3): a waiting join asks only this table. A boundary event counts as reached from
    the activity it is attached to, a link target from its throw.
    """

    id: str
    name: Text
    line: int
    nodes: tuple[Node, ...]
    flows: tuple[Flow, ...]
    lanes: tuple[Lane, ...] = ()
    starts: tuple[int, ...] = ()  #: start events of the process itself, document order
    event_sub_processes: tuple[int, ...] = ()  #: of the process itself
    by_id: Mapping[str, int] = field(default_factory=dict)  #: node id → index
    flow_by_id: Mapping[str, int] = field(default_factory=dict)
    upstream: Mapping[int, tuple[frozenset[int], ...]] = field(default_factory=dict)
    #: every variable name that an expression of the process reads: what a step has to load
    names_read: frozenset[str] = frozenset()
    called_processes: frozenset[str] = frozenset()
    called_decisions: frozenset[str] = frozenset()
    forms: frozenset[str] = frozenset()
    documentation: Text = Text()  #: what the process is, for those who start it

    def node(self, node_id: str) -> Node:
        """The node with this id. Raises: KeyError."""
        return self.nodes[self.by_id[node_id]]

    @property
    def none_start(self) -> Node | None:
        """The start event without a trigger, where a person's start and a call begin."""
        for index in self.starts:
            event = self.nodes[index].event
            if event is None or event.trigger is Trigger.NONE:
                return self.nodes[index]
        return None


class Severity(StrEnum):
    """`error`: the diagram cannot be deployed; `warning`: it can; `carried`: no effect."""

    ERROR = "error"
    WARNING = "warning"
    CARRIED = "carried"


@dataclass(frozen=True, slots=True)
class ModelProblem:
    """One line of the import report."""

    severity: Severity
    rule: str  #: stable id of the check, e.g. "unknown-attribute"
    line: int
    element: str  #: id of the nearest element that has one; may be empty
    message: Text


@dataclass(frozen=True, slots=True)
class Diagram:
    """What one `.bpmn` file says, with the bytes it was read from."""

    sha256: str
    source: bytes
    processes: Mapping[str, ProcessModel]  #: process id → model, document order
    problems: tuple[ModelProblem, ...]  #: warnings and carried parts; never an error

    @property
    def main(self) -> ProcessModel:
        """The first executable process. Raises: StopIteration when there is none."""
        return next(iter(self.processes.values()))
