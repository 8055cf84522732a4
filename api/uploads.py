"""Uploaded packages and what is told about them."""

from functools import lru_cache

from api.settings import Settings
from engine.errors import Invalid, NotFound
from engine.model.bundle import Bundle
from engine.model.bundle_files import PackageLimits, PackageRefused, files_of_zip
from engine.model.nodes import ModelProblem
from engine.model.spiff import schema_messages


class ZipRefused(Invalid):
    """The zip cannot be read (压缩包未予受理)."""


class FileInBundleNotFound(NotFound):
    """No such file in the bundle (部署包中没有此文件)."""

    def __init__(self, path: str) -> None:
        super().__init__(
            f"部署包中没有文件“{path}”。", f"Expected a file {path!r} in the bundle.", path=path
        )


def unpack(content: bytes, settings: Settings) -> dict[str, bytes]:
    """The files of an uploaded zip by path. Raises: ZipRefused."""
    limits = PackageLimits(
        settings.bundle_files, settings.bundle_bytes, settings.bundle_unpacked_bytes
    )
    try:
        return files_of_zip(content, limits)
    except PackageRefused as refused:
        raise ZipRefused(refused.zh, refused.en) from refused


def bundle_report(bundle: Bundle) -> list[dict[str, object]]:
    """Every remark on the bundle's files: the reader's, then those of the BPMN 2.0 schemas.

    The schemas are asked in a process of their own with a time limit; what they say never refuses.
    """
    remarks = [(each.file, each.problem) for each in bundle.problems]
    for path, diagram in bundle.diagrams.items():
        remarks += [(path, each) for each in _schema_remarks(diagram.source)]
    return [
        {
            "file": file,
            "line": problem.line,
            "severity": problem.severity.value,
            "rule": problem.rule,
            "element": problem.element,
            "zh": problem.message.zh,
            "en": problem.message.en,
        }
        for file, problem in remarks
    ]


@lru_cache(maxsize=256)
def _schema_remarks(source: bytes) -> tuple[ModelProblem, ...]:
    return schema_messages(source)
