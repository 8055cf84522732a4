"""Workspaces (设计稿) of process designers: draw, save, check; nothing is deployed before asked."""

import io
import zipfile
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Body, Header, Path, Query, Response, status

from api.auth.errors import ForeignOrigin, NoSession, RoleMissing
from api.auth.who import Designer
from api.commands import Command
from api.problems import BadRequest, problems
from api.schemas.base import Id, ShortText
from api.schemas.bundles import BundleDoneOut
from api.schemas.workspaces import (
    ChecksOut,
    FunctionOut,
    ImportedOut,
    OutlineOut,
    ProblemOut,
    RestoreIn,
    SaveOut,
    TemplateOut,
    TriedOut,
    TryIn,
    VisitIn,
    VisitOut,
    WorkspaceChangeIn,
    WorkspaceIn,
    WorkspaceOut,
    WorkspaceViewOut,
)
from api.state import CurrentSettings, Lookup, Reads, WorkspaceChecks
from api.uploads import ZipRefused, unpack
from api.workspaces import (
    files_out,
    outline_out,
    published,
    saves_out,
    values_of,
    workspace_view,
    workspaces_out,
)
from engine.commands.deploy_bundle import DeployBundle
from engine.errors import BundleNotFound, BundleRefused, IdempotencyKeyReused, NotPermitted
from engine.reads import bundles, workspaces
from engine.reads.clock import now
from engine.workspaces import keeping, saving, visiting
from engine.workspaces.errors import (
    ChecksBusy,
    NothingToDraw,
    SaveNotFound,
    TemplateNotFound,
    WorkspaceFileChanged,
    WorkspaceFileNotFound,
    WorkspaceNotFound,
    WorkspacePathNotAllowed,
    WorkspaceTooLarge,
)
from engine.workspaces.functions import functions
from engine.workspaces.importing import imported, one_file
from engine.workspaces.templates import TEMPLATES, template_files
from engine.workspaces.trying import try_expression

router = APIRouter(prefix="/workspaces", tags=["workspaces"])
DESIGNING = (NoSession, RoleMissing)
READING = (*DESIGNING, WorkspaceNotFound)
CHANGING = (*DESIGNING, ForeignOrigin, WorkspaceNotFound)
FilePath = Annotated[str, Path(pattern=r"^[^\x00-\x1f\\]{1,200}$")]
On = Annotated[
    str | None,
    Header(
        alias="If-Match",
        pattern=r'^"?[0-9]{1,9}"?$',
        description="the save the content was made on, 0 for a new file; another one is declined",
    ),
]
BYTES = {"content": {"application/octet-stream": {}}, "description": "the bytes as saved"}


@router.get("", responses=problems(*DESIGNING))
def list_workspaces(
    _person: Designer,
    reads: Reads,
    key: Annotated[Id | None, Query()] = None,
    deleted: Annotated[bool, Query(description="the deleted ones instead")] = False,
) -> list[WorkspaceOut]:
    """Workspaces of all designers, last changed first, with who is in them."""
    with reads.open() as (connection, _viewer):
        found = workspaces.list_workspaces(connection, key=key or "", deleted=deleted)
        return workspaces_out(connection, found)


@router.get("/templates", responses=problems(*DESIGNING))
def list_templates(_person: Designer) -> list[TemplateOut]:
    """What a new workspace can begin with."""
    return [TemplateOut.model_validate(each) for each in TEMPLATES]


@router.get("/functions", responses=problems(*DESIGNING))
def list_functions(_person: Designer) -> list[FunctionOut]:
    """Every function an expression may call, with an example."""
    return [FunctionOut.model_validate(each) for each in functions()]


