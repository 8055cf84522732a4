"""Every refusal as a problem document (RFC 9457), in Chinese and English.

`title` and `detail` follow Accept-Language; both languages always stand in `titles`/`details`.
One handler turns any `Declined` into its status, so routes hold no `try`.
"""

import logging
from collections.abc import Mapping
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException

from engine.errors import (
    Conflict,
    Declined,
    Invalid,
    NotAllowed,
    NotFound,
    NotSignedIn,
    StaleVersion,
    TooLarge,
    TooMany,
)

log = logging.getLogger(__name__)

MEDIA_TYPE = "application/problem+json"

#: The only place where a failure meets a status code; the first kind that fits decides.
STATUS: Mapping[type[Declined], int] = {
    NotSignedIn: 401,
    NotAllowed: 403,
    NotFound: 404,
    Conflict: 409,
    StaleVersion: 412,
    TooLarge: 413,
    Invalid: 422,
    TooMany: 429,
    Declined: 409,
}


class InBothLanguages(BaseModel):
    zh: str
    en: str


class Problem(BaseModel):
    """A problem document (RFC 9457)."""

    type: str = Field(examples=["urn:huiqian:problem:task-already-claimed"])
    status: int
    title: str
    detail: str
    titles: InBothLanguages
    details: InBothLanguages
    problems: list[dict[str, Any]] = Field(
        default_factory=list, description="every single finding, where there are several"
    )
    facts: dict[str, Any] = Field(default_factory=dict, description="values for programs")


class BadRequest(Invalid):
    """The request does not fit the API description (请求不符合接口说明)."""


class BodyTooLarge(TooLarge):
    """The body is too large (请求内容过大)."""

    def __init__(self, limit: int) -> None:
        super().__init__(
            f"请求内容超过 {limit} 字节的上限。",
            f"Expected a body of at most {limit} bytes.",
            limit_bytes=limit,
        )


def status_of(declined: type[Declined]) -> int:
    return next(STATUS[kind] for kind in declined.__mro__ if kind in STATUS)


def problems(*situations: type[Declined]) -> dict[int | str, dict[str, Any]]:
    """The `responses=` of a route: its own situations besides those every route has."""
    found: dict[int | str, dict[str, Any]] = {}
    for situation in situations:
        zh, en = situation.title()
        line = f"`{situation.problem()}`: {en} ({zh})"
        entry = found.setdefault(status_of(situation), _entry(""))
        entry["description"] = "\n\n".join(filter(None, (entry["description"], line)))
    return found


def _entry(description: str) -> dict[str, Any]:
    schema = {"$ref": "#/components/schemas/Problem"}
    return {"description": description, "content": {MEDIA_TYPE: {"schema": schema}}}


def problem(declined: Declined, language: str) -> Problem:
    title_zh, title_en = declined.title()
    in_chinese = language == "zh"
    facts = dict(declined.facts)
    findings = facts.pop("problems", [])
    return Problem(
        type=f"urn:huiqian:problem:{declined.problem()}",
        status=status_of(type(declined)),
        title=title_zh if in_chinese else title_en,
        detail=declined.message_zh if in_chinese else declined.message_en,
        titles=InBothLanguages(zh=title_zh, en=title_en),
        details=InBothLanguages(zh=declined.message_zh, en=declined.message_en),
        problems=findings,
        facts=facts,
    )


def language_of(request: Request) -> str:
    """ "zh" or "en" by Accept-Language; Chinese when neither is named."""
    best, best_quality = "zh", 0.0
    for part in request.headers.get("accept-language", "")[:500].split(","):
        name, _, parameters = part.strip().partition(";")
        try:
            quality = float(parameters.partition("q=")[2] or 1)
        except ValueError:
            continue
        language = name.partition("-")[0].lower()
        if language in ("zh", "en") and quality > best_quality:
            best, best_quality = language, quality
    return best


def respond(request: Request, declined: Declined) -> JSONResponse:
    document = problem(declined, language_of(request))
    headers = {"Content-Language": language_of(request), "Cache-Control": "no-store"}
    if isinstance(declined, TooMany):
        headers["Retry-After"] = str(declined.retry_after_seconds)
    if isinstance(declined, NotSignedIn):
        headers["WWW-Authenticate"] = 'Bearer realm="huiqian"'
    return JSONResponse(
        document.model_dump(mode="json"), document.status, headers, media_type=MEDIA_TYPE
    )


def install(app: FastAPI) -> None:
    """Hang the handlers on the application."""

    @app.exception_handler(Declined)
    def declined(request: Request, exception: Declined) -> JSONResponse:
        return respond(request, exception)

    @app.exception_handler(RequestValidationError)
    def unfitting(request: Request, exception: RequestValidationError) -> JSONResponse:
        findings = [
            {
                "where": "/".join(str(part) for part in error["loc"]),
                "rule": error["type"],
                "zh": error["msg"],
                "en": error["msg"],
            }
            for error in exception.errors()[:100]
        ]
        wrong = ", ".join(finding["where"] for finding in findings[:5])
        return respond(
            request,
            BadRequest(f"请求中有误：{wrong}。", f"The request is wrong in: {wrong}.", findings),
        )

    @app.exception_handler(HTTPException)
    def http(request: Request, exception: HTTPException) -> JSONResponse:
        zh, en = _HTTP.get(exception.status_code, ("请求无法处理。", str(exception.detail)))
        document = Problem(
            type=f"urn:huiqian:problem:http-{exception.status_code}",
            status=exception.status_code,
            title=zh if language_of(request) == "zh" else en,
            detail=zh if language_of(request) == "zh" else en,
            titles=InBothLanguages(zh=zh, en=en),
            details=InBothLanguages(zh=zh, en=en),
        )
        return JSONResponse(
            document.model_dump(mode="json"),
            exception.status_code,
            exception.headers,
            media_type=MEDIA_TYPE,
        )

    @app.exception_handler(Exception)
    def fault(request: Request, exception: Exception) -> JSONResponse:
        # People are shown the beginning of this number; the log finds the rest of the story by it.
        known_as = getattr(request.state, "request_id", "-")
        where = request.method, request.url.path
        log.error("fault in %s %s request=%s", *where, known_as, exc_info=exception)
        zh, en = "系统内部错误，未作任何更改。", "Our mistake; nothing has changed."
        document = Problem(
            type="urn:huiqian:problem:fault",
            status=500,
            title=zh if language_of(request) == "zh" else en,
            detail=zh if language_of(request) == "zh" else en,
            titles=InBothLanguages(zh=zh, en=en),
            details=InBothLanguages(zh=zh, en=en),
        )
        return JSONResponse(document.model_dump(mode="json"), 500, media_type=MEDIA_TYPE)


_HTTP = {
    400: ("请求无法解析。", "The request cannot be read."),
    404: ("没有这个地址。", "There is nothing at this address."),
    405: ("此地址不支持该方法。", "This address does not take that method."),
    415: ("请求内容须为 JSON。", "The body must be JSON."),
}
