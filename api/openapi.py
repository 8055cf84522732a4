"""The OpenAPI document: FastAPI's, with problem documents for every refusal."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from api.problems import MEDIA_TYPE, Problem

DESCRIPTION = """\
Approvals of training programmes as cases (办件) that walk through BPMN diagrams.

Sign in with `POST /sessions` (a cookie) or send a bearer token. Every command on a case needs an
`Idempotency-Key` header: sent again with the same key, it is done once and answered the same.
Whatever is refused comes as a problem document (RFC 9457) with `titles` and `details` in Chinese
and English; `Accept-Language` picks the one in `title` and `detail`.
"""


def install(app: FastAPI) -> None:
    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            document = get_openapi(
                title=app.title,
                version=app.version,
                description=DESCRIPTION,
                routes=app.routes,
            )
            components = document.setdefault("components", {}).setdefault("schemas", {})
            model = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
            components.update(model.pop("$defs", {}))
            components["Problem"] = model
            for unused in ("HTTPValidationError", "ValidationError"):
                components.pop(unused, None)
            app.openapi_schema = document
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]


def common_responses() -> dict[int | str, dict[str, Any]]:
    """What any route may answer besides its own situations."""
    schema = {"$ref": "#/components/schemas/Problem"}
    texts = {
        400: "The request cannot be read (请求无法解析)",
        413: "`body-too-large`: The body is too large (请求内容过大)",
        422: "`bad-request`: The request does not fit this description (请求不符合接口说明)",
        500: "`fault`: Our mistake; nothing has changed (系统内部错误)",
    }
    return {
        status: {"description": text, "content": {MEDIA_TYPE: {"schema": schema}}}
        for status, text in texts.items()
    }
