"""Finds what there is to read in a file: itself, or the members of an archive, once checked."""

from __future__ import annotations

import fnmatch
import gzip
import lzma
import stat
import struct
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path

from geograph.errors import RecordError, Where

__all__ = ["BROKEN", "CELLS", "R_DATA", "Part", "broken", "inner_kind", "parts"]

MAX_MEMBERS = 10_000
#: Files that hold cells and no text, by how they begin (a workbook is known by its members).
_CELLS = {b"PAR1": "parquet", b"<stata_dta>": "dta", b"$FL2": "sav", b"$FL3": "sav"}
CELLS = frozenset(("xlsx", *_CELLS.values()))
_OLD_STATA = frozenset((104, 105, 108, *range(110, 116)))  # versions before 117, in the first byte
R_DATA = (b"RDX2\n", b"RDX3\n", b"RDA2\n", b"RDA3\n", b"X\n\x00\x00\x00")
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_NO_TEXT = (".xlsx", ".xls", ".ods", ".parquet", ".dta", ".sav")
_ARCHIVES = (".zip", ".gz", ".bz2", ".xz", ".7z", ".rar", ".tar", ".tgz", ".zst")
#: How a file begins that one compressed file was made of, and what it is called.
_PACKED = {
    b"\x1f\x8b": "gz",
    **{b"BZh%d1AY&SY" % level: "bz2" for level in range(1, 10)},
    b"\xfd7zXZ\x00": "xz",
    b"\x28\xb5\x2f\xfd": "zst",
}
MAGIC = (
    b"PK\x03\x04",
    b"7z\xbc\xaf\x27\x1c",
    b"Rar!\x1a\x07",
    b"\x1f\x8b\x08",
    *(magic for magic, name in _PACKED.items() if name != "gz"),
)
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    gzip.BadGzipFile,
    struct.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OverflowError,
    KeyError,
)


@dataclass(frozen=True, slots=True)
class Part:
    """One stream to read: a whole file, or a member of an archive; ``name`` is for messages."""

    path: Path
    name: str
    packing: str = "plain"
    member: str = ""
    packed: int = 0


def parts(path: Path, members: str | None = None) -> tuple[Part, ...]:
    """Return what there is to read in a file, after checking that it can be read safely.

    Raises
    ------
    RecordError
        For a file that is missing, empty, a directory or not allowed to be read, and for archives
        that are broken, encrypted, nested, name paths outside of themselves or hold nothing that
        fits ``members``.
    """
    where = Where(str(path))
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise RecordError("this is not a file", where=where, fix="name the file itself")
        with path.open("rb") as raw:
            magic = raw.read(16)
    except (OSError, ValueError) as exc:
        reason = exc.strerror if isinstance(exc, OSError) and exc.strerror else str(exc)
        fix = "check the path and that you may read it"
        raise RecordError(f"cannot be opened: {reason}", where=where, fix=fix) from exc
    if not magic:
        raise RecordError("the file is empty", where=where, fix="download it again")
    suffix = path.suffix.lower()
    if magic.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _members(path, members, status.st_size)
    packing = next((name for begin, name in _PACKED.items() if magic.startswith(begin)), None)
    if packing:
        return (Part(path, str(path), packing, "", status.st_size),)
    if kind := _cells_of(magic):
        return (Part(path, str(path), kind),)
    if magic.startswith(_OLD_OFFICE):
        raise RecordError(
            "an Excel workbook of the old kind (.xls), or one that is locked with a password",
            where=where,
            fix="save it as .xlsx without a password, or the sheet as CSV (UTF-8)",
        )
    if suffix in (".zip", ".gz", ".bz2", ".xz", ".zst"):
        raise RecordError(f"this is not a {suffix} archive", where=where, fix="download it again")
    if magic.startswith(MAGIC):
        raise RecordError(
            "an archive of a kind that is not read", where=where, fix="unpack it first"
        )
    return (Part(path, str(path)),)


