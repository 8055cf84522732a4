"""Bundles: upload, publish, retire, look at; for process designers."""

from typing import Annotated

from fastapi import APIRouter, Body, Path, Query, Response, status

from api.auth.errors import ForeignOrigin, NoSession, RoleMissing
from api.auth.who import Designer, DesignerOrAuditor
from api.commands import Command
from api.problems import problems
from api.schemas.base import Id
from api.schemas.bundles import BundleDoneOut, BundleOut, BundleViewOut, PublishIn, RetireIn
from api.state import CurrentSettings, Reads
from api.uploads import FileInBundleNotFound, ZipRefused, bundle_report, unpack
from engine.commands.deploy_bundle import DeployBundle
from engine.commands.publish_bundle import PublishBundle
from engine.commands.retire_bundle import RetireBundle
from engine.errors import (
    BundleNotFound,
    BundleRefused,
    BundleStateConflict,
    CalledProcessMissing,
    FourEyesNeeded,
    IdempotencyKeyReused,
    NotPermitted,
)
from engine.people.names import names_of
from engine.reads import bundles

router = APIRouter(prefix="/bundles", tags=["bundles"])
Hash = Annotated[str, Path(pattern="^[0-9a-f]{64}$", description="content hash of the bundle")]
READING = (NoSession, RoleMissing, BundleNotFound)
CHANGING = (NoSession, RoleMissing, ForeignOrigin, NotPermitted, IdempotencyKeyReused)
FilePath = Annotated[str, Path(pattern=r"^[^\x00-\x1f\\]{1,300}$")]


@router.post(
    "",
    status_code=status.HTTP_201_CREATED,
    responses=problems(*CHANGING, BundleRefused, ZipRefused),
)
def deploy_bundle(
    key: Annotated[Id, Query(description='the process key, or "shared"')],
    content: Annotated[bytes, Body(media_type="application/zip")],
    _person: Designer,
    give: Command,
    settings: CurrentSettings,
) -> BundleDoneOut:
    """Upload a bundle as a zip (部署); it is checked and kept as a draft."""
    done = give.bundle(DeployBundle(key, unpack(content, settings)))
    return BundleDoneOut.model_validate(done)


@router.get("", responses=problems(NoSession, RoleMissing))
def list_bundles(
    _person: DesignerOrAuditor,
    reads: Reads,
    key: Annotated[Id | None, Query()] = None,
    state: Annotated[Id | None, Query(description="draft, published or retired")] = None,
) -> list[BundleOut]:
    """Bundles by key, newest version first."""
    with reads.open() as (connection, _viewer):
        found = bundles.list_bundles(connection, key=key or "", state=state or "")
        people = {who for row in found for who in (row.deployed_by, row.published_by)}
        names = names_of(connection, people)
    listed = [BundleOut.model_validate(row) for row in found]
    for each in listed:
        if (name := names.get(each.deployed_by)) is not None:
            each.deployed_by_name = {"zh": name.zh, "en": name.en}
        if (name := names.get(each.published_by)) is not None:
            each.published_by_name = {"zh": name.zh, "en": name.en}
    return listed


@router.get("/{bundle}", responses=problems(*READING))
def get_bundle(bundle: Hash, _person: DesignerOrAuditor, reads: Reads) -> BundleViewOut:
    """One bundle with the paths of its files."""
    with reads.open() as (connection, _viewer):
        row = bundles.get_bundle(connection, bundle)
        files = sorted(bundles.bundle_files(connection, bundle))
    return BundleViewOut(**BundleOut.model_validate(row).model_dump(), files=files)


@router.get(
    "/{bundle}/files/{path:path}",
    response_class=Response,
    responses={
        200: {"content": {"application/octet-stream": {}}, "description": "the bytes as uploaded"},
        **problems(*READING, FileInBundleNotFound),
    },
)
def get_file(bundle: Hash, path: FilePath, _person: DesignerOrAuditor, reads: Reads) -> Response:
    """A file of the bundle, byte for byte as it was uploaded."""
    with reads.open() as (connection, _viewer):
        files = bundles.bundle_files(connection, bundle)
    if path not in files:
        raise FileInBundleNotFound(path)
    return Response(
        files[path],
        media_type="application/octet-stream",
        headers={"Content-Disposition": "attachment"},
    )


@router.get(
    "/{bundle}/diagram",
    response_class=Response,
    responses={
        200: {"content": {"application/xml": {}}, "description": "the BPMN file as uploaded"},
        **problems(*READING, FileInBundleNotFound),
    },
)
def get_diagram(bundle: Hash, _person: DesignerOrAuditor, reads: Reads) -> Response:
    """The diagram of the bundle's process, byte for byte as it was uploaded."""
    with reads.open() as (connection, _viewer):
        row = bundles.get_bundle(connection, bundle)
        files = bundles.bundle_files(connection, bundle)
    path = f"{row.key}.bpmn"
    if path not in files:
        raise FileInBundleNotFound(path)
    return Response(files[path], media_type="application/xml")


@router.get("/{bundle}/report", responses=problems(*READING))
def get_report(bundle: Hash, _person: Designer, reads: Reads) -> list[dict[str, object]]:
    """The import report: warnings, and what is carried without effect, file by file."""
    with reads.open() as (connection, _viewer):
        found = reads.library.bundle(connection, bundle)
    return bundle_report(found)


@router.post(
    "/{bundle}/publish",
    responses=problems(
        *CHANGING, BundleNotFound, BundleStateConflict, CalledProcessMissing, FourEyesNeeded
    ),
)
def publish_bundle(
    bundle: Hash, given: PublishIn, _person: Designer, give: Command
) -> BundleDoneOut:
    """New cases start on this version from now on (发布); the one before retires.

    Where four eyes are asked for, a request to publish takes this place."""
    done = give.bundle(PublishBundle(bundle, given.area or ""))
    return BundleDoneOut.model_validate(done)


@router.post("/{bundle}/retire", responses=problems(*CHANGING, BundleNotFound, BundleStateConflict))
def retire_bundle(
    bundle: Hash, _given: RetireIn, _person: Designer, give: Command
) -> BundleDoneOut:
    """No new cases start on it (停用); running ones go on."""
    return BundleDoneOut.model_validate(give.bundle(RetireBundle(bundle)))
