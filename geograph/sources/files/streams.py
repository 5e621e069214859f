"""Opens a plain or packed part as a counted stream of bytes or of text."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import zipfile
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from typing import IO, TextIO, cast

from geograph.errors import RecordError, Where
from geograph.sources.files.archives import BROKEN, R_DATA, Part, broken, inner_kind

__all__ = ["CHUNK", "Progress", "chunks", "codec", "text"]

Progress = Callable[[int, int], None]

CHUNK = 1 << 18  # bytes read at once
MAX_BYTES = 20_000_000_000  # more than any release of the field, less than a common disk
MAX_RATIO = 200  # text of events shrinks 5 to 20 times; a bomb over 1,000 times
RATIO_FROM = 10_000_000  # below this many bytes an expansion harms nobody


def chunks(
    part: Part, *, progress: Progress | None = None, limit: int | None = None
) -> Generator[bytes, None, None]:
    """Yield the unpacked bytes of a part, at most ``limit`` of them (or a chunk more).

    ``progress`` is told how many bytes of the file on disk have been read, and of how many.

    Raises
    ------
    RecordError
        For a broken archive, an archive within, and one that expands beyond all reason.
    """
    where = Where(part.name)
    done = 0
    try:
        total = part.path.stat().st_size
        with part.path.open("rb") as raw, _unpacked(part, raw) as stream:
            while limit is None or done < limit:
                data = stream.read(CHUNK)
                if not data:
                    break
                if done == 0 and (inner := inner_kind(data)) and part.packing != "plain":
                    raise RecordError(
                        f"{inner} within an archive", where=where, fix="unpack it first"
                    )
                if done == 0 and data.startswith(R_DATA):
                    fix = "save the table as CSV or Parquet, and load that"
                    raise RecordError("a data file of R", where=where, fix=fix)
                done += len(data)
                if part.packing != "plain":
                    _refuse_bomb(part, done)
                if progress is not None:
                    progress(min(raw.tell(), total), total)
                yield data
    except BROKEN as exc:
        if part.packing == "plain":
            raise
        raise broken(where, exc) from exc
    except OSError as exc:
        if part.packing in ("bz2", "zst") and exc.errno is None:  # what their libraries raise
            raise broken(where, exc) from exc
        fix = "check the disk and the file"
        raise RecordError(f"cannot be read: {exc}", where=where, fix=fix) from exc
    if done == 0 and part.packing != "plain":
        raise RecordError("the file within the archive is empty", where=where, fix="download it")


@contextmanager
def _unpacked(part: Part, raw: IO[bytes]) -> Iterator[IO[bytes]]:
    if part.packing == "zip":
        with zipfile.ZipFile(raw) as archive, archive.open(part.member) as member:
            yield member
    elif part.packing == "gz":
        with gzip.GzipFile(fileobj=raw, mode="rb") as unzipped:
            yield cast("IO[bytes]", unzipped)
    elif part.packing == "bz2":
        with bz2.BZ2File(raw) as unzipped:
            yield cast("IO[bytes]", unzipped)
    elif part.packing == "xz":
        with lzma.LZMAFile(raw) as unzipped:
            yield cast("IO[bytes]", unzipped)
    elif part.packing == "zst":
        import pyarrow

        with pyarrow.CompressedInputStream(pyarrow.PythonFile(raw, mode="r"), "zstd") as unzipped:
            yield cast("IO[bytes]", unzipped)
    else:
        yield raw


def _refuse_bomb(part: Part, done: int) -> None:
    ratio = done / max(part.packed, 1)
    if done > MAX_BYTES or (done > RATIO_FROM and ratio > MAX_RATIO):
        raise RecordError(
            f"the archive expands to more than {done:,} bytes ({ratio:.0f} times its size)",
            where=Where(part.name),
            fix="unpack it yourself if you trust it",
        )


class _Stream(io.RawIOBase):
    """The chunks of a part as a file object, so that the standard library splits its lines."""

    def __init__(self, source: Generator[bytes, None, None]) -> None:
        self._source = source
        self._left = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview, /) -> int:  # type: ignore[override]
        if not self._left:
            self._left = memoryview(next(self._source, b""))
        size = min(len(buffer), len(self._left))
        buffer[:size] = self._left[:size]
        self._left = self._left[size:]
        return size

    def close(self) -> None:
        self._source.close()
        super().close()


def codec(name: str) -> str:
    """Return the name of an encoding, with a byte-order mark tolerated where that is possible.

    >>> codec("UTF8"), codec("cp1252")
    ('utf-8-sig', 'cp1252')
    """
    return "utf-8-sig" if name.lower().replace("_", "-") in ("utf-8", "utf8") else name


@contextmanager
def text(
    part: Part, encoding: str, *, progress: Progress | None = None, limit: int | None = None
) -> Iterator[TextIO]:
    """Open a part as text; its lines end with LF, CR or both, which are kept as they are."""
    stream = io.BufferedReader(
        _Stream(chunks(part, progress=progress, limit=limit)), buffer_size=CHUNK
    )
    # a limit may cut a character in two
    errors = "strict" if limit is None else "ignore"
    wrapper = io.TextIOWrapper(stream, encoding=codec(encoding), errors=errors, newline="")
    with wrapper:
        try:
            yield wrapper
        except UnicodeError as exc:
            raise RecordError(
                f"cannot be read as {encoding}: {exc}",
                where=Where(part.name),
                fix="the file changed while it was read; start again",
            ) from exc
