"""Signing in and who one is."""

from datetime import datetime

from pydantic import Field

from api.schemas.base import Given, Group, ShortText, Told


class SignInIn(Given):
    user: ShortText = Field(examples=["zhao.min"])
    password: ShortText


class MembershipOut(Told):
    role: str
    organisation: str
    kind: str
    area: str


class WhoOut(Told):
    """The signed-in person."""

    id: str
    name_zh: str
    name_en: str
    organisation: str | None
    area: str | None
    groups: list[str]
    memberships: list[MembershipOut]


class SessionOut(Told):
    id: str
    created_at: datetime
    expires_at: datetime
    user_agent: str
    address: str
    present: bool = Field(description="the session of this very request")


class CurrentSessionOut(SessionOut):
    """The session of the request, with what a page needs to warn before it ends."""

    seconds_left: int = Field(description="by our clock; the browser's may be wrong")
    seconds_left_at_most: int = Field(description="however often it is extended")


class TextsOut(Told):
    zh: str
    en: str


class ProviderOut(Told):
    label: TextsOut
    address: str = Field(description="give it `return_to`, a page of ours")


class SignInMethodsOut(Told):
    """The ways of signing in that exist here."""

    local: bool
    provider: ProviderOut | None


class PasswordIn(Given):
    old: ShortText
    new: ShortText


class TokenIn(Given):
    name: ShortText = Field(description="what it is for")
    groups: list[Group] = Field(max_length=100, description="some of your own groups")
    days: int = Field(ge=1, le=3_660, description="until it expires")


class ApiTokenOut(Told):
    id: str
    name: str
    groups: list[str]
    created_at: datetime
    expires_at: datetime


class NewTokenOut(ApiTokenOut):
    secret: str = Field(description="the bearer token; shown this once")
