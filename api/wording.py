"""Ids turned into what people call things: persons, groups, steps, declines."""

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection

from api.schemas.task_page import InBoth, NotNow
from engine.commands.actor import SYSTEM
from engine.errors import Declined
from engine.model.nodes import Text
from engine.people.names import names_of
from engine.people.organisations import Organisations
from engine.people.roles import ROLES, group_name
from engine.store.resolved import Resolved

SYSTEM_NAME = Text("系统", "the system")


class Wording:
    """Names of one request; people are looked up together, in one statement."""

    def __init__(
        self,
        connection: Connection,
        organisations: Organisations,
        resolved: Resolved,
        people: Iterable[str],
    ) -> None:
        self._organisations = organisations
        self._resolved = resolved
        self._people: Mapping[str, Text] = names_of(connection, people)

    def person(self, person: str) -> Text:
        if person == SYSTEM or person.startswith(f"{SYSTEM}."):
            return SYSTEM_NAME
        return self._people.get(person, Text(person, person))

    def group(self, group: str) -> Text:
        return group_name(self._organisations, group)

    def called(self, text: str, area: str) -> Text | None:
        """What an id among values is called; None when it is no id that we know."""
        known = self._organisations.organisations
        if text in known:
            return Text(known[text].name_zh, known[text].name_en)
        if text in self._people:
            return self._people[text]
        organisation, _, role = text.rpartition(".")
        if organisation in known and role in ROLES:
            return self.group(text)
        nearest = self._organisations.bureau(text, area) if text.isidentifier() else None
        if nearest is not None:
            return Text(known[nearest].name_zh, known[nearest].name_en)
        return None

    def element(self, process: str, element: str) -> Text:
        model = self._resolved.models.get(process)
        if model is None or element not in model.by_id:
            return Text(element, element)
        name = model.node(element).name
        return Text(name.zh or element, name.en or name.zh or element)

    def process(self, process: str) -> Text:
        model = self._resolved.models.get(process)
        if model is None:
            return Text(process, process)
        return Text(model.name.zh or process, model.name.en or model.name.zh or process)

    def outcome(self, process: str, element: str, outcome: str) -> Text:
        """The label that the step's form gives the outcome; the id where there is none."""
        model = self._resolved.models.get(process)
        if not outcome or model is None or element not in model.by_id:
            return Text(outcome, outcome)
        form_id = getattr(model.node(element).work, "form_id", "")
        form = self._resolved.form(process, form_id)
        found = form.outcome(outcome) if form is not None else None
        return found.label if found is not None else Text(outcome, outcome)

    def declined(self, declined: Declined, process: str) -> NotNow:
        """The message with names instead of ids."""
        zh, en = declined.message_zh, declined.message_en
        task = declined.facts.get("task")
        if task is not None:
            zh, en = zh.replace(f"任务 {task}", "此任务"), en.replace(f"task {task}", "this task")
        if (case_id := declined.facts.get("case_id")) is not None:
            zh, en = (
                zh.replace(f"办件 {case_id}", "本件"),
                en.replace(f"case {case_id}", "this case"),
            )
            zh, en = zh.replace(str(case_id), "本件"), en.replace(str(case_id), "this case")
        for key in ("person", "user", "assignee"):
            value = declined.facts.get(key)
            if isinstance(value, str) and value:
                name = self.person(value)
                zh, en = zh.replace(value, name.zh), en.replace(value, name.en)
        element = declined.facts.get("element")
        if isinstance(element, str) and element and element != "applicant":
            name = self.element(process, element)
            zh, en = zh.replace(element, f"“{name.zh}”"), en.replace(element, f"“{name.en}”")
        return NotNow(rule=declined.problem(), zh=_tight(zh), en=en)


def both(text: Text) -> InBoth:
    return InBoth(zh=text.zh, en=text.en or text.zh)


def _tight(zh: str) -> str:
    """Blanks that stood around ids are none of Chinese text."""
    for mark in ("此任务 ", " 此任务"):
        zh = zh.replace(mark, "此任务")
    return zh.replace(" “", "“").replace("” ", "”")


def labels(resolved: Resolved) -> Mapping[str, Text]:
    """Field name → label, from the forms of the case; the first form that has it counts."""
    found: dict[str, Text] = {}
    for bundle in resolved.bundles:
        for form in bundle.forms.values():
            for name in form.fields:
                found.setdefault(name, form.label(name))
    return found
