"""Uploaded packages and what is told about them."""

from api.settings import Settings
from engine.errors import Invalid, NotFound
from engine.model.bundle import Bundle
from engine.model.bundle_files import PackageLimits, PackageRefused, files_of_zip


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
    """Every remark on the bundle's files."""
    return [
        {
            "file": each.file,
            "line": each.problem.line,
            "severity": each.problem.severity.value,
            "rule": each.problem.rule,
            "element": each.problem.element,
            "zh": each.problem.message.zh,
            "en": each.problem.message.en,
        }
        for each in bundle.problems
    ]