@router.post(
    "",
    status_code=status.HTTP_201_CREATED,
    responses=problems(
        *(*DESIGNING, ForeignOrigin, BundleNotFound, TemplateNotFound),
        *(WorkspacePathNotAllowed, WorkspaceTooLarge, BadRequest),
    ),
)
def create_workspace(given: WorkspaceIn, person: Designer, reads: Reads) -> WorkspaceOut:
    """A workspace with the files of a bundle, or with those of a template."""
    if (given.bundle is None) == (given.template is None):
        raise BadRequest(
            "请给出发布包或模板之一。", "Expected either a bundle or a template, not both."
        )
    with reads.open() as (connection, _viewer):
        if given.bundle is not None:
            base = bundles.get_bundle(connection, given.bundle)
            files = bundles.bundle_files(connection, given.bundle)
            key, title, origin = base.key, base.title_zh or base.key, "bundle"
        else:
            assert given.template is not None
            key = given.key or "new_process"
            files = template_files(given.template, key)
            title, origin = key, "template"
        made = keeping.create_workspace(
            connection,
            person.id,
            key=key,
            title=given.title or title,
            origin=origin,
            files=files,
            based_on=given.bundle or "",
            template=given.template or "",
        )
        return workspaces_out(connection, [made])[0]


@router.post(
    "/imports",
    status_code=status.HTTP_201_CREATED,
    responses=problems(
        *(*DESIGNING, ForeignOrigin, ZipRefused, NothingToDraw),
        *(WorkspacePathNotAllowed, WorkspaceTooLarge),
    ),
)
def import_workspace(
    name: Annotated[ShortText, Query(description="name of the file, with its ending")],
    content: Annotated[bytes, Body(media_type="application/octet-stream")],
    person: Designer,
    reads: Reads,
    settings: CurrentSettings,
) -> ImportedOut:
    """A workspace from a .bpmn, .dmn, form or zip; what cannot be read is kept as text."""
    is_zip = name.lower().endswith(".zip")
    files = unpack(content, settings) if is_zip else one_file(name, content)
    found = imported(name, files)
    with reads.open() as (connection, _viewer):
        made = keeping.create_workspace(
            connection,
            person.id,
            key=found.key,
            title=found.title,
            origin="import",
            files=found.files,
        )
        [out] = workspaces_out(connection, [made])
    return ImportedOut(**out.model_dump(), left_out=list(found.left_out))


@router.get("/{workspace}", responses=problems(*READING))
def get_workspace(workspace: UUID, _person: Designer, reads: Reads) -> WorkspaceViewOut:
    """One workspace with its files."""
    with reads.open() as (connection, _viewer):
        return workspace_view(connection, workspaces.get_workspace(connection, workspace))


@router.patch("/{workspace}", responses=problems(*CHANGING))
def rename_workspace(
    workspace: UUID, given: WorkspaceChangeIn, person: Designer, reads: Reads
) -> WorkspaceOut:
    """Another title, or another process key."""
    with reads.open() as (connection, _viewer):
        made = keeping.rename_workspace(
            connection, person.id, workspace, title=given.title, key=given.key
        )
        return workspaces_out(connection, [made])[0]


@router.delete(
    "/{workspace}", status_code=status.HTTP_204_NO_CONTENT, responses=problems(*CHANGING)
)
def delete_workspace(workspace: UUID, person: Designer, reads: Reads) -> None:
    """Out of the list; it can be brought back with everything in it."""
    with reads.open() as (connection, _viewer):
        keeping.delete_workspace(connection, person.id, workspace)


@router.post("/{workspace}/bring-back", responses=problems(*CHANGING))
def bring_back_workspace(workspace: UUID, _person: Designer, reads: Reads) -> WorkspaceOut:
    """Undo the deletion."""
    with reads.open() as (connection, _viewer):
        made = keeping.bring_back_workspace(connection, workspace)
        return workspaces_out(connection, [made])[0]


@router.get(
    "/{workspace}/files/{path:path}",
    response_class=Response,
    responses={200: BYTES, **problems(*READING, WorkspaceFileNotFound)},
)
def get_workspace_file(
    workspace: UUID, path: FilePath, _person: Designer, reads: Reads
) -> Response:
    """A file as it is; its ETag is the number of its last save."""
    with reads.open() as (connection, _viewer):
        workspaces.get_workspace(connection, workspace)
        save, content = workspaces.file_now(connection, workspace, path)
    return _bytes(content, save.number)


