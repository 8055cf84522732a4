"""The pages for people, below `/app/`: built files, and one document for every address in it.

The files' names carry their content's hash, so browsers keep them for ever; the document itself is
asked for each time. What was compressed at build time is sent so to whoever takes it.
"""

import mimetypes
from pathlib import Path

from fastapi import FastAPI, Request, Response
from fastapi.responses import FileResponse, HTMLResponse, RedirectResponse

PREFIX = "/app/"
FOR_EVER = {"Cache-Control": "public, max-age=31536000, immutable"}
ASK_EACH_TIME = {"Cache-Control": "no-cache"}
NOT_BUILT = """<!doctype html><html lang="zh"><meta charset="utf-8"><title>Huiqian 会签</title>
<p>页面尚未构建：请运行 <code>./dev web</code>。
<p lang="en">The pages are not built yet: run <code>./dev web</code>."""
TYPES = {".js": "text/javascript", ".mjs": "text/javascript", ".bcmap": "application/octet-stream"}


def install(app: FastAPI, folder: Path) -> None:
    """Serve the built pages from `folder`."""
    root = folder.resolve()

    @app.get("/", include_in_schema=False)
    async def start() -> RedirectResponse:
        return RedirectResponse(PREFIX, 303)

    @app.get("/app", include_in_schema=False)
    async def without_slash() -> RedirectResponse:
        return RedirectResponse(PREFIX, 308)

    @app.get(PREFIX + "{path:path}", include_in_schema=False)
    def page(path: str, request: Request) -> Response:
        if path.startswith("assets/"):
            return _asset(root, path, request)
        return _document(root)


def _document(root: Path) -> Response:
    document = root / "index.html"
    if not document.is_file():
        return HTMLResponse(NOT_BUILT, 503)
    return HTMLResponse(document.read_bytes(), headers=ASK_EACH_TIME)


def _asset(root: Path, path: str, request: Request) -> Response:
    found = (root / path).resolve()
    if not found.is_relative_to(root / "assets") or not found.is_file():
        return Response(status_code=404)
    kind = TYPES.get(found.suffix) or mimetypes.guess_type(found.name)[0]
    headers = dict(FOR_EVER)
    packed = found.with_name(found.name + ".gz")
    if packed.is_file():
        headers["Vary"] = "Accept-Encoding"
        if "gzip" in request.headers.get("accept-encoding", ""):
            headers["Content-Encoding"] = "gzip"
            found = packed
    return FileResponse(found, media_type=kind or "application/octet-stream", headers=headers)
