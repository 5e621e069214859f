"""Compare two names: how alike they are, and how much it says that they are."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from rapidfuzz.distance import JaroWinkler, Levenshtein
from rapidfuzz.fuzz import ratio, token_set_ratio

from geograph.resolution.entities._stop_words import COMMON, PLACES
from geograph.resolution.entities.entity import Entity, family
from geograph.resolution.entities.normalized_names import Name, read, variants
from geograph.resolution.entities.readings import respelt
from geograph.resolution.entities.transliteration import fold, skeleton

__all__ = ["Frequencies", "Likeness", "compare", "names_of", "read_names"]

# A token seen nowhere says as much as its length suggests; a few thousand entities outweigh that.
_PRIOR = 5000
_MALE, _FEMALE = re.compile(r"(?:[eoi]v|ov|ev)i[cj]$|ic$"), re.compile(r"[eoi]?vna$|icna$|ivna$")
_PATRONYMIC = re.compile(r"[oei]v(?:ic|na)$|icna$")
_LIKE = 0.74
_CONSONANTS = frozenset("bcdfghjklmnpqrstvxz")
# Names in one script whose words, in the order of letters, are less alike as text, of 100, are not
# compared word by word: they are other names.
_TEXTS = 60
# A name in a script of several Latin spellings, of which the other name is one.
_READ = 0.97
_SHORT = 3
# Companies go from open to public, or the list says only "joint stock": that is not a difference.
_FORM = dict.fromkeys(("jsc", "pjsc", "ojsc", "cjsc", "nao"), "jsc")


@dataclass(frozen=True, slots=True)
class Frequencies:
    """In how many of the entities at hand each token occurs: rare words say more.

    >>> Frequencies().bits("mohamad") > Frequencies(Counter(mohamad=9000), 90000).bits("mohamad")
    True
    """

    counts: Counter[str] = field(default_factory=Counter)
    total: int = 0
    _known: dict[str, float] = field(default_factory=dict, repr=False, compare=False)

    @property
    def enough(self) -> float:
        """How many bits leave hardly anybody else of the same name among the entities at hand."""
        return math.log2(self.total + _PRIOR) + 4

    def bits(self, token: str) -> float:
        """Return how surprising it is that somebody's name has this word, in bits."""
        known = self._known.get(token)
        if known is None:
            guess = 3.0 if token in _common() else min(1.6 * len(token), 13.0)
            expected = _PRIOR * 2.0**-guess
            known = -math.log2((self.counts[token] + expected) / (self.total + _PRIOR))
            self._known[token] = known
        return known

    @classmethod
    def of(cls, entities: Iterable[Entity]) -> Frequencies:
        """Count the tokens of all names, each once for an entity."""
        counts: Counter[str] = Counter()
        total = 0
        for entity in entities:
            total += 1
            counts.update({token for name in names_of(entity) for token in name.tokens})
        return cls(counts, total)


@lru_cache(maxsize=1)
def _common() -> frozenset[str]:
    return frozenset(fold(word) for word in COMMON)