@router.put(
    "/{workspace}/files/{path:path}",
    responses=problems(
        *(*CHANGING, WorkspacePathNotAllowed, WorkspaceTooLarge, WorkspaceFileChanged),
    ),
)
def save_workspace_file(
    workspace: UUID,
    path: FilePath,
    person: Designer,
    reads: Reads,
    content: Annotated[bytes, Body(media_type="application/octet-stream")] = b"",
    on: On = None,
    act: Annotated[
        Literal["save", "undo", "redo"], Query(description="what brought the content about")
    ] = "save",
    refers_to: Annotated[int | None, Query(ge=1, description="the save undone or redone")] = None,
) -> SaveOut:
    """Save a file, valid or not. The same content again adds no save."""
    with reads.open() as (connection, _viewer):
        save = saving.save_file(
            connection,
            person.id,
            workspace,
            path,
            content,
            on=_number(on),
            act=act,
            refers_to=refers_to,
        )
        [out] = saves_out(connection, [save])
    reads.tell_saved(workspace, path)
    return out


@router.delete(
    "/{workspace}/files/{path:path}",
    responses=problems(*CHANGING, WorkspaceFileNotFound, WorkspaceFileChanged),
)
def remove_workspace_file(
    workspace: UUID, path: FilePath, person: Designer, reads: Reads, on: On = None
) -> SaveOut:
    """Take a file out; its saves stay."""
    with reads.open() as (connection, _viewer):
        save = saving.remove_file(connection, person.id, workspace, path, on=_number(on))
        [out] = saves_out(connection, [save])
    reads.tell_saved(workspace, path)
    return out


@router.get("/{workspace}/saves", responses=problems(*READING))
def list_saves(
    workspace: UUID,
    _person: Designer,
    reads: Reads,
    path: Annotated[str | None, Query(max_length=200, pattern=r"^[^\x00]+$")] = None,
    before: Annotated[int | None, Query(ge=1, description="only earlier ones")] = None,
    limit: Annotated[int, Query(ge=1, le=500)] = 100,
) -> list[SaveOut]:
    """Every save of every file, newest first."""
    with reads.open() as (connection, _viewer):
        workspaces.get_workspace(connection, workspace)
        found = workspaces.history(
            connection, workspace, path=path or "", before=before or 0, limit=limit
        )
        return saves_out(connection, found)


@router.get(
    "/{workspace}/saves/{number}",
    response_class=Response,
    responses={200: BYTES, **problems(*READING, SaveNotFound, WorkspaceFileNotFound)},
)
def get_save(
    workspace: UUID,
    number: Annotated[int, Path(ge=1, le=2**31 - 1)],
    _person: Designer,
    reads: Reads,
) -> Response:
    """What a file held after a save; not found where that save removed it."""
    with reads.open() as (connection, _viewer):
        workspaces.get_workspace(connection, workspace)
        save, content = workspaces.file_after(connection, workspace, number)
    if content is None:
        raise WorkspaceFileNotFound(save.path)
    return _bytes(content, save.number)


@router.post(
    "/{workspace}/restores",
    responses=problems(*CHANGING, SaveNotFound, WorkspaceFileChanged, WorkspaceTooLarge),
)
def restore_workspace_save(
    workspace: UUID, given: RestoreIn, person: Designer, reads: Reads
) -> SaveOut:
    """Give a file what it held after an earlier save, by adding a save."""
    with reads.open() as (connection, _viewer):
        save = saving.restore_save(
            connection,
            person.id,
            workspace,
            given.number,
            on=given.on,
            act=given.act,
            refers_to=given.refers_to,
        )
        [out] = saves_out(connection, [save])
    reads.tell_saved(workspace, out.path)
    return out


@router.post("/{workspace}/visits", responses=problems(*CHANGING))
def visit_workspace(workspace: UUID, given: VisitIn, person: Designer, reads: Reads) -> VisitOut:
    """I am here; who else is, and which save is every file at?"""
    with reads.open() as (connection, _viewer):
        found = workspaces.get_workspace(connection, workspace)
        visiting.visit(connection, person.id, workspace, given.path)
        [out] = workspaces_out(connection, [found])
        contents = files_out(connection, workspaces.current_saves(connection, workspace))
    others = [each for each in out.visitors if each.person.id != person.id]
    return VisitOut(saves=found.saves, visitors=others, contents=contents)


