"""Letters of any script in Latin ones, and what the transliterations of one word share."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from anyascii import anyascii

__all__ = ["fold", "latin", "skeleton"]

_LETTERS = {
    "shch": "S", "tsch": "C", "tch": "C", "sch": "S", "dzh": "J", "ch": "C", "cz": "C", "sh": "S",
    "zh": "Z", "tz": "C", "ts": "C", "dj": "J", "kh": "H", "gh": "G", "ph": "F", "th": "T",
    "dh": "D", "ck": "K", "ks": "KS", "x": "KS", "q": "K", "w": "V", "c": "K",
    "yeva": "eva", "ya": "a", "ia": "a", "ja": "ja", "yu": "u", "iu": "u", "ye": "e", "ie": "e",
    "you": "u", "yo": "o", "io": "o", "oo": "u", "ou": "u", "ee": "i", "ei": "e", "ey": "e",
    "ej": "e", "iy": "i", "ii": "i", "yi": "i", "yy": "i", "ij": "i", "y": "i",
}  # fmt: skip
_FOLD = re.compile("|".join(sorted(_LETTERS, key=len, reverse=True)))
_TWICE = re.compile(r"(.)\1+")
_VOWELS = re.compile(r"[aeiouwy]")
_SILENT = re.compile(r"['’‘ʼʿʾ`´ʹʺ]")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
# Han and Hangul come out of transliteration as syllables in camel case.
_SYLLABIC = re.compile("[\u3400-\u9fff\uac00-\ud7af]")
_ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]")
_ARTICLE = re.compile("(?<!\\w)\u0627\u0644(?=\\w{3})")
# Arabic and Persian letters as their Latin spellings fold, one letter for one: a library's digraphs
# (t and h for two letters, th for one) could not be told apart afterwards.
_ARABIC_LETTERS = str.maketrans(
    "ابتثجحخدذرزسشصضطظعغفقكلمنهويىةءپچژکگی", "abttjhhddrzsssdtz\0gfkklmnhwyyh\0pczkgy"
)
# Words run together in Cyrillic are a slip of the keyboard; in Latin letters they may be a name.
_GLUED = re.compile("(?<=[а-яёіїєґ])(?=[А-ЯЁІЇЄҐ])")


def latin(text: str) -> str:
    """Return a text in lower-case ASCII letters, without apostrophes.

    >>> latin("Володимир Зеленський"), latin("习近平"), latin("Erdoğan, Recep Tayyip")
    ('volodimir zelenskiy', 'xi jin ping', 'erdogan, recep tayyip')
    >>> latin("محمد طاهر أنوري")
    'mhmd tahr anwry'
    """
    if not text.isascii():
        if _ARABIC.search(text):
            # Apart from its hamza and signs for vowels, an alif is an alif.
            # A mark that keeps two letters apart stands within a word; a stroke is decoration.
            text = unicodedata.normalize("NFKD", text).replace("\u0640", "").replace("\u200c", "")
            text = "".join(c for c in text if not unicodedata.combining(c))
            text = _ARTICLE.sub("", text).translate(_ARABIC_LETTERS).replace("\0", "")
        text = _GLUED.sub(" ", text)
        syllabic = _SYLLABIC.search(text)
        text = anyascii(text)
        if syllabic:
            text = _CAMEL.sub(" ", text)
    return _SILENT.sub("", text).lower()


@lru_cache(maxsize=200_000)
def fold(word: str) -> str:
    """Return what the common transliterations of one word share.

    >>> fold("sergey") == fold("sergei") == fold("sergej"), fold("yusuf") == fold("youssouf")
    (True, True)
    >>> fold("aksyonov"), fold("lukashenko"), fold("lukaschenko")
    ('aksonov', 'lukasenko', 'lukasenko')
    """
    folded = _FOLD.sub(lambda m: _LETTERS[m[0]], word).lower()
    return _TWICE.sub(r"\1", folded) if not folded.isdigit() else folded


@lru_cache(maxsize=200_000)
def skeleton(token: str) -> str:
    """Return the consonants of a folded word; a word of vowels keeps its first letter.

    >>> skeleton(fold("muhammad")), skeleton(fold("mhmd")), skeleton("ea")
    ('mhmd', 'mhmd', 'e')
    """
    bare = _TWICE.sub(r"\1", _VOWELS.sub("", token))
    if len(bare) > 2:
        bare = bare.removesuffix("h")
    return bare or token[:1]
