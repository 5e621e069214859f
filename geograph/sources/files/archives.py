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

__all__ = ["BROKEN", "MAGIC", "Part", "broken", "parts"]

MAX_MEMBERS = 10_000
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
    if suffix in (".zip", ".gz", ".bz2", ".xz", ".zst"):
        raise RecordError(f"this is not a {suffix} archive", where=where, fix="download it again")
    if magic.startswith(MAGIC):
        raise RecordError(
            "an archive of a kind that is not read", where=where, fix="unpack it first"
        )
    return (Part(path, str(path)),)


def _members(path: Path, pattern: str | None, size: int) -> tuple[Part, ...]:
    """Return the members of a zip archive that fit the pattern, in the order of their names."""
    where = Where(str(path))
    try:
        with zipfile.ZipFile(path) as archive:
            infos = archive.infolist()
    except (*BROKEN, OSError) as exc:
        raise broken(where, exc) from exc
    names = [info.filename for info in infos if info.filename]
    if "[Content_Types].xml" in names:
        fix = "save the sheet as CSV (UTF-8) and load that"
        raise RecordError("this is an Office document, not a table", where=where, fix=fix)
    if len(infos) > MAX_MEMBERS:
        raise RecordError(
            f"the archive holds {len(infos)} members", where=where, fix="unpack what you need"
        )
    found: list[Part] = []
    for info in sorted(infos, key=lambda info: info.filename):
        name = info.filename
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
            continue
        if pattern is not None and not (
            fnmatch.fnmatch(name.lower(), pattern.lower())
            or fnmatch.fnmatch(steps[-1].lower(), pattern.lower())
        ):
            continue
        place = Where(f"{path}!{name}")
        if info.flag_bits & 1:
            raise RecordError("this member is encrypted", where=place, fix="unpack it first")
        if name.lower().endswith(_ARCHIVES):
            raise RecordError("an archive within an archive", where=place, fix="unpack it first")
        found.append(Part(path, place.file, "zip", name, min(info.compress_size, size)))
    if len({part.member for part in found}) < len(found):
        raise RecordError("two members have the same name", where=where, fix="unpack it first")
    if not found:
        listed = ", ".join(names[:8]) or "nothing"
        fits = f" that fits '{pattern}'" if pattern else ""
        raise RecordError(
            f"the archive holds no file{fits}: {listed}", where=where, fix="choose another archive"
        )
    return tuple(found)


def broken(where: Where, exc: Exception) -> RecordError:
    """Return the error for an archive that its library cannot unpack."""
    return RecordError(
        f"the archive is broken or cut short: {exc}", where=where, fix="download it again"
    )
