"""Names in comparable forms: folded words, with legal forms, titles and numbers set apart."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from geograph.resolution.entities._stop_words import (
    FORMS,
    GIVEN,
    GIVEN_NAMES,
    PARTICLES,
    SAME_WORD,
    SHIP,
    TITLES,
)
from geograph.resolution.entities.transliteration import fold, latin

__all__ = ["Name", "given", "read", "variants"]

_DOTTED = re.compile(r"\b(?:\w\.){2,}(?:\w\b)?")
_WORD = re.compile(r"[a-z0-9]+")
# Scripts that write no short vowels: their names compare by consonants.
_VOWELLESS = re.compile("[\u0590-\u05ff\u0600-\u06ff\u0750-\u077f\ufb1d-\ufdff\ufe70-\ufefc]")
_ASIDE = re.compile(r"[(\[]([^()\[\]]*)(?:[)\]]|$)")
_ALSO = re.compile(r"(?:also|formerly|previously) known as\s+|(?:a\.?k\.?a|f\.?k\.?a)\.?\s+", re.I)
_EITHER = re.compile(r"\s+/\s+|\s+(?:aka|a\.k\.a\.|f/k/a)\s+")
# Comparing words in pairs costs the square of their number; no name has so many.
_MOST_WORDS = 40
_ROMAN = {"ii": "2", "iii": "3", "iv": "4", "vi": "6", "vii": "7", "viii": "8", "ix": "9"}
# One empty set for all: of hundreds of thousands of names few have numbers.
_NONE: frozenset[str] = frozenset()
_SERVANT = re.compile(r"(abd|ab[uo])(?:[aeiou]?[lrs])?|abou|abw")
_SERVANT_OF = re.compile(r"abd[aeou][lrs](?=\w{3})")


@dataclass(frozen=True, slots=True)
class Name:
    """One name, read for comparing.

    ``tokens`` are the folded words that tell who it is, in their order; ``form`` the legal form;
    ``numbers`` the words with digits, which have to agree; ``vowelless`` says that the script
    writes no short vowels; ``text`` the name as written; ``ordered`` the tokens in the order of
    their letters, as one text.
    """

    text: str
    tokens: tuple[str, ...]
    form: str | None
    numbers: frozenset[str]
    vowelless: bool
    ordered: str = ""

    @property
    def joined(self) -> str:
        """The tokens without spaces, in their order: for words that are joined or split."""
        return "".join(self.tokens)


def variants(text: str) -> tuple[str, ...]:
    """Return the names that stand in one text: beside a slash, or in brackets.

    What is in brackets is a name of its own if it says so, if it is in another script, or of
    several words of which one begins as a word before the brackets does; initials are left out.

    >>> variants("Sergei AKSENOV (Сергей АКСЁНОВ)"), variants("Bank (Schweiz) AG")
    (('Sergei AKSENOV', 'Сергей АКСЁНОВ'), ('Bank (Schweiz) AG',))
    >>> variants("PJSC Iskra Works / PJSC NPO Iskra")
    ('PJSC Iskra Works', 'PJSC NPO Iskra')
    >>> variants("Iskra Works (NPO Iskra)"), variants("Police (Hong Kong)")
    (('Iskra Works', 'NPO Iskra'), ('Police (Hong Kong)',))
    >>> variants("Marine Industries Organization (MIO)"), variants("JSC MNITI (also known as Ruta)")
    (('Marine Industries Organization',), ('JSC MNITI', 'Ruta'))
    """
    out: list[str] = []
    parts = _EITHER.split(text)
    for part in parts if all(len(p.split()) > 1 for p in parts) else [text]:
        outside = " ".join(_ASIDE.sub(" ", part).split())
        asides = [aside.strip() for aside in _ASIDE.findall(part)]
        names = [_ALSO.sub("", a) for a in asides if _ALSO.match(a) or _is_name(a, outside)]
        short = [a for a in asides if _stands_for(a, outside)]
        out += [outside, *names] if (names or short) and outside else [part.strip()]
    return tuple(out)


def _is_name(aside: str, outside: str) -> bool:
    if len(aside) < 4:
        return False
    if _script(aside) != _script(outside):
        return True
    # "Police (Hong Kong)" is not Hong Kong: another name has a word with the first in common.
    words = ({w[:4] for w in _WORD.findall(latin(t)) if len(w) > 3} for t in (aside, outside))
    return len(aside.split()) > 1 and bool(set.intersection(*words))


def _stands_for(aside: str, outside: str) -> bool:
    """Return whether what is in brackets is the initials of the words before: it adds nothing."""
    initials = "".join(word[0] for word in _WORD.findall(latin(outside)))
    return aside.isupper() and len(aside) > 1 and _ordered(latin(aside), initials)


def _ordered(part: str, whole: str) -> bool:
    rest = iter(whole)
    return all(letter in rest for letter in part)


def _script(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    # Accented Latin letters lie below U+0250.
    return sum(c > "\u024f" for c in letters) * 2 > len(letters)


@lru_cache(maxsize=200_000)
def read(text: str, family: str = "any") -> Name:
    """Read a name for comparing.

    Parameters
    ----------
    text
        The name as written, in any script.
    family
        As of `geograph.resolution.entities.entity.family`: persons lose titles and particles, ships
        their prefix, all others their legal form.

    Examples
    --------
    >>> read("LAVROV, Sergei Viktorovich", "person").tokens
    ('lavrov', 'serge', 'viktorovic')
    >>> read("ООО «Ромашка»", "organisation").tokens, read("Romashka LLC", "organisation").form
    (('romaska',), 'llc')
    >>> read("Shaikh Abdul-Aziz bin Muhammad", "person").tokens
    ('abdaziz', 'muhamad')
    """
    plain = _DOTTED.sub(lambda m: m[0].replace(".", "") + " ", latin(text))
    words = _WORD.findall(plain.replace("&", " and "))[:_MOST_WORDS]
    vowelless = bool(_VOWELLESS.search(text))
    form: str | None = None
    if family == "person":
        words = _person([w for w in words if w not in TITLES] or words)
        tokens = words if vowelless else [given(fold(w)) for w in words]
    else:
        if family == "vessel":
            words = [w for w in words if w not in SHIP] or words
        tokens = words if vowelless else [_ROMAN.get(w) or fold(w) for w in words]
        if family != "vessel":
            tokens, form = _without_form(tokens)
    numbers = frozenset(t.lstrip("0") or "0" for t in tokens if t[0].isdigit())
    ordered = " ".join(sorted(tokens))
    return Name(text, tuple(tokens), form, numbers or _NONE, vowelless, ordered)


def _person(words: list[str]) -> list[str]:
    """Drop particles and join "servant of" and "father of" with the word they belong to."""
    out: list[str] = []
    servant = False
    for word in words:
        if servant and word in PARTICLES:
            continue
        if servant:
            out[-1] += word
            servant = False
        elif word not in PARTICLES:
            servant = bool(_SERVANT.fullmatch(word))
            whole = "abd" if word.startswith("abd") else "abu"
            out.append(whole if servant else _SERVANT_OF.sub("abd", word))
    return out or words


def given(token: str) -> str:
    """Put one form for given names, and patronymics of them, that languages write differently.

    >>> given(fold("oleksandrovich")), given(fold("mykola"))
    ('aleksandrovic', 'nikolai')
    """
    if token in GIVEN_NAMES:
        return GIVEN_NAMES[token]
    for start, other in GIVEN:
        if token.startswith(start):
            return other + token[len(start) :]
    return token


def _without_form(tokens: list[str]) -> tuple[list[str], str | None]:
    """Take out the legal form and put one word for each that lists translate or abbreviate."""
    phrases, longest = _phrases()
    out: list[str] = []
    forms: list[str] = []
    at = 0
    while at < len(tokens):
        for size in range(min(longest, len(tokens) - at), 0, -1):
            found = phrases.get(" ".join(tokens[at : at + size]))
            # A one-word form counts at either end alone: "Co" or "AS" may be a word elsewhere.
            inside = size == 1 and at not in (0, len(tokens) - 1)
            if found and not (found[0] and inside):
                is_form, word = found
                (forms if is_form else out).append(word)
                at += size
                break
        else:
            out.append(tokens[at])
            at += 1
    return out, min(forms, key=list(FORMS).index) if forms else None


@lru_cache(maxsize=1)
def _phrases() -> tuple[dict[str, tuple[bool, str]], int]:
    """Return folded phrase → (whether it is a legal form, what stands for it), and the longest."""
    table: dict[str, tuple[bool, str]] = {}
    for is_form, words in ((False, SAME_WORD), (True, FORMS)):
        for key, phrases in words.items():
            for phrase in phrases:
                table[" ".join(fold(w) for w in phrase.split())] = (is_form, key)
    return table, max(len(phrase.split()) for phrase in table)
