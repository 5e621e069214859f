"""Looks through a file once before it is read: control bytes, encoding, endless lines."""

from __future__ import annotations

import codecs
import re
from collections import Counter
from dataclasses import dataclass

from geograph.errors import RecordError, Where
from geograph.sources.files.archives import Part
from geograph.sources.files.form import CTRL_Z, Form
from geograph.sources.files.streams import chunks, codec

__all__ = ["MAX_LINE", "encoding_of"]

MAX_LINE = 100_000_000  # bytes without a line end; a whole minified JSON file may be one line
_CONTROLS = bytes(sorted({*range(32), 127} - {9, 10, 13}))
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_CONTROL_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
# What is left of – — ‘ ’ “ ” where a copy keeps the lower byte of each character of UTF-16.
_HALVES = bytes((0x13, 0x14, 0x18, 0x19, 0x1C, 0x1D))
_WIDE = ("utf-16", "utf-32", "utf16", "utf32")


@dataclass(frozen=True, slots=True)
class _Fault:
    """Where an encoding failed: the byte, counted from 0, and why."""

    offset: int
    reason: str


def encoding_of(part: Part, form: Form, *, limit: int | None = None) -> str:
    r"""Return the first listed encoding that reads the whole part; refuse control bytes.

    Parameters
    ----------
    limit
        Look at the first bytes only.

    Raises
    ------
    RecordError
        For a control byte other than tab, CR and LF (and other than ``end_mark``, or Ctrl-Z,
        alone in the last row), for bytes that no listed encoding reads, and for a line of more
        than 100 MB.
    """
    bom = next(chunks(part, limit=1), b"")[:4]
    wide = bom.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    if form.format == "xml":
        _look(part, form, None if wide else "latin-1", limit)
        return "utf-8"  # unused: an XML parser reads the declaration
    names = [name for name in form.encodings if _may_be(name, wide=wide)]
    if bom.startswith(codecs.BOM_UTF8):  # the mark says what it is: no other is to be tried
        names = [name for name in names if codec(name) == "utf-8-sig"] or names
    if not names:
        kind = "UTF-16" if wide else "not UTF-16 with a mark at its start"
        raise RecordError(
            f"the file is {kind}; its form lists {' or '.join(form.encodings)}",
            where=Where(part.name, 1),
            fix="save the file in an encoding that the form lists",
        )
    faults: list[_Fault] = []
    fix = "save the file in one of these encodings, or list the one that it has"
    for name in names:
        fault = _look(part, form, codec(name), limit)
        if fault is None:
            if limit is None and faults and codec(names[0]) == "utf-8-sig" and _is_utf8(part):
                names, faults = names[:1], faults[:1]
                fix = "correct this line: the rest of the file is UTF-8"
                break
            return name
        faults.append(fault)
    last = max(faults, key=lambda fault: fault.offset)
    raise RecordError(
        f"{last.reason} cannot be read as {' or '.join(names)}",
        where=Where(part.name, _line(part, last.offset)),
        fix=fix,
    )


def _is_utf8(part: Part) -> bool:
    """Return whether a part that UTF-8 cannot read is UTF-8 with broken places all the same.

    Its other signs beyond ASCII are then whole; in another encoding they are nearly never.
    """
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    broken = whole = 0
    for data in chunks(part):
        if not data.isascii():
            text = decoder.decode(data)
            bad = text.count("\ufffd")
            broken += bad
            whole += len(text) - len(text.encode("ascii", "ignore")) - bad
    return whole > broken


def _may_be(name: str, *, wide: bool) -> bool:
    """Return whether an encoding agrees with the mark at the start of the file.

    Without a mark UTF-16 would read almost any bytes, as nonsense; ``utf-16-le`` and ``utf-16-be``
    need none.
    """
    name = name.lower().replace("_", "-")
    if wide:
        return name.startswith(_WIDE)
    return not name.startswith(_WIDE) or name.endswith(("le", "be"))


