"""A try-out as a document: what can be done, tokens, data with changes, what happened, coverage."""

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec
from sqlalchemy import Connection

from api.corrections import may_be_named_out
from api.schemas.sandboxes import (
    FlowTitleOut,
    HappenedOut,
    ProcessCoverageOut,
    SandboxActorOut,
    SandboxChoiceOut,
    SandboxOut,
    SandboxProcessOut,
    SandboxStepOut,
    SandboxTokenOut,
    SandboxVariableOut,
    SandboxViewOut,
    TitledOut,
)
from api.schemas.task_page import MayBeNamedOut
from api.task_documents import form_out
from engine.feel import from_tagged
from engine.people.holders import Holder, holders, names_of, starters
from engine.people.organisations import Organisations
from engine.people.roles import group_name
from engine.people.transactions import PeopleDatabase
from engine.store.resolved import Resolved
from engine.tryout import keeping
from engine.tryout.cast import free_role, group_of_free_role
from engine.tryout.choices import Choice, choices
from engine.tryout.keeping import Sandbox
from engine.tryout.naming import nameable
from engine.tryout.playing import TryOuts
from engine.tryout.snapshot import Snapshot

#: People offered for one task; whoever else holds the group can be played as a free role.
MOST_ACTORS = 12


class Documents:
    """Documents about one sandbox."""

    def __init__(
        self, connection: Connection, tryouts: TryOuts, people: PeopleDatabase, sandbox: Sandbox
    ) -> None:
        self._connection = connection
        self._people = people
        self._sandbox = sandbox
        self._cast = tryouts.cast
        self._organisations: Organisations = tryouts.cast.organisations()
        self.resolved: Resolved = tryouts.resolved(connection, sandbox)

    def view(self, reader: str, step: int | None = None) -> SandboxViewOut:
        """As it stood at the step; by default where it stands. Raises: StepNotFound."""
        number = self._sandbox.position if step is None else step
        connection, sandbox = self._connection, self._sandbox
        steps = keeping.steps_of(connection, sandbox.id)
        snapshot = keeping.snapshot_of(connection, sandbox.id, number)
        parent = next((each.parent for each in steps if each.step == number), None)
        before = None if parent is None else keeping.snapshot_of(connection, sandbox.id, parent)
        found = choices(snapshot, self.resolved, sandbox.process, sandbox.id)
        offered = self._choices(found, snapshot)
        shown = {each.person for each in steps} | {snapshot.facts.applicant}
        shown |= {each.assignee for each in found}
        return SandboxViewOut(
            sandbox=SandboxOut.model_validate(sandbox),
            mine=sandbox.owner == reader,
            step=number,
            now=snapshot.now,
            begun=snapshot.begun,
            ended=snapshot.state.ended,
            case_state=snapshot.state.case_state if snapshot.begun else "",
            applicant=snapshot.facts.applicant,
            steps=[SandboxStepOut.model_validate(each) for each in steps],
            names=self._names(shown - {""}),
            labels=self._labels(snapshot),
            choices=offered,
            tokens=_tokens(snapshot),
            variables=_variables(snapshot, before),
            happened=_happened(keeping.events_of(connection, sandbox.id, number), snapshot),
            sent=[msgspec.to_builtins(each) for each in snapshot.sent],
            coverage=self._coverage(snapshot),
        )

    def processes(self) -> list[SandboxProcessOut]:
        """Every process the try-out may run through; those of the bundle itself first."""
        own = self.resolved.bundles[0].processes
        return [
            SandboxProcessOut(
                process=process,
                title={"zh": model.name.zh, "en": model.name.en},
                called=process not in own,
                elements={
                    node.id: TitledOut(zh=node.name.zh, en=node.name.en, kind=node.kind.value)
                    for node in model.nodes
                },
                flows={
                    flow.id: FlowTitleOut(
                        zh=flow.name.zh,
                        en=flow.name.en,
                        source=model.nodes[flow.source].id,
                        target=model.nodes[flow.target].id,
                        condition=flow.condition.source if flow.condition else "",
                    )
                    for flow in model.flows
                },
            )
            for process, model in self.resolved.models.items()
        ]

    def diagram(self, process: str) -> bytes | None:
        """The file that holds the process, byte for byte; None when there is none."""
        for bundle in self.resolved.bundles:
            for diagram in bundle.diagrams.values():
                if process in diagram.processes:
                    return diagram.source
        return None

    def _labels(self, snapshot: Snapshot) -> dict[str, dict[str, str]]:
        """What the forms call the variables there are."""
        names = {name for values in snapshot.variables.values() for name in values}
        names |= {name for call in snapshot.calls.values() for name in call.input}
        found: dict[str, dict[str, str]] = {}
        for bundle in self.resolved.bundles:
            for form in bundle.forms.values():
                for name in names & form.rights.keys() - found.keys():
                    label = form.label(name)
                    found[name] = {"zh": label.zh, "en": label.en}
        return found

    # --- what can be done -------------------------------------------------------------------------

    def _choices(self, found: Iterable[Choice], snapshot: Snapshot) -> list[SandboxChoiceOut]:
        listed = list(found)
        groups = {group for each in listed for group in each.groups}
        calls = [each.element for each in listed if each.kind == "call"]
        answered = keeping.earlier_answers(self._connection, self._sandbox.owner, calls)
        with self._people.transaction() as session:
            held = holders(session, groups)
            named = names_of(session, {user for each in listed for user in each.users})
            begins = starters(session) if any(e.kind == "start" for e in listed) else []
        begins.sort(key=lambda each: not self._is_here(each))
        return [
            self._choice(each, held, named, begins, answered, self._may_name(each, snapshot))
            for each in listed
        ]

    def _may_name(self, choice: Choice, snapshot: Snapshot) -> dict[str, list[MayBeNamedOut]]:
        if choice.kind != "task":
            return {}
        found = nameable(
            snapshot,
            choice.n,
            choice.form,
            case_id=self._sandbox.id,
            resolved=self.resolved,
            people=self._cast,
        )
        return {outcome: may_be_named_out(fields) for outcome, fields in found.items()}

    def _choice(
        self,
        choice: Choice,
        held: list[Holder],
        named: Mapping[str, tuple[str, str]],
        begins: list[Holder],
        answered: Mapping[str, str],
        may_name: dict[str, list[MayBeNamedOut]],
    ) -> SandboxChoiceOut:
        form = form_out(choice.form) if choice.form is not None else None
        values: dict[str, Any] = {}
        if choice.form is not None:
            known = {
                name: from_tagged(value)
                for name, value in choice.values.items()
                if name in choice.form.rights
            }
            values = choice.form.read(known)
        actors = self._actors(choice, held, named)
        if choice.kind == "start":
            actors = [self._actor(each) for each in begins]
            actors.append(self._free("enterprise.applicant"))
        return SandboxChoiceOut(
            kind=choice.kind,
            n=choice.n,
            process=choice.process,
            element=choice.element,
            title={"zh": choice.title.zh, "en": choice.title.en},
            form=form,
            values=values,
            actors=actors,
            assignee=choice.assignee,
            may_name=may_name,
            due=choice.due,
            limit_id=choice.limit_id,
            name=choice.name,
            key=choice.key,
            input=dict(choice.input),
            answer=answered.get(choice.element) or _first_answer(choice),
            errors=list(choice.errors),
            zh=choice.zh,
            en=choice.en,
        )

    def _is_here(self, holder: Holder) -> bool:
        """Whether the person's organisation lies in the area that is tried out."""
        organisation = self._organisations.organisations.get(holder.group.rpartition(".")[0])
        return organisation is not None and organisation.area == self._sandbox.area

    def _actors(
        self, choice: Choice, held: list[Holder], named: Mapping[str, tuple[str, str]]
    ) -> list[SandboxActorOut]:
        found: dict[str, SandboxActorOut] = {}
        for user in (*choice.users, *filter(None, [choice.assignee])):
            zh, en = named.get(user, (user, user))
            group = group_of_free_role(user) or ""
            found[user] = (
                self._free(group)
                if group
                else SandboxActorOut(id=user, zh=zh, en=en, group="", free=False)
            )
        for each in held:
            if each.group in choice.groups and len(found) < MOST_ACTORS:
                found.setdefault(each.id, self._actor(each))
        for group in choice.groups:
            for seat in (1, 2):
                free = self._free(group, seat)
                found.setdefault(free.id, free)
        return list(found.values())

    def _actor(self, holder: Holder) -> SandboxActorOut:
        return SandboxActorOut(
            id=holder.id, zh=holder.name_zh, en=holder.name_en, group=holder.group, free=False
        )

    def _free(self, group: str, seat: int = 1) -> SandboxActorOut:
        names = self._names([free_role(group, seat)])[free_role(group, seat)]
        return SandboxActorOut(
            id=free_role(group, seat), zh=names["zh"], en=names["en"], group=group, free=True
        )

    def _names(self, people: Iterable[str]) -> dict[str, dict[str, str]]:
        wanted = list(people)
        with self._people.transaction() as session:
            real = names_of(session, wanted)
        found: dict[str, dict[str, str]] = {}
        for person in wanted:
            group = group_of_free_role(person)
            if person in real:
                found[person] = {"zh": real[person][0], "en": real[person][1]}
            elif group is not None:
                found[person] = self._role_name(person, group)
        return found

    def _role_name(self, person: str, group: str) -> dict[str, str]:
        name = group_name(self._organisations, group)
        seat = person.split(".")[1]
        if seat == "1":
            return {"zh": name.zh, "en": name.en}
        return {"zh": f"{name.zh}（第{seat}人）", "en": f"{name.en}, person {seat}"}

    # --- coverage ---------------------------------------------------------------------------------

    def _coverage(self, snapshot: Snapshot) -> list[ProcessCoverageOut]:
        found = []
        own = self.resolved.bundles[0].processes
        for process, model in self.resolved.models.items():
            elements = _of(process, snapshot.elements)
            elements.pop(process, None)  # the process itself is no element of the diagram
            if process not in own and not elements:
                continue
            found.append(
                ProcessCoverageOut(
                    process=process,
                    elements=elements,
                    flows=_of(process, snapshot.flows),
                    elements_of=len(model.nodes),
                    flows_of=len(model.flows),
                )
            )
        return found


