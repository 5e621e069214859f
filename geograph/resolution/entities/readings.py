"""How names in Hebrew, Hangul and Chinese characters may be spelt in Latin letters.

One letter of these scripts has several Latin spellings (ב is b or v, 김 is Kim or Gim), so a name
in them is a pattern, and a Latin name fits it or not. Spellings: Hebrew as newspapers write it,
without vowels; Korean by the Revised and the McCune-Reischauer systems, and family names as
passports have them; Japanese by Hepburn; Chinese by Pinyin and Wade-Giles.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import product

from anyascii import anyascii

from geograph.resolution.entities._name_kanji import CHARACTERS, WORDS
from geograph.resolution.entities.normalized_names import Name, given
from geograph.resolution.entities.transliteration import fold, latin, skeleton

__all__ = ["respell", "respelt", "script_of", "skeletons"]

_WORD = re.compile(r"[a-z0-9]+")
_SCRIPTS = (
    ("hebrew", re.compile("^[\u05d0-\u05ea][\u0590-\u05ff\ufb1d-\ufb4f\\s'\"-]+$")),
    ("hangul", re.compile("^[\uac00-\ud7a3\\s·]{2,}$")),
    ("han", re.compile("^[\u3005\u3400-\u9fff\uf900-\ufaff\\s·・]{2,}$")),
)
_POINTS = re.compile("[\u0591-\u05c7'\"\u05f3\u05f4]")
_HEBREW = {
    "א": "a?", "ב": "(?:bb?|vv?|w)", "ג": "(?:gg?|j|dj)", "ד": "dd?", "ה": "h?",
    "ו": "(?:v|w|o|u|ou|oo)?", "ז": "zz?", "ח": "(?:ch|h|kh)", "ט": "tt?h?",
    "י": "(?:y|i|j|e|ee|ei|ey)?", "כ": "(?:kk?|kh|ch|c|h)", "ך": "(?:kh|ch|k|h)", "ל": "ll?",
    "מ": "mm?", "ם": "mm?", "נ": "nn?", "ן": "nn?", "ס": "ss?", "ע": "'?", "פ": "(?:pp?|ff?|ph)",
    "ף": "(?:ff?|ph|p)", "צ": "(?:tz|ts|z|c)", "ץ": "(?:tz|ts|z)", "ק": "(?:kk?|q|ck|c)",
    "ר": "rr?", "ש": "(?:sh|s|sch)", "ת": "tt?h?",
}  # fmt: skip
_HEBREW_BONES = {
    "ב": "bv", "ג": "g", "ד": "d", "ז": "z", "ח": "hc", "ט": "t", "כ": "khc", "ך": "khc", "ל": "l",
    "מ": "m", "ם": "m", "נ": "n", "ן": "n", "ס": "s", "פ": "pf", "ף": "fp", "צ": "cz", "ץ": "cz",
    "ק": "k", "ר": "r", "ש": "s", "ת": "t", "ה": ("", "h"), "ו": ("", "v"), "י": ("", "j"),
}  # fmt: skip
_INITIALS = (
    ("k", "g"), ("kk", "gg"), ("n",), ("d", "t"), ("tt", "dd"), ("r", "l", "n", ""), ("m",),
    ("b", "p"), ("pp", "bb"), ("s", "sh"), ("ss",), ("",), ("j", "ch", "z"), ("jj",), ("ch",),
    ("k",), ("t",), ("p",), ("h",),
)  # fmt: skip
_VOWELS = (
    ("a", "ah"), ("ae", "ai"), ("ya",), ("yae",), ("eo", "o", "u"), ("e",), ("yeo", "yo", "yu",
    "you", "you"), ("ye",), ("o", "oh"), ("wa",), ("wae",), ("oe", "oi", "we"), ("yo",),
    ("u", "oo", "woo", "ou"), ("wo", "weo"), ("we",), ("wi",), ("yu", "yoo", "you"), ("eu", "u"),
    ("ui", "eui", "i"), ("i", "ee", "yi"),
)  # fmt: skip
_FINALS = {0: ("",), 1: ("k", "g", "ck"), 4: ("n",), 7: ("t", "d"), 8: ("l", "r"), 16: ("m",),
           17: ("p", "b"), 19: ("t", "s"), 21: ("ng",)}  # fmt: skip
_KOREAN_FAMILIES = {
    "이": ("lee", "yi", "rhee", "ri", "i", "li"), "리": ("lee", "ri", "rhee", "li"),
    "박": ("park", "pak", "bak"), "최": ("choi", "choe", "ch'oe"), "정": ("jung", "chung", "jeong",
    "chong", "jong", "cheong"), "노": ("roh", "noh", "no"), "유": ("yoo", "yu", "you", "ryu"),
    "류": ("ryu", "yoo", "yu", "lyu"), "임": ("lim", "im", "rim", "yim"), "림": ("rim", "lim"),
    "우": ("woo", "u", "wu"), "오": ("oh", "o"), "안": ("ahn", "an"), "백": ("paik", "baek", "paek",
    "baik"), "반": ("ban", "pan"), "허": ("heo", "huh", "hur", "ho"), "서": ("seo", "suh", "so"),
    "여": ("yeo", "yuh", "lyuh"), "성": ("sung", "seong", "song"), "염": ("yeom", "yum", "ryom"),
}  # fmt: skip
# Pinyin → Wade-Giles, without its apostrophes: whole syllables, initials, endings.
_WADE_WHOLE = {
    "zhi": "chih", "chi": "chih", "shi": "shih", "ri": "jih", "zi": "tzu", "ci": "tzu", "si": "szu",
    "yi": "i", "you": "yu", "ying": "ing", "er": "erh",
}  # fmt: skip
_WADE_START = (("zh", "ch"), ("x", "hs"), ("q", "ch"), ("j", "ch"), ("z", "ts"), ("b", "p"),
               ("d", "t"), ("g", "k"), ("r", "j"))  # fmt: skip
_WADE_END = (("ong", "ung"), ("ian", "ien"), ("ie", "ieh"), ("ue", "ueh"))
_MOST = 96


@lru_cache(maxsize=100_000)
def script_of(text: str) -> str:
    """Return the script of a name that is a pattern: ``hebrew``, ``hangul``, ``han``, or nothing.

    >>> script_of("יצחק רבין"), script_of("岸田文雄"), script_of("Yitzhak Rabin"), script_of("Банк")
    ('hebrew', 'han', '', '')
    """
    if text.isascii():
        return ""
    return next((name for name, form in _SCRIPTS if form.match(text.strip())), "")


def respell(text: str, words: Sequence[str], person: bool) -> dict[str, str] | None:
    """Return which Latin words a name in another script can be read as.

    Parameters
    ----------
    text
        A name of which `script_of` says the script.
    words
        The words of a Latin name, in lower case, in their order.
    person
        Whether it names a person: others have no family name.

    Returns
    -------
    dict or None
        Word as written → the Latin word; of Hangul and Chinese characters the whole text stands for
        all words, joined by spaces. None where they are other names.

    Examples
    --------
    >>> respell("אהוד ברק", ["ehud", "barak"], True)
    {'אהוד': 'ehud', 'ברק': 'barak'}
    >>> respell("岸田文雄", ["fumio", "kishida"], True)
    {'岸田文雄': 'fumio kishida'}
    >>> respell("岸田文雄", ["shinzo", "abe"], True)
    >>> respell("김정은", ["kim", "jong", "un"], True)
    {'김정은': 'kim jong un'}
    """
    script = script_of(text)
    if script == "hebrew":
        found = {}
        left = list(words)
        for word in _POINTS.sub("", text).replace("-", " ").split():
            fits = next((w for w in left if _hebrew(word).fullmatch(w)), None)
            if fits:
                left.remove(fits)
                found[word] = fits
        return found or None
    if not script or not words or len(words) > 5:
        return None
    form = _pattern(text, script, person)
    return {text: " ".join(words)} if any(form.fullmatch(o) for o in _orders(words)) else None


def _orders(words: Sequence[str]) -> Iterator[str]:
    """Yield the words joined: as they stand, with the last first, with the first last."""
    orders = [list(words), [words[-1], *words[:-1]], [*words[1:], words[0]]]
    yield from dict.fromkeys("|".join(order) for order in orders)


@lru_cache(maxsize=20_000)
def _hebrew(word: str) -> re.Pattern[str]:
    between = "[aeiou]*"
    return re.compile(between + between.join(_HEBREW.get(c, "") for c in word) + between)


@lru_cache(maxsize=20_000)
def _pattern(text: str, script: str, person: bool) -> re.Pattern[str]:
    """Return what matches the words of a Latin name, joined by bars where a syllable ends."""
    bare = re.sub(r"[\s·・]", "", text)
    forms = [_choice(units) for units in _syllables(bare, script, person)]
    return re.compile("|".join(forms))


def _choice(units: Sequence[Sequence[str]]) -> str:
    parts = [f"(?:{'|'.join(map(re.escape, unit))})" for unit in units]
    return r"(?:" + r"\|?".join(parts) + ")"


def _syllables(text: str, script: str, person: bool) -> Iterator[list[tuple[str, ...]]]:
    """Yield ways to read a text: the spellings of each of its syllables, family name first."""
    if script == "hangul":
        yield [_hangul(c, person and not at) for at, c in enumerate(text)]
        return
    pinyin = [anyascii(c).lower().strip() for c in text]
    yield [(p,) for p in pinyin]
    yield [(_wade(p),) for p in pinyin]
    if person:
        yield from _japanese(text)


def _wade(pinyin: str) -> str:
    if pinyin in _WADE_WHOLE:
        return _WADE_WHOLE[pinyin]
    if pinyin.startswith("c") and not pinyin.startswith("ch"):
        pinyin = "ts" + pinyin[1:]
    for start, other in _WADE_START:
        if pinyin.startswith(start):
            pinyin = other + pinyin[len(start) :]
            break
    for end, other in _WADE_END:
        if pinyin.endswith(end):
            return pinyin.removesuffix(end) + other
    return pinyin


@lru_cache(maxsize=12_000)
def _hangul(character: str, family: bool) -> tuple[str, ...]:
    code = ord(character) - 0xAC00
    start, middle, end = code // 588, code % 588 // 28, code % 28
    spelt = map("".join, product(_INITIALS[start], _VOWELS[middle], _FINALS.get(end, ("",))))
    known = _KOREAN_FAMILIES.get(character, ()) if family else ()
    return tuple(dict.fromkeys((*known, *spelt)))


def _japanese(text: str) -> Iterator[list[tuple[str, ...]]]:
    """Yield the Japanese readings, in pieces of one character or of a word with its own reading."""
    if not text:
        yield []
        return
    for size in (3, 2, 1):
        piece = text[:size]
        known = WORDS.get(piece) if size > 1 else CHARACTERS.get(piece)
        if known and len(piece) == size:
            spelt = tuple(dict.fromkeys(s for reading in known for s in _long(reading)))
            for rest in _japanese(text[size:]):
                yield [spelt, *rest]


def _long(reading: str) -> tuple[str, ...]:
    """Return the spellings of a reading with a long vowel: without a sign, doubled, with an h."""
    if "ō" in reading:
        return tuple(reading.replace("ō", o) for o in ("o", "ou", "oo", "oh"))
    if "ū" in reading:
        return tuple(reading.replace("ū", u) for u in ("u", "uu"))
    return (reading,)


@lru_cache(maxsize=20_000)
def skeletons(text: str, person: bool) -> tuple[frozenset[str], ...]:
    """Return the consonants of each word, or part, that Latin spellings of a name may have.

    >>> [sorted(part) for part in skeletons("ברק", True)]
    [['brk', 'vrk']]
    """
    script = script_of(text)
    if script == "hebrew":
        words = _POINTS.sub("", text).replace("-", " ").split()
        return tuple(_hebrew_bones(word) for word in words)
    if not script:
        return ()
    bare = re.sub(r"[\s·・]", "", text)
    parts: dict[int, set[str]] = {0: set(), 1: set(), 2: set()}
    for units in _syllables(bare, script, person):
        if script == "han" and not person:
            continue
        for cut in range(1, min(len(units), 4)) if script == "han" else (1,):
            for part, piece in ((0, units[:cut]), (1, units[cut:])):
                parts[part].update(_spelt(piece))
        if script == "hangul" and len(units) == 3:
            parts[1].update(_spelt(units[1:2]))
            parts[2].update(_spelt(units[2:]))
    return tuple(frozenset(p) for p in parts.values() if p)


def _spelt(units: Sequence[Sequence[str]]) -> set[str]:
    """Return skeletons of the joined spellings of some syllables, as many as there is room for."""
    found: set[str] = set()
    for number, letters in enumerate(product(*units)):
        if number >= _MOST:
            break
        found.add(skeleton(fold("".join(letters))))
    return found - {""}


def _hebrew_bones(word: str) -> frozenset[str]:
    letters = [tuple(_HEBREW_BONES.get(c, ("",))) for c in word]
    found = {
        skeleton("".join(one)) for _, one in zip(range(_MOST), product(*letters), strict=False)
    }
    return frozenset(found - {""})


def respelt(a: Name, b: Name, kind: str) -> tuple[Name, Name, bool | None]:
    """Return two names in one spelling, where one has a script of several spellings.

    The third says whether they fit: None where nothing was to be looked at. Of an organisation in
    another script half may be translated, so that what does not fit says nothing.
    """
    one, other = script_of(a.text), script_of(b.text)
    if bool(one) == bool(other):
        return a, b, None
    if other:
        y, x, fits = respelt(b, a, kind)
        return x, y, fits
    words = {_token(w, kind): w for w in _WORD.findall(latin(b.text))}
    mine = [words[t] for t in b.tokens if t in words]
    person = kind == "person"
    if len(mine) != len(b.tokens):
        return a, b, None
    found = respell(a.text, mine, person)
    if found is None:
        return a, b, False if person else None
    if one != "hebrew":
        return replace(a, tokens=b.tokens, vowelless=False), b, True
    tokens = [
        _token(found[word], kind) if word in found else fold(latin(word))
        for word in _POINTS.sub("", a.text).replace("-", " ").split()
    ]
    return replace(a, tokens=tuple(t for t in tokens if t), vowelless=False), b, True


def _token(word: str, kind: str) -> str:
    return given(fold(word)) if kind == "person" else fold(word)
