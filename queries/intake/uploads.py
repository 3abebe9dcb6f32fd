"""Files as they come in: what they are, and whether it is safe to open them."""

import hashlib
import zipfile
import zlib
from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO
from pathlib import Path
from typing import Final

from queries.errors import (
    FileBrokenError,
    FileEmptyError,
    FileEncryptedError,
    FileIsFolderError,
    FileMismatchError,
    FileMisnamedError,
    FileMissingError,
    FileNotReadableError,
    FileTooLargeError,
    FileTypeUnknownError,
    Sentence,
)

LARGEST_FILE_BYTES: Final = 100 * 1024 * 1024
"""A workbook of 2,800 parks and twelve months has 8 MB."""

LARGEST_UNPACKED_BYTES: Final = 400 * 1024 * 1024
"""The same workbook unpacked has 38 MB."""

_MEGABYTE: Final = 1024 * 1024
_OLE: Final = bytes.fromhex("d0cf11e0a1b11ae1")
_DAMAGE: Final = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
)
"""What the archive reader raises for files that were cut short, or tampered with."""

_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")


class FileForm(StrEnum):
    """The forms of file that can be read, by the ending of their name."""

    XLSX = "xlsx"
    XLS = "xls"
    ODS = "ods"
    CSV = "csv"


@dataclass(frozen=True, slots=True)
class Upload:
    """A file's name and bytes, from a disk or from a browser."""

    name: str
    content: bytes

    @property
    def sha256(self) -> str:
        """Identify the content."""
        return hashlib.sha256(self.content).hexdigest()


def open_upload(path: Path) -> Upload:
    """Take a file from the disk.

    Raises:
        FileMissingError: There is none.
        FileIsFolderError: It is a folder.
        FileTooLargeError: It is larger than any workbook.
        FileNotReadableError: The system refuses.
    """
    if path.is_dir():
        raise FileIsFolderError(file=str(path))
    try:
        if path.stat().st_size > LARGEST_FILE_BYTES:
            raise FileTooLargeError(
                file=path.name, limit_mb=LARGEST_FILE_BYTES // _MEGABYTE
            )
        return Upload(path.name, path.read_bytes())
    except FileNotFoundError:
        raise FileMissingError(file=str(path)) from None
    except OSError as error:
        raise FileNotReadableError(file=str(path), detail=error.strerror) from error


def form_of(upload: Upload) -> FileForm:
    """Return what *upload* is, once name and content agree and it is safe to open.

    Raises:
        FileTypeUnknownError: The name ends in none of the forms.
        FileEmptyError: There is nothing in it.
        FileEncryptedError: It has a password.
        FileMismatchError: The content is not what the name says.
        FileTooLargeError: It would be huge when unpacked.
        FileBrokenError: It was cut short, or damaged.
    """
    ending = Path(upload.name).suffix.lower().lstrip(".")
    if ending not in set(FileForm):
        raise FileTypeUnknownError(file=upload.name)
    if not upload.content.strip():
        raise FileEmptyError(file=upload.name)
    if len(upload.content) > LARGEST_FILE_BYTES:
        raise FileTooLargeError(
            file=upload.name, limit_mb=LARGEST_FILE_BYTES // _MEGABYTE
        )
    form = _form_of_content(upload)
    if form != ending:
        if form in set(FileForm):
            raise FileMisnamedError(file=upload.name, named=ending, found=form)
        found = Sentence(f"content.{form}")
        raise FileMismatchError(file=upload.name, named=ending, found=found)
    return FileForm(form)


def _form_of_content(upload: Upload) -> str:
    content = upload.content
    if content.startswith(b"PK\x03\x04"):
        return _form_of_archive(upload)
    if content.startswith(_OLE):
        if _ENCRYPTED in content:
            raise FileEncryptedError(file=upload.name)
        return FileForm.XLS
    if content.startswith(b"%PDF"):
        return "pdf"
    if content.lstrip()[:9].lower().startswith((b"<html", b"<!doctype", b"<?xml")):
        return "web"
    if content.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" not in content:
        return FileForm.CSV
    return "binary"


def _form_of_archive(upload: Upload) -> str:
    try:
        with zipfile.ZipFile(BytesIO(upload.content)) as archive:
            _require_small(upload, archive)
            names = set(archive.namelist())
            if _is_encrypted(archive):
                raise FileEncryptedError(file=upload.name)
            damaged = archive.testzip()
    except _DAMAGE as error:
        raise FileBrokenError(file=upload.name) from error
    if damaged is not None:
        raise FileBrokenError(file=upload.name)
    return _form_of_members(names)


def _require_small(upload: Upload, archive: zipfile.ZipFile) -> None:
    """Refuse what would be huge; ``testzip`` then holds each size to its word."""
    unpacked = sum(member.file_size for member in archive.infolist())
    if unpacked > LARGEST_UNPACKED_BYTES:
        raise FileTooLargeError(
            file=upload.name, limit_mb=LARGEST_UNPACKED_BYTES // _MEGABYTE
        )


def _is_encrypted(archive: zipfile.ZipFile) -> bool:
    if any(member.flag_bits & 1 for member in archive.infolist()):
        return True
    try:
        return b"encryption-data" in archive.read("META-INF/manifest.xml")
    except KeyError:
        return False


def _form_of_members(names: set[str]) -> str:
    if "xl/workbook.xml" in names:
        return FileForm.XLSX
    if "xl/workbook.bin" in names:
        return "xlsb"
    if "content.xml" in names:
        return FileForm.ODS
    if "word/document.xml" in names:
        return "word"
    return "slides" if "ppt/presentation.xml" in names else "zip"
