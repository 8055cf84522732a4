"""What the application holds, as dependencies of routes."""

from typing import Annotated

from fastapi import Depends, Request

from api.settings import Settings
from engine.people.transactions import PeopleDatabase


def _settings(request: Request) -> Settings:
    found: Settings = request.app.state.settings
    return found


def _people(request: Request) -> PeopleDatabase:
    found: PeopleDatabase = request.app.state.people
    return found


CurrentSettings = Annotated[Settings, Depends(_settings)]
People = Annotated[PeopleDatabase, Depends(_people)]