def _look(part: Part, form: Form, encoding: str | None, limit: int | None) -> _Fault | None:
    """Go through a part with one encoding; return where it fails, None if it does not."""
    decoder = None if encoding is None else codecs.getincrementaldecoder(encoding)("strict")
    wide = encoding is None or encoding.lower().replace("_", "-").startswith(_WIDE)
    marks, around = _end_marks(form)
    not_end = re.compile(rb"[^" + re.escape(marks + around + b"\r\n") + rb"]")
    offset, open_line, end, previous = 0, 0, -1, b""
    for data in chunks(part, limit=limit):
        if not wide and end < 0 and len(data.translate(None, _CONTROLS)) != len(data):
            at = _first_control(data)
            before = re.split(rb"[\r\n]", previous + data[:at])[-1]
            if data[at : at + 1] not in marks or before.strip(around):
                raise _control(part, offset + at, data[at])
            end = offset + at
        if end >= 0 and not_end.search(data, max(end - offset, 0)):
            raise _control(part, end, 0x1A)  # more text follows: not the end of the file
        newest = max(data.rfind(b"\n"), data.rfind(b"\r"))
        open_line = len(data) - newest - 1 + (open_line if newest < 0 else 0)
        if open_line > MAX_LINE and form.format in ("csv", "jsonl"):
            raise RecordError(
                f"a line of more than {MAX_LINE:,} bytes",
                where=Where(part.name, _line(part, offset + len(data) - open_line)),
                fix="this is not a table with a record on each line",
            )
        if decoder is not None and encoding is not None:
            try:
                decoded = decoder.decode(data)
            except UnicodeDecodeError as exc:
                held = len(exc.object) - len(data)
                byte = exc.object[exc.start]
                return _Fault(offset - held + exc.start, f"the byte 0x{byte:02X}")
            except UnicodeError as exc:
                return _Fault(offset, str(exc))
            if wide and (control := _CONTROL_TEXT.search(decoded)):
                ahead = len(decoded[: control.start()].encode(encoding))
                raise _control(part, offset + ahead, ord(control.group()), wide=True)
        offset += len(data)
        previous = data[-1_000:]
    if decoder is not None and limit is None:
        try:
            decoder.decode(b"", final=True)
        except UnicodeError:
            return _Fault(max(offset - 1, 0), "the character that is cut off at the end")
    return None


def _end_marks(form: Form) -> tuple[bytes, bytes]:
    """Return the bytes that mark the end of a file, and those that may stand in their line.

    Old programs end a text with Ctrl-Z; those that write tables put it into a row of empty cells.
    """
    if form.format not in ("csv", "jsonl"):
        return b"", b" \t"
    around = f" \t,;|{form.delimiter}{form.quote or ''}" if form.format == "csv" else " \t"
    return f"{CTRL_Z}{form.end_mark or ''}".encode(), around.encode()


def _first_control(data: bytes) -> int:
    found = _CONTROL.search(data)
    assert found is not None
    return found.start()


def _control(part: Part, offset: int, byte: int, *, wide: bool = False) -> RecordError:
    """Return the error for a control byte, with how many there are and what they may be left of."""
    what, fix = f"the control byte 0x{byte:02X} is not text", "download the file again"
    found: Counter[int] = Counter()
    for data in () if wide else chunks(part):
        found.update(b"".join(_CONTROL.findall(data)))
    many = found.total()
    if many > 1:
        what += f" (one of {many:,} control bytes in the file)"
    if 2 * sum(found[half] for half in _HALVES) > many > 1:
        what += "; they are halves of quotation marks and dashes"
        fix += (
            " from its publisher: this copy kept one byte of each character, so that its names in"
            " other scripts are lost, and replacing the bytes would not bring them back"
        )
    else:
        fix += ", or replace the byte by the intended character"
    return RecordError(what, where=Where(part.name, _line(part, offset)), fix=fix)


def _line(part: Part, offset: int) -> int:
    r"""Return the line, counted from 1, of a byte; lines end with ``\n``, ``\r`` or both."""
    line, passed, previous = 1, 0, b""
    for data in chunks(part):
        data = data[: offset - passed]
        line += data.count(b"\n") + data.count(b"\r") - data.count(b"\r\n")
        if previous == b"\r" and data.startswith(b"\n"):
            line -= 1
        passed += len(data)
        previous = data[-1:]
        if passed >= offset:
            break
    return line
