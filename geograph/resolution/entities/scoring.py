"""Score how likely two entities are the same, with the evidence that the score is the sum of.

Each line of evidence has a weight, the natural logarithm of how much more often it is seen on
pairs that are one than on candidates that are not; the score is the logistic function of the sum.
The weights were fitted on the training half of the benchmark (docs/reconcile.md) and rounded.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from geograph.dates import parse
from geograph.errors import DateError
from geograph.resolution.entities.acronyms import acronym, initials, said_by
from geograph.resolution.entities.compare import Frequencies, Likeness, compare
from geograph.resolution.entities.entity import Entity
from geograph.resolution.entities.identifiers import agree, conflict
from geograph.resolution.entities.normalized_names import Name
from geograph.resolution.entities.prepared import Prepared, prepare

__all__ = [
    "WEIGHTS",
    "Evidence",
    "Score",
    "best",
    "births",
    "circumstances",
    "names_evidence",
    "score",
    "scored",
]

#: What each feature of a pair weighs. Similarities count by their distance from 1, bits by tens.
WEIGHTS: dict[str, float] = {
    "start": 3.0,
    "unlike": -9.0,
    "few bits": -1.0,
    "birth same": 4.0,
    "birth within": 1.0,
    "birth near": -2.5,
    "birth other": -5.5,
    "country same": 1.0,
    "country other": -2.5,
    "vessel": -3.5,
    "numbers": -2.0,
    "form": -3.7,
    "place": -2.0,
    "identifier": 1.5,
    "identifier other": -7.0,
}
# Names that are compared word by word, of all pairs of names: those most alike as text.
_MOST = 4
# Names that are less alike than the best pair by so many hundredths are not worth a closer look.
_CLOSE = 20
# So many bits are lacking where two names are the same three letters: too many for those alone.
_THREE = 11.0
# An acronym and what its letters stand for.
_INITIALS = 0.92


@dataclass(frozen=True, slots=True)
class Evidence:
    """One reason for or against: ``text`` for people; ``weight`` in the sum, 0 where it decides."""

    feature: str
    weight: float
    text: str

    def __str__(self) -> str:
        return f"{self.weight:+.1f} {self.text}" if self.weight else self.text


@dataclass(frozen=True, slots=True)
class Score:
    """How likely two entities are the same, 0..1, and why; ``decided`` by an identifier or not."""

    value: float
    evidence: tuple[Evidence, ...]
    decided: bool = False

    def lines(self) -> tuple[str, ...]:
        """Return the evidence as texts, the decisive first."""
        return tuple(str(e) for e in self.evidence)


def score(a: Entity, b: Entity, frequencies: Frequencies | None = None) -> Score:
    """Score whether two entities are the same.

    Symmetric but for the order of the two names in the texts.

    Parameters
    ----------
    a, b
        Two entities.
    frequencies
        How common words are among the entities at hand; None judges words by their length.

    Examples
    --------
    >>> a = Entity(id="x/1", kind="Person", label="LAVROV, Sergei Viktorovich", birth=("1950",))
    >>> b = Entity(id="y/9", kind="Person", label="Лавров Сергей Викторович", birth=("1950-03-21",))
    >>> found = score(a, b)
    >>> found.value > 0.9, found.lines()[-1]
    (True, '+1.0 birth dates agree: 1950, 1950-03-21')
    """
    found = scored(prepare(a), prepare(b), frequencies or Frequencies())
    assert found is not None  # without a least score nothing is left out
    return found


def scored(
    left: Prepared, right: Prepared, frequencies: Frequencies, least: float = 0.0
) -> Score | None:
    """Score two prepared entities; None where it is sure early on that it is below ``least``."""
    a, b = left.entity, right.entity
    if a.id == b.id:
        return Score(1.0, (Evidence("id", 0.0, f"the same id {a.id}"),), decided=True)
    if left.kind != right.kind and "any" not in (left.kind, right.kind):
        return Score(0.0, (Evidence("kind", 0.0, f"{a.kind} is not {b.kind}"),), decided=True)
    kind = right.kind if left.kind == "any" else left.kind
    found = circumstances(left, right, kind)
    identified = bool(a.identifiers and b.identifiers)
    shared, exact = agree(a, b) if identified else (None, False)
    other = conflict(a, b) if identified else None
    sure = bool(shared and exact and not other)
    told = []
    if shared and not sure:
        told.append(Evidence("identifier", WEIGHTS["identifier"] * 3, f"both have {shared}"))
    if other:
        told.append(Evidence("identifier other", WEIGHTS["identifier other"], other))
    # What names say is nothing at best, and most pairs of namesakes have other births.
    if not sure and _logistic((*found, *told)) < least:
        return None
    likeness = best(left, right, kind, frequencies)
    if not sure and likeness and _logistic((*found, *told, _unlike(likeness))) < least:
        return None
    found = [*names_evidence(left, right, likeness, frequencies), *found]
    if sure:
        # Names change, an exact identifier does not: ships are renamed, firms re-registered.
        value = 1.0 if likeness and likeness.similarity >= 0.8 else 0.97
        both = Evidence("identifier", 0.0, f"both have {shared}")
        # What else there is does not count, and is shown without its weight.
        return Score(value, (both, *(replace(e, weight=0.0) for e in found)), decided=True)
    return Score(_logistic((*found, *told)), (*found, *told))


def _logistic(evidence: Sequence[Evidence]) -> float:
    total = WEIGHTS["start"] + math.fsum(e.weight for e in evidence)
    return 1 / (1 + math.exp(-max(min(total, 30.0), -30.0)))


def best(a: Prepared, b: Prepared, kind: str, frequencies: Frequencies) -> Likeness | None:
    """Return the likeness of the two names that say most, None where one has no name."""
    chosen = _promising(a, b) if a.names and b.names else []
    found = [compare(x, y, kind, frequencies) for x, y in chosen]
    if kind not in ("person", "vessel"):
        found = _without_three(found, a, b, frequencies)
    found += [*_shortened(a, b), *_shortened(b, a)]
    if len(found) == 1:
        return found[0]
    return max(found, key=lambda m: (m.rank, *sorted((m.left, m.right))), default=None)


def _shortened(a: Prepared, b: Prepared) -> Iterator[Likeness]:
    """Yield what an acronym that is all the name of one entity says of the names of the other."""
    for letters in sorted(a.acronyms):
        for name in b.written:
            if letters in initials(name):
                yield Likeness(_INITIALS, said_by(letters), letters.upper(), name)
                return


def _without_three(
    found: list[Likeness], a: Prepared, b: Prepared, frequencies: Frequencies
) -> list[Likeness]:
    """Return likenesses in which three letters that both names are say little, whatever they are.

    Where both say in full what they are called, the letters say nothing: RSF is the Rapid Support
    Forces and Reporters Sans Frontières.
    """
    letters = [one.similarity == 1.0 and len(acronym(one.left) or "") == 3 for one in found]
    if not any(letters):
        return found
    spelt = any(map(initials, a.written)) and any(map(initials, b.written))
    most = frequencies.enough - _THREE
    kept = [
        replace(one, bits=min(one.bits, most)) if short else one
        for one, short in zip(found, letters, strict=True)
        if not (short and spelt)
    ]
    return kept or [replace(one, similarity=0.0, bits=0.0) for one in found[:1]]


def _promising(a: Prepared, b: Prepared) -> list[tuple[Name, Name]]:
    """Return the few pairs of names that are most alike as text, of all pairs of two entities."""
    left, right, mine, yours = a.names, b.names, a.texts, b.texts
    if len(left) * len(right) <= _MOST:
        return [(x, y) for x in left for y in right]
    from rapidfuzz.fuzz import ratio
    from rapidfuzz.process import cdist

    alike = cdist(mine, yours, scorer=ratio, dtype="uint8")
    least = max(sorted(alike.ravel().tolist())[-_MOST:][0], int(alike.max()) - _CLOSE)
    rows, columns = (alike >= least).nonzero()
    # Ties break by the texts alone, so that the order of the two entities is nothing.
    ranked = sorted(
        (-int(alike[i, j]), *sorted((mine[i], yours[j])), i, j)
        for i, j in zip(rows.tolist(), columns.tolist(), strict=True)
    )
    chosen = [(i, j) for *_, i, j in ranked[:_MOST]]
    if any(a.foreign) or any(b.foreign):
        # A name that is a pattern is alike to none as text.
        patterns = (
            (i, j)
            for i, x in enumerate(a.foreign)
            for j, y in enumerate(b.foreign)
            if x != y and (i, j) not in chosen
        )
        chosen += sorted(patterns, key=lambda p: sorted((mine[p[0]], yours[p[1]])))[: 4 * _MOST]
    return [(left[i], right[j]) for i, j in chosen]


def names_evidence(
    a: Prepared, b: Prepared, likeness: Likeness | None, frequencies: Frequencies
) -> list[Evidence]:
    """Return what the names say, each line with its weight; none speaks for, all speak against."""
    if likeness is None:
        return [_weighed("unlike", "no names to compare")]
    out: list[Evidence] = []
    names = f"{likeness.left!r} ~ {likeness.right!r}"
    if likeness.similarity == 1.0:
        out.append(Evidence("alike", 0.0, f"the same name: {names}"))
    else:
        out.append(_unlike(likeness, f"names {likeness.similarity:.2f} alike: {names}"))
    # Of many names of both, some two are alike by chance; names of one entity are alike too,
    # hence the root.
    chances = math.log2(max(1, len(a.written) * len(b.written))) / 2
    lacking = max(0.0, frequencies.enough + chances - likeness.bits) / 10
    if lacking:
        text = f"the shared words say little ({likeness.bits:.0f} bits)"
        out.append(_weighed("few bits", text, lacking * (1 + lacking)))
    if likeness.conflict:
        out.append(_weighed("numbers", likeness.conflict))
    if likeness.forms:
        out.append(_weighed("form", f"other legal forms: {' and '.join(likeness.forms)}"))
    if likeness.place:
        text = f"a place or branch in one name alone: {likeness.place}"
        out.append(_weighed("place", text))
    return out


def circumstances(a: Prepared, b: Prepared, kind: str) -> list[Evidence]:
    """Return what kinds, births and countries say, each line with its weight."""
    out: list[Evidence] = []
    if kind == "vessel":
        text = "ships share and change names, and no IMO number is common"
        out.append(_weighed("vessel", text))
    if a.entity.birth and b.entity.birth:
        out.append(_weighed(*births(a.entity.birth, b.entity.birth)))
    here, there = a.countries, b.countries
    if here & there:
        out.append(_weighed("country same", f"both of {', '.join(sorted(here & there))}"))
    elif here and there and kind != "vessel":  # ships change flags
        text = f"{', '.join(sorted(here))} is not {', '.join(sorted(there))}"
        out.append(_weighed("country other", text))
    return out


def _unlike(likeness: Likeness, text: str = "") -> Evidence:
    return _weighed("unlike", text, 1 - likeness.similarity)


def _weighed(feature: str, text: str, size: float = 1.0) -> Evidence:
    return Evidence(feature, WEIGHTS[feature] * size, text)


def births(left: Sequence[str], right: Sequence[str]) -> tuple[str, str]:
    """Compare two lists of birth dates by the two that are closest.

    >>> births(["1950-03-21"], ["1950-03-21"]), births(["1950"], ["1948"])[0]
    (('birth same', 'birth dates agree to the day: 1950-03-21'), 'birth other')
    >>> births(["1975-03-01"], ["1975-01-03"])[0]
    'birth near'
    """
    pairs = [_birth(x, y) for x in left for y in right]
    order = ("birth same", "birth within", "birth near", "birth other")
    return min(pairs, key=lambda p: (order.index(p[0]), p[1]))


def _birth(x: str, y: str) -> tuple[str, str]:
    x, y = sorted((x, y))
    a, b = _bounds(x), _bounds(y)
    if a is None or b is None:
        return "birth near", f"a birth date that cannot be read: {x}, {y}"
    if a == b and a[0] == a[1]:
        return "birth same", f"birth dates agree to the day: {x}"
    if a[0] <= b[1] and b[0] <= a[1]:
        return "birth within", f"birth dates agree: {x}, {y}"
    apart = max((b[0] - a[1]).days, (a[0] - b[1]).days)
    first, second = a[0], b[0]
    swapped = first.year == second.year and (first.month, first.day) == (second.day, second.month)
    days = a[0] == a[1] and b[0] == b[1]
    if apart < 366 or (days and (swapped or first.replace(year=4) == second.replace(year=4))):
        return "birth near", f"birth dates differ a little: {x}, {y}"
    return "birth other", f"birth dates differ: {x}, {y}"


@lru_cache(maxsize=100_000)
def _bounds(text: str) -> tuple[date, date] | None:
    try:
        span = parse(text)
    except DateError:
        return None
    first, last = span.earliest_start, span.latest_end
    return (first, last) if first and last else None