@router.get("/{workspace}/problems", responses=problems(*READING, ChecksBusy))
def check_workspace(
    workspace: UUID, _person: Designer, reads: Reads, checks: WorkspaceChecks
) -> ChecksOut:
    """The engine's own checks of the files as they are: what deploying them would say."""
    with reads.open() as (connection, _viewer):
        found = workspaces.get_workspace(connection, workspace)
        files = workspaces.workspace_files(connection, workspace)
        others = published(connection, reads.library)
    checked = checks.check(found.key, files, others)
    return ChecksOut(
        content=checked.content,
        saves=found.saves,
        errors=checked.errors,
        problems=[ProblemOut.model_validate(each) for each in checked.problems],
    )


@router.get("/{workspace}/outline", responses=problems(*READING, ChecksBusy))
def outline_workspace(
    workspace: UUID, _person: Designer, reads: Reads, checks: WorkspaceChecks
) -> OutlineOut:
    """Variables with who writes and who reads them, and every list an editor offers."""
    with reads.open() as (connection, _viewer):
        found = workspaces.get_workspace(connection, workspace)
        files = workspaces.workspace_files(connection, workspace)
        others = published(connection, reads.library)
    return outline_out(checks.check(found.key, files, others), others)


@router.post("/{workspace}/expressions", responses=problems(*CHANGING, ChecksBusy))
def try_workspace_expression(
    workspace: UUID,
    given: TryIn,
    _person: Designer,
    reads: Reads,
    checks: WorkspaceChecks,
    lookup: Lookup,
) -> TriedOut:
    """One FEEL expression: errors in place, its type, its value on example data."""
    with reads.open() as (connection, _viewer):
        found = workspaces.get_workspace(connection, workspace)
        files = workspaces.workspace_files(connection, workspace)
        others = published(connection, reads.library)
        moment = given.now or now(connection)
    checked = checks.check(found.key, files, others)
    with checks.place():
        tried = try_expression(
            given.source.lstrip().removeprefix("="),
            checked.outline,
            values_of(given.values),
            unary=given.unary,
            tested=(values_of({"tested": given.tested}) or {}).get("tested"),
            extra_names=frozenset(given.names),
            now=moment,
            calendar=lookup.calendar(""),
        )
    return TriedOut.model_validate(tried)


@router.get(
    "/{workspace}/zip",
    response_class=Response,
    responses={
        200: {"content": {"application/zip": {}}, "description": "all files"},
        **problems(*READING),
    },
)
def export_workspace(workspace: UUID, _person: Designer, reads: Reads) -> Response:
    """All files, byte for byte, as a zip."""
    with reads.open() as (connection, _viewer):
        found = workspaces.get_workspace(connection, workspace)
        files = workspaces.workspace_files(connection, workspace)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        for path, content in files.items():
            package.writestr(path, content)
    headers = {"Content-Disposition": f'attachment; filename="{found.key}.zip"'}
    return Response(packed.getvalue(), media_type="application/zip", headers=headers)


@router.post(
    "/{workspace}/deploy",
    status_code=status.HTTP_201_CREATED,
    responses=problems(*CHANGING, BundleRefused, NotPermitted, IdempotencyKeyReused),
)
def deploy_workspace(
    workspace: UUID, _person: Designer, reads: Reads, give: Command
) -> BundleDoneOut:
    """The files as they are become a draft version of the bundle (部署为草案版本)."""
    with reads.open() as (connection, _viewer):
        found = workspaces.get_workspace(connection, workspace)
        files = workspaces.workspace_files(connection, workspace)
    return BundleDoneOut.model_validate(give.bundle(DeployBundle(found.key, files)))


def _number(on: str | None) -> int | None:
    return None if on is None else int(on.strip('"'))


def _bytes(content: bytes, number: int) -> Response:
    headers = {
        "ETag": f'"{number}"',
        "Cache-Control": "private, no-store",
        "Content-Disposition": "attachment",
    }
    return Response(content, media_type="application/octet-stream", headers=headers)
