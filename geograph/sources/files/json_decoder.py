"""Decodes JSON piece by piece, with numbers as written and faults of content told apart."""

from __future__ import annotations

import json
import re
from typing import Any, TextIO

from geograph.errors import RecordError, Where
from geograph.sources.files.archives import Part
from geograph.sources.files.streams import CHUNK

__all__ = ["Decoder", "Window"]

MAX_VALUE = 100_000_000  # characters of one record
_BLANK = re.compile(r"[ \t\r\n]*")
_HALF = re.compile(r"\\u[dD][89a-fA-F]")  # half of a pair of UTF-16, which is not a character


class Decoder:
    """A JSON decoder that keeps numbers as written and remembers a key that occurs twice."""

    def __init__(self) -> None:
        self._twice: str | None = None
        self._decoder = json.JSONDecoder(
            object_pairs_hook=self._pairs, parse_float=str, parse_int=str, parse_constant=str
        )

    def _pairs(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        result = dict(pairs)
        if len(result) != len(pairs):
            keys = [key for key, _ in pairs]
            self._twice = next(key for key in keys if keys.count(key) > 1)
        return result

    def value(self, source: str, at: int) -> tuple[Any, int, str | None]:
        """Return the value at a place, where it ends, and what is wrong with its content."""
        self._twice = None
        value, end = self._decoder.raw_decode(source, at)
        if self._twice is not None:
            return value, end, f"the key '{self._twice}' occurs twice in one object"
        if _HALF.search(source, at, end) and _has_half(value):
            return value, end, "an escape stands for half a character"
        return value, end, None


def _has_half(value: Any) -> bool:
    waiting = [value]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            waiting.extend((*value.keys(), *value.values()))
        elif isinstance(value, list):
            waiting.extend(value)
        elif isinstance(value, str) and any("\ud800" <= sign <= "\udfff" for sign in value):
            return True
    return False


class Window:
    """The part of a JSON text that is being read: fills up at its end, forgets its beginning."""

    def __init__(self, part: Part, stream: TextIO) -> None:
        self.buffer, self.at, self.ended = "", 0, False
        self.part = part
        self._stream = stream
        self._values = Decoder()
        self._line, self._counted, self._before = 1, 0, ""

    def fill(self, size: int = CHUNK) -> None:
        """Forget what has been read, and read more."""
        self.now()
        data = self._stream.read(size)
        self.ended = not data
        self.buffer = self.buffer[self.at :] + data
        self.at = self._counted = 0

    def now(self) -> int:
        """Return the line, counted from 1, at which the reading stands."""
        span = (self._counted, self.at)
        ends = self.buffer.count("\n", *span) + self.buffer.count("\r", *span)
        self._line += ends - self.buffer.count("\r\n", *span)
        if self._before == "\r" and self.buffer.startswith("\n", *span):
            self._line -= 1
        if self.at > self._counted:
            self._before = self.buffer[self.at - 1]
        self._counted = self.at
        return self._line

    def peek(self) -> str:
        """Return the next sign that is not blank, or nothing at the end of the file."""
        while True:
            found = _BLANK.match(self.buffer, self.at)
            self.at = found.end() if found else self.at
            if self.at < len(self.buffer):
                return self.buffer[self.at]
            if self.ended:
                return ""
            self.fill()

    def take(self, signs: str) -> str:
        """Pass one of these signs and return it."""
        sign = self.peek()
        if not sign or sign not in signs:
            wanted = " or ".join(f"'{s}'" for s in signs)
            raise self.error(f"'{sign}' where {wanted} is expected" if sign else "ends too early")
        self.at += 1
        return sign

    def value(self) -> tuple[Any, str | None]:
        """Return the next whole value, and what is wrong with its content."""
        self.peek()
        size = CHUNK
        while True:
            try:
                value, end, wrong = self._values.value(self.buffer, self.at)
                # a number at the edge of the window may go on behind it: `1.`, `1e+`
                if end + 4 < len(self.buffer) or self.ended:
                    self.at = end
                    return value, wrong
            except json.JSONDecodeError as exc:
                if self.ended:
                    raise self.error(f"not JSON: {exc.msg}", exc.pos) from exc
            except RecursionError as exc:
                raise self.error("nested too deep") from exc
            if len(self.buffer) - self.at > MAX_VALUE:
                raise self.error(f"a value of more than {MAX_VALUE:,} characters, or no JSON")
            self.fill(size)
            size *= 2  # so that a long value is not decoded again for every chunk

    def error(self, what: str, at: int | None = None) -> RecordError:
        """Return an error at the line where the reading stands, or at a place in the window."""
        if at is not None:
            self.at = at
        fix = "download the file again, or correct this line"
        return RecordError(what, where=Where(self.part.name, self.now()), fix=fix)
