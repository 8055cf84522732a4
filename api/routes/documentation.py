"""The API documentation as one plain page, made from the OpenAPI document on the server.

No script from elsewhere: an office network often has no way out.
"""

from html import escape
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

router = APIRouter(tags=["operation"])

HEAD = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Huiqian API</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>body{font:15px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}
code,pre{background:#f4f4f4;padding:.1em .3em}pre{white-space:pre-wrap;padding:.6em}
summary{cursor:pointer;padding:.2em 0}summary b{display:inline-block;width:4.5em}
details{border-top:1px solid #ddd}table{border-collapse:collapse}td{padding:.1em .8em .1em 0;
vertical-align:top}</style></head><body>
"""


@router.get("/docs", response_class=HTMLResponse)
def documentation(request: Request) -> HTMLResponse:
    """Every route with its parameters, bodies and answers."""
    document: dict[str, Any] = request.app.openapi()
    parts = [HEAD, f"<h1>{escape(document['info']['title'])} API</h1>"]
    parts += [f"<p>{escape(text)}</p>" for text in document["info"]["description"].split("\n\n")]
    parts.append('<p>Machine-readable: <a href="/openapi.json">openapi.json</a></p>')
    by_tag: dict[str, list[str]] = {}
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            tag = operation.get("tags", ["other"])[0]
            by_tag.setdefault(tag, []).append(_operation(path, method, operation))
    for tag, operations in by_tag.items():
        parts.append(f"<h2>{escape(tag)}</h2>{''.join(operations)}")
    parts.append("<h2>Documents</h2>")
    for name, schema in sorted(document["components"]["schemas"].items()):
        parts.append(_schema(name, schema))
    return HTMLResponse("".join([*parts, "</body></html>"]))


def _operation(path: str, method: str, operation: dict[str, Any]) -> str:
    rows = [
        (parameter["in"], f"<code>{escape(parameter['name'])}</code>", _type(parameter["schema"]))
        for parameter in operation.get("parameters", [])
    ]
    for media, content in operation.get("requestBody", {}).get("content", {}).items():
        rows.append(("body", escape(media), _type(content.get("schema", {}))))
    for status, response in operation.get("responses", {}).items():
        schemas = [_type(each.get("schema", {})) for each in response.get("content", {}).values()]
        text = escape(response.get("description", "")).replace("\n\n", "<br>")
        rows.append((str(status), text, " ".join(schemas)))
    table = "".join(f"<tr><td>{a}</td><td>{b}</td><td>{c}</td></tr>" for a, b, c in rows)
    return (
        f"<details><summary><b>{method.upper()}</b> <code>{escape(path)}</code></summary>"
        f"<p>{escape(operation.get('description', ''))}</p><table>{table}</table></details>"
    )


def _schema(name: str, schema: dict[str, Any]) -> str:
    required = schema.get("required", [])
    rows = "".join(
        f"<tr><td><code>{escape(field)}</code>{'' if field in required else '?'}</td>"
        f"<td>{_type(about)}</td><td>{escape(about.get('description', ''))}</td></tr>"
        for field, about in schema.get("properties", {}).items()
    )
    about = escape(schema.get("description", ""))
    return (
        f'<details id="{escape(name)}"><summary><code>{escape(name)}</code> {about}</summary>'
        f"<table>{rows}</table></details>"
    )


def _type(schema: dict[str, Any]) -> str:
    if "$ref" in schema:
        name = escape(schema["$ref"].rpartition("/")[2])
        return f'<a href="#{name}">{name}</a>'
    for choice in ("anyOf", "oneOf"):
        if choice in schema:
            return " or ".join(_type(each) for each in schema[choice])
    if schema.get("type") == "array":
        return f"list of {_type(schema.get('items', {}))}"
    kind = schema.get("format") or schema.get("type") or ("one of" if "enum" in schema else "any")
    choices = ", ".join(escape(str(each)) for each in schema.get("enum", []))
    return f"{escape(str(kind))} {choices}".strip()
