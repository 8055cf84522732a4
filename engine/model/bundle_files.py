"""Where the files of a bundle come from: a folder, or a zip that somebody uploaded."""

from __future__ import annotations

import io
import lzma
import struct
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

#: Files of a bundle's folder that are deployed; scenarios belong to what they prove.
DEPLOYED = ("*.bpmn", "*.dmn", "forms/*.json", "scenarios/*")


#: What `zipfile` raises on bytes that were tampered with, beside its own exception.
_DAMAGED = (
    zipfile.BadZipFile,
    NotImplementedError,
    RuntimeError,
    EOFError,
    OSError,
    ValueError,
    OverflowError,
    MemoryError,
    struct.error,
    zlib.error,
    lzma.LZMAError,
)


@dataclass(frozen=True, slots=True)
class PackageLimits:
    """Upper bounds of an uploaded zip."""

    files: int = 500
    file_bytes: int = 10 * 1024 * 1024
    total_bytes: int = 40 * 1024 * 1024


class PackageRefused(ValueError):
    """The zip is not read (压缩包未予受理)."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh = zh
        self.en = en


def files_of_folder(folder: Path) -> dict[str, bytes]:
    """The deployed files of a folder by path inside it, with forward slashes."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for pattern in DEPLOYED
        for path in sorted(folder.glob(pattern))
        if path.is_file()
    }


def files_of_zip(data: bytes, limits: PackageLimits | None = None) -> dict[str, bytes]:
    """The files of a zip by path; one folder around everything is left out.

    Raises: PackageRefused for what is no zip, too large, encrypted, or has a path that leaves it.
    """
    allowed = limits or PackageLimits()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return _without_top_folder(_read(package, allowed))
    except PackageRefused:
        raise
    except _DAMAGED:
        raise PackageRefused("不是可以读取的 zip 文件", "This is no zip that can be read") from None


def _read(package: zipfile.ZipFile, limits: PackageLimits) -> dict[str, bytes]:
    entries = [entry for entry in package.infolist() if not entry.is_dir()]
    if len(entries) > limits.files:
        raise PackageRefused(
            f"文件超过 {limits.files} 个", f"The zip holds more than {limits.files} files"
        )
    files: dict[str, bytes] = {}
    total = 0
    for entry in entries:
        path = PurePosixPath(entry.filename.replace("\\", "/"))
        if not path.parts or path.is_absolute() or ".." in path.parts or ":" in path.parts[0]:
            raise PackageRefused(f"路径 {path} 不允许", f"The path {path} is not allowed")
        if str(path) in files:
            raise PackageRefused(f"文件 {path} 重复", f"The file {path} is in the zip twice")
        with package.open(entry) as stream:
            # The size in the directory may lie, so no more than the limit is unpacked.
            content = stream.read(limits.file_bytes + 1)
        total += len(content)
        if len(content) > limits.file_bytes or total > limits.total_bytes:
            raise PackageRefused(f"文件 {path} 过大", f"The file {path} is too large")
        files[str(path)] = content
    return files


def _without_top_folder(files: dict[str, bytes]) -> dict[str, bytes]:
    tops = {PurePosixPath(path).parts[0] for path in files}
    inside = all(len(PurePosixPath(path).parts) > 1 for path in files)
    if len(tops) != 1 or not inside or tops <= {"forms", "scenarios"}:
        return files
    return {path.partition("/")[2]: data for path, data in files.items()}
