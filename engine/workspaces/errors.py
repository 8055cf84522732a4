"""Why something about a workspace is declined."""

from datetime import datetime
from uuid import UUID

from engine.errors import Conflict, Invalid, NotFound, StaleVersion, TooLarge, TooMany


class WorkspaceNotFound(NotFound):
    """No such workspace (没有此设计稿)."""

    def __init__(self, workspace: UUID) -> None:
        super().__init__(
            "没有此设计稿，或它已被删除。",
            "There is no such workspace, or it has been deleted.",
            workspace=workspace,
        )


class WorkspaceFileNotFound(NotFound):
    """No such file in the workspace (设计稿中没有此文件)."""

    def __init__(self, path: str) -> None:
        super().__init__(
            f"设计稿中没有文件“{path}”。", f"The workspace has no file {path!r}.", path=path
        )


class SaveNotFound(NotFound):
    """No such save (没有此保存记录)."""

    def __init__(self, number: int) -> None:
        super().__init__(
            f"没有第 {number} 次保存，或它已随时间合并。",
            f"There is no save {number}, or it was merged with later ones.",
            number=number,
        )


class TemplateNotFound(NotFound):
    """No such template (没有此模板)."""

    def __init__(self, template: str) -> None:
        super().__init__(
            f"没有模板“{template}”。", f"There is no template {template!r}.", template=template
        )


class WorkspaceFileChanged(StaleVersion):
    """Somebody else saved the file meanwhile (文件已被他人修改)."""

    def __init__(self, path: str, number: int, saved_by: str, saved_at: datetime | None) -> None:
        super().__init__(
            f"“{path}”已被 {saved_by} 修改，您的内容未覆盖对方的修改。",
            f"{saved_by} saved {path!r} meanwhile; nothing of theirs was overwritten.",
            path=path,
            number=number,
            saved_by=saved_by,
            saved_at=saved_at.isoformat() if saved_at else None,
        )


class WorkspaceFileExists(Conflict):
    """The workspace has a file of that name (设计稿中已有同名文件)."""

    def __init__(self, path: str) -> None:
        super().__init__(
            f"设计稿中已有文件“{path}”。", f"The workspace already has a file {path!r}.", path=path
        )


class WorkspacePathNotAllowed(Invalid):
    """No place in a bundle for such a file (发布包中没有此类文件的位置)."""

    def __init__(self, path: str) -> None:
        super().__init__(
            f"“{path}”不是发布包中的位置：流程图 *.bpmn、决策表 *.dmn、表单 forms/*.json、"
            "场景 scenarios/*.yaml。",
            f"{path!r} is no place in a bundle: diagrams *.bpmn, tables *.dmn, forms forms/*.json, "
            "scenarios scenarios/*.yaml.",
            path=path,
        )


class WorkspaceTooLarge(TooLarge):
    """The workspace is too large (设计稿过大)."""

    def __init__(self, zh: str, en: str, limit: int) -> None:
        super().__init__(zh, en, limit=limit)


class NothingToDraw(Invalid):
    """Nothing in the import belongs into a bundle (导入的内容中没有流程文件)."""

    zh = "导入的内容中没有流程图、决策表、表单或场景。"
    en = "The import holds no diagram, decision table, form or scenario."


class ChecksBusy(TooMany):
    """Other checks are running (检查正忙)."""

    def __init__(self) -> None:
        super().__init__(
            "检查正忙，请稍候再试。",
            "Other checks are running; try again in a moment.",
            retry_after_seconds=2,
        )
