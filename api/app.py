"""The HTTP application."""

import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial
from importlib.metadata import PackageNotFoundError, version

import anyio.to_thread
from fastapi import APIRouter, FastAPI
from fastapi.routing import APIRoute
from psycopg_pool import ConnectionPool

from api import middleware, openapi, pages, problems
from api.auth.identity import Identity
from api.auth.oidc.flow import OidcFlow
from api.changes import Changes
from api.library import Library
from api.routes import (
    attachments,
    auditing,
    bulk,
    bundles,
    calendars,
    cases,
    changes,
    clock,
    documentation,
    entrustments,
    events,
    health,
    inbox,
    incidents,
    messages,
    overview,
    people,
    people_access,
    plain,
    printing,
    processes,
    progress,
    proving,
    publications,
    registers,
    replay,
    rosters,
    samples,
    sandboxes,
    sessions,
    sign_in,
    staffing,
    start_drafts,
    task_page,
    tasks,
    tokens,
    views,
    workspaces,
)
from api.scenario_runs import ScenarioRuns
from api.settings import Settings
from engine.people.lookup import DatabasePeople
from engine.people.transactions import PeopleDatabase
from engine.reads.clock import is_trial
from engine.tryout.playing import TryOuts
from engine.wiring import Engine
from engine.workspaces.checking import Checker
from engine.workspaces.paths import LARGEST_FILE

#: Every resource; a newcomer reads here what there is.
ROUTERS: tuple[APIRouter, ...] = (
    sessions.router,
    sign_in.router,
    people_access.router,
    tokens.router,
    people.router,
    staffing.router,
    changes.router,
    entrustments.router,
    calendars.router,
    bundles.router,
    workspaces.router,
    sandboxes.router,
    proving.router,
    processes.router,
    start_drafts.router,
    cases.router,
    progress.router,
    printing.router,
    replay.router,
    inbox.router,
    bulk.router,
    events.router,
    views.router,
    tasks.router,
    task_page.router,
    messages.router,
    incidents.router,
    registers.router,
    rosters.router,
    auditing.router,
    samples.router,
    overview.router,
    attachments.router,
    publications.router,
    clock.router,
    health.router,
    documentation.router,
    plain.router,
)

#: Paths that take files or whole rosters; everything else takes `json_body_bytes` at most.
UPLOADS: tuple[tuple[str, Callable[[Settings], int]], ...] = (
    (r"/bundles", lambda settings: settings.bundle_bytes),
    (r"/attachments", lambda settings: settings.attachment_bytes),
    (r"/rosters(/[a-z]+)?", lambda settings: settings.roster_bytes),
    (r"/start-drafts/[^/]+/sheets/[^/]+", lambda settings: settings.roster_bytes),
    (r"/workspaces/imports", lambda settings: settings.bundle_bytes),
    (r"/workspaces/[^/]+/files/.+", lambda _settings: LARGEST_FILE),
)


def body_limit(settings: Settings, path: str) -> int:
    """How many bytes a request to the path may carry."""
    for pattern, limit in UPLOADS:
        if re.fullmatch(pattern, path):
            return limit(settings)
    return settings.json_body_bytes


def create_app(
    engine: Engine, people: DatabasePeople, identities: ConnectionPool, settings: Settings
) -> FastAPI:
    """The application over one engine; `identities` serves the look-up of sessions."""
    app = bare_app(settings.threads)
    app.state.settings = settings
    app.state.engine = engine
    app.state.changes = Changes(engine.url)
    app.state.people = PeopleDatabase(engine.database)
    app.state.lookup = people
    app.state.library = Library()
    app.state.tryouts = TryOuts(engine.catalogue, people)
    app.state.scenario_runs = ScenarioRuns(engine)
    app.state.checks = Checker()
    app.state.identity = Identity(identities)
    app.state.oidc = OidcFlow(settings.oidc) if settings.oidc else None
    app.state.metrics = middleware.Metrics()
    with engine.database.connect() as connection:
        app.state.is_trial = is_trial(connection)
    pages.install(app, settings.pages)
    app.add_middleware(
        middleware.Edge,
        metrics=app.state.metrics,
        body_limit=partial(body_limit, settings),
    )
    return app


def bare_app(threads: int = 40) -> FastAPI:
    """Every route, over nothing: enough to describe the interface, not to serve it."""

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        anyio.to_thread.current_default_thread_limiter().total_tokens = threads
        yield
        app.state.changes.close()
        if app.state.scenario_runs is not None:
            app.state.scenario_runs.stop()
        if app.state.oidc is not None:
            app.state.oidc.close()

    app = FastAPI(
        title="Huiqian 会签",
        version=product_version(),
        lifespan=lifespan,
        responses=openapi.common_responses(),
        generate_unique_id_function=operation_id,
        docs_url=None,
        redoc_url=None,
    )
    app.state.oidc = None
    app.state.scenario_runs = None
    for router in ROUTERS:
        app.include_router(router)
    problems.install(app)
    openapi.install(app)
    return app


def operation_id(route: APIRoute) -> str:
    return route.name


def product_version() -> str:
    try:
        return version("huiqian")
    except PackageNotFoundError:
        return "0.1.0"
