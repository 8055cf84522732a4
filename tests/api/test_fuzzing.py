"""Every route under generated requests: no server error, no answer the document does not name."""

import os
from collections.abc import Iterator
from datetime import date
from typing import Any

import hypothesis
import pytest
import schemathesis
from hypothesis import HealthCheck, strategies
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from engine.store.postgres import EmbeddedPostgres
from tests import database
from tests.api.office import Office


@schemathesis.serializer("application/zip")
def as_bytes(_context: Any, value: Any) -> bytes:
    """Packages are sent as whatever bytes were made up."""
    return value if isinstance(value, bytes) else str(value).encode(errors="replace")


CHECKS = (
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
)
EXAMPLES = int(os.environ.get("HUIQIAN_FUZZ_EXAMPLES", "12"))
#: Between them they pass every role check.
PEOPLE = ("zhao.min", "chen.jing", "tian.song", "lin.chuan", "xia.qing", "admin", "zhou.ping")


@pytest.fixture(scope="module")
def office(postgres_server: EmbeddedPostgres) -> Iterator[Office]:
    with (
        database.fresh_database(postgres_server) as url,
        Office(url, today=date(2026, 3, 2), longest_token_days=3_660) as opened,
    ):
        yield opened


#: They would end the sessions this test goes on with, lead to pages, or never end; they have
#: their own tests.
LEFT_OUT = {
    ("DELETE", "/sessions/current"),
    ("PUT", "/me/password"),
    ("GET", "/events"),
    ("GET", "/sign-in/oidc"),
    ("GET", "/sign-in/oidc/callback"),
}


@pytest.mark.slow
def test_should_answer_every_route_as_documented(office: Office) -> None:
    # given
    document = schemathesis.openapi.from_url(f"{office.url}/openapi.json")
    failures: list[str] = []
    # when
    for found in document.get_all_operations():
        operation = found.ok()
        if (operation.method.upper(), operation.path) not in LEFT_OUT:
            failures += _fuzzed(office, operation)
    # then
    assert not failures, f"{len(failures)} routes:\n" + "\n".join(failures)


def _fuzzed(office: Office, operation: Any) -> list[str]:
    @hypothesis.seed(20260302)
    @hypothesis.settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
        report_multiple_bugs=False,
    )
    @hypothesis.given(case=operation.as_strategy(), person=strategies.sampled_from(PEOPLE))
    def run(case: schemathesis.Case, person: str) -> None:
        headers = office.as_(person).identification
        case.call_and_validate(base_url=office.url, headers=headers, checks=list(CHECKS))

    try:
        run()
    except BaseException as failure:
        if isinstance(failure, KeyboardInterrupt):
            raise
        return [f"{operation.method.upper()} {operation.path}: {failure}"[:1_500]]
    return []
