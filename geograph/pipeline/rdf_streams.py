"""Opens a file of RDF as bytes for a parser: unpacked, without a byte-order mark, no XML bomb."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Generator
from itertools import islice
from pathlib import Path
from xml.parsers import expat

from geograph.errors import RecordError, Where
from geograph.sources.files.archives import parts
from geograph.sources.files.streams import chunks

__all__ = ["RdfStream", "lines_of", "text_at"]

#: How deep elements may lie within each other; parsers take the square of it in time.
MAX_DEPTH = 500
# How much of a place in a file is shown in a message.
_SHOWN = 200


class RdfStream:
    """A file of RDF with the method ``read`` that a parser asks for; see `failed` after an error.

    Parameters
    ----------
    path
        A plain or gzipped file.
    xml
        Whether to watch for declared entities, which can grow without bound or read other files,
        and for elements nested too deep.
    progress
        Called with the bytes read of the file and its size.

    Attributes
    ----------
    failed
        The error that ended the reading, which a parser may have wrapped in one of its own.
    """

    def __init__(
        self, path: Path, *, xml: bool, progress: Callable[[int, int], None] | None = None
    ) -> None:
        self.failed: RecordError | None = None
        self._path = path
        self._chunks = _bytes(path, progress)
        self._first = True
        self._left = b""
        self._watch = _watching(path) if xml else None

    def read(self, size: int = -1) -> bytes:
        """Return some bytes more, or none at the end."""
        try:
            if not self._left:
                self._left = self._next()
        except RecordError as exc:
            self.failed = exc
            raise
        size = len(self._left) if size < 0 else size
        data, self._left = self._left[:size], self._left[size:]
        return data

    def _next(self) -> bytes:
        data = next(self._chunks, b"")
        if self._first:
            self._first = False
            data = data.removeprefix(codecs.BOM_UTF8) or next(self._chunks, b"")
        if self._watch is not None:
            try:
                self._watch.Parse(data, not data)
            except expat.ExpatError as exc:
                what = f"is not XML: {expat.errors.messages[exc.code]}"
                fix = "correct the file, or give it the ending of its format"
                raise RecordError(what, fix=fix, where=Where(str(self._path), exc.lineno)) from exc
        return data


def _bytes(
    path: Path, progress: Callable[[int, int], None] | None = None
) -> Generator[bytes, None, None]:
    part = parts(path)[0]
    if part.packing == "zip":
        fix = "unpack it, or pack it with gzip"
        raise RecordError("RDF in a zip archive is not read", fix=fix, where=Where(str(path)))
    return chunks(part, progress=progress)


def _watching(path: Path) -> expat.XMLParserType:
    """Return a parser that refuses declared entities before anything of them is put in place."""
    parser = expat.ParserCreate()
    depth = 0

    def declared(name: str, *_more: object) -> None:
        what = f"declares the entity {name!r}; entities of XML are not read"
        fix = "write out what it stands for, or convert the file to Turtle"
        raise RecordError(what, fix=fix, where=Where(str(path), parser.CurrentLineNumber))

    def start(_name: str, _attributes: object) -> None:
        nonlocal depth
        depth += 1
        if depth > MAX_DEPTH:
            what = f"nests elements more than {MAX_DEPTH} deep"
            raise RecordError(
                what,
                fix="write the file flat, for example as N-Triples",
                where=Where(str(path), parser.CurrentLineNumber),
            )

    def end(_name: str) -> None:
        nonlocal depth
        depth -= 1

    parser.EntityDeclHandler = declared
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    return parser


def text_at(path: Path, line: int, first: int, last: int) -> str:
    """Return what stands in a line of a file from one column to another, counted from 1."""
    lines = lines_of(path)
    found = next(islice(lines, line - 1, None), b"").decode(errors="replace")
    return found[first - 1 : last - 1][:_SHOWN]


def lines_of(path: Path) -> Generator[bytes, None, None]:
    """Yield the lines of a file, unpacked, without a byte-order mark."""
    rest = b""
    for number, data in enumerate(_bytes(path)):
        *whole, rest = (rest + (data.removeprefix(codecs.BOM_UTF8) if not number else data)).split(
            b"\n"
        )
        yield from whole
    yield rest
