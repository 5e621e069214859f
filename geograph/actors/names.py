"""Compare names as people write them, and the times in which they were in use."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from difflib import get_close_matches
from functools import lru_cache

# Letters that Unicode does not take apart into a base letter and an accent.
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe"})
# How these letters are written where there are none, in German, Danish, Norwegian and Swedish.
_DIGRAPHS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"})
# Arabic letters that Persian writes in another way, and the stroke that only fills a line.
_LETTERS |= str.maketrans({"ي": "ی", "ى": "ی", "ك": "ک", "ـ": "", "\u200c": ""})
_SILENT = re.compile(r"[.'’‘ʻʼʿʾ`´]")
# As in: Korea, North; Korea (the Republic of).
_LISTED = re.compile(
    r"(?P<last>[^,(]+)(?:, (?P<first>[^,]+)| \((?P<of>[^()]+ of(?: the)?)\))", re.IGNORECASE
)
# Signs that only point a letter, in Latin, Greek and Cyrillic, Hebrew and Arabic. In other scripts
# a sign on a letter is a vowel, or makes another consonant of it: Togo and Tonga in Hindi.
_POINTS = re.compile("[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed]")
_BREAK = re.compile(r"(?:[^\w\u0900-\u109f\u1780-\u17d3\u3099\u309a]|_)+")

#: The first and the last day that Python knows, as ordinals: they stand for "open".
FIRST, LAST = date.min.toordinal(), date.max.toordinal()


@lru_cache(maxsize=1 << 16)  # reference data is read again with each store, rows repeat names
def key_of(name: str) -> str:
    """Return what two spellings of one name share: case, accents and punctuation are gone.

    >>> key_of(" The U.S. "), key_of("Côte d’Ivoire"), key_of("Guinea-Bissau")
    ('us', 'cote divoire', 'guinea bissau')
    >>> key_of("टोगो") == key_of("टोंगा"), key_of("Ελλάδα") == key_of("Ελλαδα")
    (False, True)
    """
    text = name.casefold().replace("&", " and ")
    if not text.isascii():
        parts = unicodedata.normalize("NFKD", text.translate(_LETTERS))
        text = unicodedata.normalize("NFC", _POINTS.sub("", parts)).translate(_LETTERS)
    text = _BREAK.sub(" ", _SILENT.sub("", text)).strip()
    return text.removeprefix("the ").removesuffix(" the") if text != "the" else text


def keys_of(name: str) -> tuple[str, ...]:
    """Return the keys of a name: `key_of`, and the one of how it is spelt where ö is oe.

    >>> keys_of("Gerhard Schröder"), keys_of("Iran")
    (('gerhard schroder', 'gerhard schroeder'), ('iran',))
    """
    if name.isascii() or (spelt := name.casefold().translate(_DIGRAPHS)) == name.casefold():
        return (key_of(name),)
    return key_of(name), key_of(spelt)


def respelt(name: str) -> str | None:
    """Return a name of a sorted list in the order in which it is spoken, or None.

    >>> respelt("Korea, North"), respelt("Korea (the Republic of)"), respelt("Seoul")
    ('North Korea', 'the Republic of Korea', None)
    """
    if found := _LISTED.fullmatch(name.strip()):
        return f"{found['first'] or found['of']} {found['last']}"
    return None


def nearest(name: str, keys: Iterable[str]) -> list[str]:
    """Return at most six keys like a name: those that hold all its words, then those spelt alike.

    >>> nearest("Blinken", ["antony blinken", "iran"]), nearest("Germny", ["germany", "iran"])
    (['antony blinken'], ['germany'])
    """
    wanted, every = key_of(name), sorted(keys)
    words = set(wanted.split())
    holding = [key for key in every if words and words <= set(key.split())]
    alike = get_close_matches(wanted, every, n=4, cutoff=0.7)
    return list(dict.fromkeys([*holding[:4], *alike]))[:6]


def span(start: date | None, end: date | None) -> tuple[int, int]:
    """Return a time as ordinals, an open side as the first or last day there is."""
    return (start.toordinal() if start else FIRST, end.toordinal() if end else LAST)


def union(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join spans that overlap or follow each other without a day between them."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined


def when(start: int, end: int) -> str:
    """Say a time in words.

    >>> when(FIRST, date(1945, 5, 8).toordinal())
    'to 1945-05-08'
    """
    first = "" if start == FIRST else f"from {date.fromordinal(start)}"
    last = "" if end == LAST else f"to {date.fromordinal(end)}"
    return " ".join(part for part in (first, last) if part) or "always"
