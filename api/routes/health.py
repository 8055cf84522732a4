"""Is it running, how busy is it, and the plain start page."""

from html import escape

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from api.auth.errors import NoSession, RoleMissing
from api.auth.who import Operator
from api.health import details_of
from api.problems import problems
from api.schemas.health import HealthDetailsOut, HealthOut
from api.state import Reads

router = APIRouter(tags=["operation"])

PAGE = """<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>会签 Huiqian</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>body{{font:16px/1.6 system-ui,sans-serif;max-width:46rem;margin:3rem auto;padding:0 1rem}}
code{{background:#f2f2f2;padding:.1em .3em}}</style></head><body>
<h1>会签 Huiqian</h1>
<p>培训项目审批引擎正在运行。版本 {version},{kind}。</p>
<p lang="en">The approval engine for training programmes is running.
Version {version}, {kind_en}.</p>
<ul>
<li><a href="/docs">接口文档 API documentation</a> (<a href="/openapi.json">OpenAPI</a>)</li>
<li><a href="/health">运行状态 Health</a></li>
<li><a href="/public/directories">公开目录清单 Published directories</a></li>
</ul>
</body></html>
"""


@router.get("/", response_class=HTMLResponse)
def start_page(request: Request) -> HTMLResponse:
    """A plain page that says what runs and where the documentation is."""
    trial = request.app.state.is_trial
    return HTMLResponse(
        PAGE.format(
            version=escape(request.app.version),
            kind="试用库" if trial else "正式库",
            kind_en="trial database" if trial else "live database",
        )
    )


@router.get("/health")
def health(request: Request) -> HealthOut:
    """Does the server answer and reach its database? For load balancers; needs no session."""
    request.app.state.identity.ping()
    return HealthOut(status="ok", version=request.app.version)


@router.get("/health/details", responses=problems(NoSession, RoleMissing))
def health_details(_person: Operator, reads: Reads, request: Request) -> HealthDetailsOut:
    """Database, migrations, workers, jobs, clock, disk, and what somebody should look after."""
    with reads.open() as (connection, _viewer):
        return details_of(connection, request.app)


@router.get(
    "/metrics",
    response_class=Response,
    responses={200: {"content": {"text/plain": {}}}, **problems(NoSession, RoleMissing)},
)
def metrics(request: Request, person: Operator) -> Response:
    """Counters in the Prometheus text format, for a token of an administrator or operator."""
    return Response(
        generate_latest(request.app.state.metrics.registry), media_type=CONTENT_TYPE_LATEST
    )