@lru_cache(maxsize=1)
def _places() -> dict[str, str]:
    return {fold(word): word for word in sorted(PLACES)}


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two names are: ``similarity`` 0..1, ``bits`` what the shared words say.

    ``left`` and ``right`` are the names as written; ``conflict`` is why they can hardly be one
    name; ``forms`` are two legal forms that differ; ``place`` a place or branch that one has alone.
    """

    similarity: float
    bits: float
    left: str
    right: str
    conflict: str | None = None
    forms: tuple[str, str] | None = None
    place: str | None = None

    @property
    def rank(self) -> tuple[float, float]:
        """What orders likenesses of the several names of two entities."""
        return (self.similarity * min(self.bits, 30.0), self.similarity)


def names_of(entity: Entity) -> tuple[Name, ...]:
    """Return the names of an entity, read for comparing, each reading once."""
    return read_names(entity.all_names, family(entity.kind))


@lru_cache(maxsize=50_000)
def read_names(texts: tuple[str, ...], kind: str) -> tuple[Name, ...]:
    """Return names of one family of kinds, read for comparing, each reading once."""
    found: dict[tuple[str, ...], Name] = {}
    for text in texts:
        for variant in variants(text):
            name = read(variant, kind)
            if name.tokens:
                found.setdefault(name.tokens, name)
    return tuple(found.values())


def compare(a: Name, b: Name, kind: str, frequencies: Frequencies) -> Likeness:
    """Compare two names of one family of kinds.

    The result is the same for ``(b, a)`` but for ``left`` and ``right``.

    >>> f = Frequencies()
    >>> x = compare(read("LAVROV, Sergey", "person"), read("Сергей Лавров", "person"), "person", f)
    >>> x.similarity
    1.0
    >>> compare(read("Zvezda 047"), read("Zvezda 048"), "vessel", f).conflict
    'the numbers differ'
    """
    a, b, fits = respelt(a, b, kind)
    if fits is None and not (a.vowelless or b.vowelless):
        alike = ratio(a.ordered, b.ordered)
        # Looking at each pair of words of two long names that share one costs a hundred times more.
        if alike < _TEXTS and token_set_ratio(a.ordered, b.ordered) < _TEXTS:
            return Likeness(alike / 100, 0.0, a.text, b.text)
    matched = _align(a, b, kind)
    left, right = list(a.tokens), list(b.tokens)
    shared = mass = bits = 0.0
    for alike, x, y in matched:
        left.remove(x)
        right.remove(y)
        weight = (_weight(x, kind, frequencies) + _weight(y, kind, frequencies)) / 2
        shared += alike * weight
        mass += weight
        bits += alike * min(frequencies.bits(x), frequencies.bits(y))
    rest_a = sum(_weight(t, kind, frequencies) for t in left)
    rest_b = sum(_weight(t, kind, frequencies) for t in right)
    both, one = min(rest_a, rest_b), abs(rest_a - rest_b)
    # What only one name has may have been left out; what each has instead of the other's, hardly.
    slack = 0.25 if kind == "person" and len(matched) > 1 else 0.5
    whole = mass + 2 * both + slack * one
    similarity = shared / whole if whole else 0.0
    conflict = None
    if kind == "person" and len(matched) < 2 and (left or right):
        similarity = min(similarity, 0.6)
    if fits is not None:
        # A spelling fits or not; transliterations that are alike by letters are other syllables.
        similarity = min(similarity, _READ if fits else 0.6)
    if a.numbers != b.numbers and (kind == "vessel" or (a.numbers and b.numbers)):
        similarity, conflict = min(similarity, 0.5), "the numbers differ"
    joined = _joined(a, b, kind)
    if not conflict and fits is not False and joined > similarity:
        similarity = joined
        bits = max(bits, min(_sum_bits(a, frequencies), _sum_bits(b, frequencies)))
    forms = None
    if a.form and b.form and _FORM.get(a.form, a.form) != _FORM.get(b.form, b.form):
        forms = (min(a.form, b.form), max(a.form, b.form))
    place = None
    if kind not in ("person", "vessel"):
        known = _places()
        place = ", ".join(sorted({known[t] for t in (*left, *right) if t in known})) or None
    return Likeness(min(similarity, 1.0), bits, a.text, b.text, conflict, forms, place)


def _sum_bits(name: Name, frequencies: Frequencies) -> float:
    return sum(frequencies.bits(token) for token in name.tokens)


def _weight(token: str, kind: str, frequencies: Frequencies) -> float:
    if kind == "person":
        return 0.3 if len(token) == 1 else 1.0
    return max(frequencies.bits(token), 1.0) / 10


def _joined(a: Name, b: Name, kind: str) -> float:
    """Compare two names without their spaces, for words that are joined or split."""
    if len(a.tokens) == len(b.tokens):
        return 0.0
    x, y = a.joined, b.joined
    if a.vowelless != b.vowelless:
        x, y = skeleton(x).replace("v", ""), skeleton(y).replace("v", "")
    if a.vowelless != b.vowelless and x == y and len(x) >= 4:
        return 0.9
    if min(len(x), len(y)) < 6:
        return 0.0
    alike = Levenshtein.normalized_similarity(x, y)
    enough = 0.9 if a.vowelless or b.vowelless else 0.93 if kind == "person" else 0.95
    return 0.97 * alike if alike >= enough else 0.0


def _align(a: Name, b: Name, kind: str) -> list[tuple[float, str, str]]:
    """Pair the words of two names, the most alike first, each once."""
    bare = a.vowelless != b.vowelless
    left, right = list(a.tokens), list(b.tokens)
    out: list[tuple[float, str, str]] = []
    for x in sorted(set(left) & set(right)):
        for _ in range(min(left.count(x), right.count(x))):
            left.remove(x)
            right.remove(x)
            out.append((1.0, x, x))
    found = []
    for i, x in enumerate(left):
        for j, y in enumerate(right):
            if not bare and x[0] != y[0] and _far(x, y):
                continue
            # Ties break by the texts alone, so that the order of the two names is nothing.
            first, second = (x, y) if x < y else (y, x)
            if alike := _words(first, second, kind, bare):
                found.append((-alike, first, second, i, j))
    used_a: set[int] = set()
    used_b: set[int] = set()
    for alike, _, _, i, j in sorted(found):
        if i not in used_a and j not in used_b:
            used_a.add(i)
            used_b.add(j)
            out.append((-alike, left[i], right[j]))
    return out


def _far(x: str, y: str) -> bool:
    """Return whether two words that begin otherwise cannot be alike, whatever `_words` would do."""
    long, short = max(len(x), len(y)), min(len(x), len(y))
    return x[0] in _CONSONANTS and y[0] in _CONSONANTS and long - short > (1 - _LIKE) * long


@lru_cache(maxsize=200_000)
def _by_consonants(x: str, y: str) -> float:
    """Return how alike two words are of which one is written without its short vowels."""
    # One letter is w, u and o there: it is left out on both sides.
    sx, sy = skeleton(x).replace("v", ""), skeleton(y).replace("v", "")
    if sx == sy:
        return 0.95 if len(sx) > 1 else 0.7
    return 0.8 if len(sx) > 3 and len(sy) > 3 and Levenshtein.distance(sx, sy) == 1 else 0.0


def _by_grammar(x: str, y: str) -> float | None:
    """Return what initials, patronymics and the gender of names settle, None where they do not."""
    if min(len(x), len(y)) == 1:
        return 0.7 if x[0] == y[0] else 0.0
    if bool(_PATRONYMIC.search(x)) != bool(_PATRONYMIC.search(y)):
        return 0.0  # the father's name is not the son's
    if (_MALE.search(x) and _FEMALE.search(y)) or (_FEMALE.search(x) and _MALE.search(y)):
        return 0.0
    if x + "a" == y or y + "a" == x:  # Ivanov and Ivanova, Alexander and Alexandra
        return 0.75
    return None


@lru_cache(maxsize=300_000)
def _words(x: str, y: str, kind: str, bare: bool) -> float:
    """Return how alike two different words are, 0 where they are not the same word."""
    if x[0].isdigit() or y[0].isdigit():
        return float((x.lstrip("0") or "0") == (y.lstrip("0") or "0"))
    if bare:
        return _by_consonants(x, y)
    if kind == "person" and (known := _by_grammar(x, y)) is not None:
        return known
    short = min(len(x), len(y))
    if short <= _SHORT:
        return 0.75 if skeleton(x) == skeleton(y) and short == _SHORT and x[0] == y[0] else 0.0
    alike = Levenshtein.normalized_similarity(x, y)
    if kind == "vessel":
        return alike if alike >= 0.85 else 0.0
    if x[0] == y[0] and alike >= 0.6:
        alike = max(alike, JaroWinkler.similarity(x, y) - 0.12)
    if skeleton(x) == skeleton(y):
        alike = max(alike, 0.88)
    return alike if alike >= _LIKE else 0.0
