"""Text cells to aligned lines for a terminal, aware of how wide characters are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from rich.cells import cell_len, chop_cells

from geograph.display.safe_text import safe

__all__ = ["layout", "wrap"]

GAP = "  "
#: A column gives way no further than this or its longest part; then rows become blocks instead.
NARROWEST, PART_MOST = 8, 24
#: What is kept on one line where it can be: a word up to its next slash or hyphen.
PART = re.compile(r"[^/-]*[/-]+|[^/-]+")


def wrap(text: str, width: int) -> list[str]:
    """Break a text at its spaces, else behind ``/`` and ``-``, inside a part only where it must.

    Nothing but the spaces at the breaks is lost; an empty text is one empty line.

    >>> wrap("short-range ballistic missile", 11)
    ['short-range', 'ballistic', 'missile']
    >>> wrap("event/iran", 6)
    ['event/', 'iran']
    """
    lines = [""]
    for word in text.split(" "):
        gap = " " if lines[-1] else ""
        for part in PART.findall(word):
            if cell_len(lines[-1] + gap + part) <= width:
                lines[-1] += gap + part
            else:
                # A character that is wider than the line stands behind an empty text.
                lines[-1:] = filter(None, [lines[-1], *chop_cells(part, width)])
            gap = ""
    return lines


def layout(
    columns: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    numeric: Sequence[bool],
    title: str | None = None,
    notes: Iterable[str] = (),
    width: int | None = None,
) -> str:
    """Return the title, the rows below their column names, and the notes, as lines of text.

    Parameters
    ----------
    columns, rows
        Names, and cells as text.
    numeric
        For each column, whether its cells are aligned to the right.
    title, notes
        What stands above and below.
    width
        Cells of the terminal; None for no limit.

    Returns
    -------
    str
        Lines that each end in a line feed, none with trailing spaces.

    Examples
    --------
    >>> print(layout(["who", "n"], [["Iran", "1"]], numeric=[False, True], width=20), end="")
    who   n
    ────  ─
    Iran  1
    """
    heads = [safe(name) for name in columns]
    cells = [[safe(cell) for cell in row] for row in rows]
    natural = [
        max(cell_len(text) for text in (head, *(row[at] for row in cells)))
        for at, head in enumerate(heads)
    ]
    floors = [
        min(max(NARROWEST, _longest([head, *(row[at] for row in cells)])), natural[at])
        for at, head in enumerate(heads)
    ]
    fitted = _fit(natural, floors, width)
    if not rows:
        body = [*_lines(GAP.join(heads), width), "(no rows)"]
    elif fitted is None:
        body = _blocks(heads, cells, width or 0)
    else:
        body = _grid(heads, cells, fitted, numeric)
    above = [*_lines(title, width), ""] if title else []
    below = [line for note in notes for line in _lines(note, width)]
    lines = [*above, *body, *([""] if below else []), *below]
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _lines(text: str, width: int | None) -> list[str]:
    return wrap(safe(text), width) if width else [safe(text)]


def _longest(texts: Iterable[str]) -> int:
    parts = (part for text in texts for word in text.split(" ") for part in PART.findall(word))
    return min(max(map(cell_len, parts), default=0), PART_MOST)


def _fit(natural: list[int], floors: list[int], width: int | None) -> list[int] | None:
    """Return widths that fit, the widest giving way first; None where none is readable."""
    fitted = list(natural)
    if width is None:
        return fitted
    over = sum(fitted) + len(GAP) * (len(fitted) - 1) - width
    while over > 0:
        able = [at for at, floor in enumerate(floors) if fitted[at] > floor]
        if not able:
            return None
        fitted[max(able, key=lambda at: fitted[at])] -= 1
        over -= 1
    return fitted


def _grid(
    heads: list[str], cells: list[list[str]], widths: list[int], numeric: Sequence[bool]
) -> list[str]:
    def block(texts: Sequence[str]) -> list[str]:
        wrapped = [wrap(text, wide) for text, wide in zip(texts, widths, strict=True)]
        lines = []
        for at in range(max(map(len, wrapped), default=0)):
            parts = []
            for column, (text, wide) in enumerate(zip(wrapped, widths, strict=True)):
                part = text[at] if at < len(text) else ""
                pad = " " * (wide - cell_len(part))
                parts.append(pad + part if numeric[column] else part + pad)
            lines.append(GAP.join(parts))
        return lines

    blocks = [block(row) for row in cells]
    tall = any(len(lines) > 1 for lines in blocks)
    body = [*block(heads), GAP.join("─" * wide for wide in widths)]
    for number, lines in enumerate(blocks):
        # Wrapped rows run into one another without an empty line between.
        body += ["", *lines] if tall and number else lines
    return body


def _blocks(heads: list[str], cells: list[list[str]], width: int) -> list[str]:
    label = min(max(map(cell_len, heads)), max(width // 3, 1))
    room = max(width - label - len(GAP), 1)
    body: list[str] = []
    for number, row in enumerate(cells):
        if number:
            body.append("")
        for head, text in zip(heads, row, strict=True):
            names, values = wrap(head, label), wrap(text, room)
            for at in range(max(len(names), len(values))):
                name = names[at] if at < len(names) else ""
                value = values[at] if at < len(values) else ""
                body.append(name + " " * (label - cell_len(name)) + GAP + value)
    return body