def inner_kind(data: bytes) -> str | None:
    """Return what the unpacked bytes begin, where it cannot be read in an archive.

    >>> inner_kind(b"PAR1..."), inner_kind(b"actor,year")
    ('a data file', None)
    """
    if data.startswith(MAGIC):
        return "an archive"
    return "a data file" if _cells_of(data[:16]) else None


def _cells_of(magic: bytes) -> str | None:
    """Return what kind of file without text begins so."""
    old = magic[0] in _OLD_STATA and magic[1:2] in (b"\x01", b"\x02") and magic[2:3] == b"\x01"
    return (
        "dta" if old else next((k for start, k in _CELLS.items() if magic.startswith(start)), None)
    )


def _members(path: Path, pattern: str | None, size: int) -> tuple[Part, ...]:
    """Return the members of a zip archive that fit the pattern, in the order of their names."""
    where = Where(str(path))
    try:
        with zipfile.ZipFile(path) as archive:
            infos = archive.infolist()
    except (*BROKEN, OSError) as exc:
        raise broken(where, exc) from exc
    names = [info.filename for info in infos if info.filename]
    if "xl/workbook.xml" in names:
        return (Part(path, str(path), "xlsx"),)
    if "[Content_Types].xml" in names or "META-INF/manifest.xml" in names:
        fix = "save the sheet as .xlsx or as CSV (UTF-8), and load that"
        raise RecordError(
            "this is an Office document of a kind that is not read", where=where, fix=fix
        )
    if len(infos) > MAX_MEMBERS:
        raise RecordError(
            f"the archive holds {len(infos)} members", where=where, fix="unpack what you need"
        )
    infos.sort(key=lambda info: info.filename)
    wanted = [info for info in infos if _is_wanted(info.filename, pattern, where)]
    found = [_member(path, info, size) for info in wanted]
    if len({part.member for part in found}) < len(found):
        raise RecordError("two members have the same name", where=where, fix="unpack it first")
    if not found:
        listed = ", ".join(names[:8]) or "nothing"
        fits = f" that fits '{pattern}'" if pattern else ""
        raise RecordError(
            f"the archive holds no file{fits}: {listed}", where=where, fix="choose another archive"
        )
    return tuple(found)


def _is_wanted(name: str, pattern: str | None, where: Where) -> bool:
    """Return whether a member is to be read; raise for one that points outside of its archive."""
    steps = name.replace("\\", "/").split("/")
    if (
        not name
        or ".." in steps
        or name.startswith(("/", "\\"))
        or ":" in steps[0]
        or "\x00" in name
    ):
        raise RecordError(
            f"the member {name!r} points outside of the archive",
            where=where,
            fix="do not trust this archive; download it from its publisher",
        )
    if name.endswith("/") or steps[0] == "__MACOSX" or steps[-1].startswith("."):
        return False
    return pattern is None or any(
        fnmatch.fnmatch(one.lower(), pattern.lower()) for one in (name, steps[-1])
    )


def _member(path: Path, info: zipfile.ZipInfo, size: int) -> Part:
    """Return a member as a part; raise for one that cannot be read where it is."""
    name = info.filename
    place = Where(f"{path}!{name}")
    if info.flag_bits & 1:
        raise RecordError("this member is encrypted", where=place, fix="unpack it first")
    if name.lower().endswith(_ARCHIVES):
        raise RecordError("an archive within an archive", where=place, fix="unpack it first")
    if name.lower().endswith(_NO_TEXT):
        fix = "unpack it first, or name the members to read"
        raise RecordError("a workbook or data file in an archive", where=place, fix=fix)
    return Part(path, place.file, "zip", name, min(info.compress_size, size))


def broken(where: Where, exc: Exception) -> RecordError:
    """Return the error for an archive that its library cannot unpack."""
    return RecordError(
        f"the archive is broken or cut short: {exc}", where=where, fix="download it again"
    )
