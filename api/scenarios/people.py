"""The people of a scenario, each with a session of their own."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

import httpx

from api.chores.failure import ChoreFailed
from api.client import Client, Refused
from api.demo.load import PASSWORD
from api.scenarios.reading import Scenario
from engine.people.errors import PersonNotFound

#: Who does what the scenario itself has no person for.
ADMINISTRATOR = "admin"
OPERATOR = "xia.qing"
AUDITOR = "tian.song"
#: Gives the secret of a new session of the person. Raises: PersonNotFound.
Admit = Callable[[str], str]


class Cast:
    """`cast.as_("zhao.min")` is the person's own signed-in client.

    With `admit` nobody has to prove who they are, else all sign in as sample people do.
    """

    def __init__(self, url: str, admit: Admit | None = None) -> None:
        self._url = url
        self._admit = admit
        self._clients: dict[str, Client] = {}

    def as_(self, person: str) -> Client:
        """Raises: ChoreFailed when the person cannot sign in."""
        if person not in self._clients:
            client = Client(self._url, language="zh")
            try:
                if self._admit is None:
                    client.sign_in(person, PASSWORD)
                else:
                    client.resume(self._admit(person))
            except (Refused, PersonNotFound) as refused:
                client.close()
                raise ChoreFailed(f"{person} cannot sign in: {refused}") from refused
            self._clients[person] = client
        return self._clients[person]

    @property
    def administrator(self) -> Client:
        return self.as_(ADMINISTRATOR)

    @property
    def operator(self) -> Client:
        return self.as_(OPERATOR)

    @property
    def auditor(self) -> Client:
        return self.as_(AUDITOR)

    def close(self) -> None:
        """Sign everybody out: nobody finds sessions of a player among their own."""
        for client in self._clients.values():
            with suppress(httpx.TransportError):
                client.raw("DELETE", "/sessions/current")
            client.close()

    def add(self, scenario: Scenario) -> None:
        """Make the scenario's extra people, and organisations of theirs that do not exist."""
        known = {each["id"] for each in self.administrator.get("/organisations")}
        for person in scenario.people:
            organisation = person.organisation
            if organisation is not None and organisation not in known:
                self._command(
                    "/organisations",
                    {
                        "id": organisation,
                        "kind": person.kind,
                        "area": scenario.area,
                        "name_zh": organisation,
                        "name_en": organisation,
                    },
                )
                known.add(organisation)
            groups = [f"{organisation}.{role}" for role in person.roles] if organisation else []
            self._command(
                "/people",
                {
                    "id": person.id,
                    "name_zh": person.name,
                    "name_en": person.name,
                    "organisation": organisation,
                    "area": None if organisation else scenario.area,
                    "groups": groups,
                    "password": PASSWORD if self._admit is None else None,
                },
            )

    def holder(self, kind: str, role: str, area: str) -> str:
        """Somebody with the role in the nearest bureau of the kind. Raises: ChoreFailed."""
        bureau = self._bureau(kind, area)
        page = self.administrator.get("/people", organisation=bureau, limit=200)
        for person in page["items"]:
            if f"{bureau}.{role}" in person["groups"]:
                return str(person["id"])
        raise ChoreFailed(f"nobody holds {bureau}.{role}")

    def _bureau(self, kind: str, area: str) -> str:
        parents = {each["code"]: each["parent"] for each in self.administrator.get("/areas")}
        code: str | None = area
        while code is not None:
            found = self.administrator.get("/organisations", kind=kind, area=code)
            if found:
                return str(found[0]["id"])
            code = parents.get(code)
        raise ChoreFailed(f"there is no {kind} for the area {area}")

    def _command(self, path: str, body: dict[str, Any]) -> None:
        try:
            self.administrator.command(path, body)
        except Refused as refused:
            raise ChoreFailed(f"{body['id']}: {refused}") from refused
