"""Text that cannot drive a terminal."""

from __future__ import annotations

import unicodedata

__all__ = ["safe"]

#: Persian and the Indic scripts need these two joiners to spell names; they move nothing.
JOINERS = frozenset("\u200c\u200d")


def safe(text: str) -> str:
    r"""Return text that cannot drive a terminal: controls and format characters as escapes.

    White space becomes one plain space each; escape sequences, bidirectional overrides, tags,
    lone surrogates and private characters are written out.

    >>> safe("Iran\x1b[2J\nRussia\u202e")
    'Iran\\x1b[2J Russia\\u202e'
    """
    return "".join(_shown(char) for char in text)


def _shown(char: str) -> str:
    if char in "\t\n\v\f\r\x85\u2028\u2029":
        return " "
    if char not in JOINERS and unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co"):
        return char.encode("unicode_escape", "surrogatepass").decode("ascii")
    return char