def _of(process: str, counted: Mapping[str, int]) -> dict[str, int]:
    head = f"{process}/"
    return {name.removeprefix(head): n for name, n in counted.items() if name.startswith(head)}


def _first_answer(choice: Choice) -> str:
    """A context with the names that the diagram reads, for the designer to fill in."""
    if choice.kind != "call" or not choice.wanted:
        return ""
    return "{" + ", ".join(f"{name}: null" for name in choice.wanted) + "}"


def _tokens(snapshot: Snapshot) -> list[SandboxTokenOut]:
    """One per element where something is, with how many there are; containers left out."""
    found: dict[tuple[str, str], SandboxTokenOut] = {}
    for n, instance in snapshot.state.instances.items():
        if instance.node == instance.process:
            continue
        key = (instance.process, instance.node)
        is_body = instance.loop is not None
        if key in found:
            found[key].count += 0 if is_body else 1
            found[key].incident = found[key].incident or bool(instance.incident)
            continue
        found[key] = SandboxTokenOut(
            n=n,
            process=instance.process,
            element=instance.node,
            incident=bool(instance.incident),
            count=0 if is_body else 1,
        )
    return list(found.values())


def _variables(snapshot: Snapshot, before: Snapshot | None) -> list[SandboxVariableOut]:
    earlier = {} if before is None else before.variables
    found = []
    for scope in sorted({*snapshot.variables, *earlier}):
        now, then = snapshot.variables.get(scope, {}), earlier.get(scope, {})
        if scope not in snapshot.state.instances and not now:
            continue  # the scope is gone with what was in it
        process, element = snapshot.nodes.get(scope, ("", ""))
        for name in sorted({*now, *then}):
            if name not in now:
                change = "gone"
            elif name not in then:
                change = "new"
            else:
                change = "same" if now[name] == then[name] else "changed"
            found.append(
                SandboxVariableOut(
                    scope=scope,
                    process=process,
                    element="" if element == process else element,
                    name=name,
                    value=now.get(name),
                    before=then.get(name),
                    change=change,
                )
            )
    return found


def _happened(events: list[dict[str, Any]], snapshot: Snapshot) -> list[HappenedOut]:
    found = []
    for event in events:
        process, element = event.get("process", ""), event.get("node", "")
        number = event.get("n", event.get("instance"))
        if not element and number in snapshot.nodes:
            process, element = snapshot.nodes[number]
        elif not process and event.get("instance") in snapshot.nodes:
            process = snapshot.nodes[event["instance"]][0]
        if "flow" in event or "flows" in event:
            process = snapshot.nodes.get(event.get("scope", 0), (process, ""))[0]
        found.append(HappenedOut(type=event["type"], process=process, element=element, event=event))
    return found
