"""Is it running, and how busy is it."""

from fastapi import APIRouter, Request, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from api.auth.errors import NoSession, RoleMissing
from api.auth.who import Operator
from api.health import details_of
from api.problems import problems
from api.schemas.health import HealthDetailsOut, HealthOut
from api.state import Reads

router = APIRouter(tags=["operation"])


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
