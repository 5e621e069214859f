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
from itertools import product

from geograph.dates import parse
from geograph.errors import DateError
from geograph.resolution.entities.acronyms import alone, initials, said_by
from geograph.resolution.entities.compare import Frequencies, Likeness, compare, names_of
from geograph.resolution.entities.entity import Entity, family
from geograph.resolution.entities.identifiers import agree, conflict
from geograph.resolution.entities.normalized_names import Name
from geograph.resolution.entities.readings import script_of

__all__ = ["WEIGHTS", "Evidence", "Score", "features", "score"]

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
    if a.id == b.id:
        return Score(1.0, (Evidence("id", 0.0, f"the same id {a.id}"),), decided=True)
    kinds = {family(a.kind), family(b.kind)} - {"any"}
    if len(kinds) > 1:
        return Score(0.0, (Evidence("kind", 0.0, f"{a.kind} is not {b.kind}"),), decided=True)
    frequencies = frequencies or Frequencies()
    kind = next(iter(kinds), "any")
    likeness = best(a, b, kind, frequencies)
    found = features(a, b, kind, likeness, frequencies)
    shared, exact = agree(a, b)
    other = conflict(a, b)
    if shared and exact and not other:
        # Names change, an exact identifier does not: ships are renamed, firms re-registered.
        value = 1.0 if likeness and likeness.similarity >= 0.8 else 0.97
        both = Evidence("identifier", 0.0, f"both have {shared}")
        # What else there is does not count, and is shown without its weight.
        return Score(value, (both, *(replace(e, weight=0.0) for e in found)), decided=True)
    if shared:
        found.append(Evidence("identifier", WEIGHTS["identifier"] * 3, f"both have {shared}"))
    if other:
        found.append(Evidence("identifier other", WEIGHTS["identifier other"], other))
    total = WEIGHTS["start"] + sum(e.weight for e in found)
    return Score(1 / (1 + math.exp(-max(min(total, 30.0), -30.0))), tuple(found))


def best(a: Entity, b: Entity, kind: str, frequencies: Frequencies) -> Likeness | None:
    """Return the likeness of the two names that say most, None where one has no name."""
    left, right = names_of(a), names_of(b)
    chosen = _promising(left, right) if left and right else []
    found = [compare(x, y, kind, frequencies) for x, y in chosen]
    if kind not in ("person", "vessel"):
        found += [*_shortened(a, b), *_shortened(b, a)]
    return max(found, key=lambda m: (m.rank, *sorted((m.left, m.right))), default=None)


def _shortened(a: Entity, b: Entity) -> Iterator[Likeness]:
    """Yield what an acronym that is all the name of one entity says of the names of the other."""
    for letters in sorted(alone(a.all_names)):
        for name in b.all_names:
            if letters in initials(name):
                yield Likeness(_INITIALS, said_by(letters), letters.upper(), name)
                return


def _promising(left: Sequence[Name], right: Sequence[Name]) -> list[tuple[Name, Name]]:
    """Return the few pairs of names that are most alike as text, of all pairs of two entities."""
    if len(left) * len(right) == 1:
        return [(left[0], right[0])]
    from rapidfuzz.fuzz import ratio
    from rapidfuzz.process import cdist

    scripts = [
        p for p in product(left, right) if bool(script_of(p[0].text)) != bool(script_of(p[1].text))
    ]
    mine = [" ".join(sorted(name.tokens)) for name in left]
    yours = [" ".join(sorted(name.tokens)) for name in right]
    alike = cdist(mine, yours, scorer=ratio, dtype="uint8")
    least = max(sorted(alike.ravel().tolist())[-_MOST:][0], int(alike.max()) - _CLOSE)
    rows, columns = (alike >= least).nonzero()
    # Ties break by the texts alone, so that the order of the two entities is nothing.
    ranked = sorted(
        (-int(alike[i, j]), *sorted((mine[i], yours[j])), i, j)
        for i, j in zip(rows.tolist(), columns.tolist(), strict=True)
    )
    chosen = [(left[i], right[j]) for *_, i, j in ranked[:_MOST]]
    return chosen + [two for two in scripts[: 4 * _MOST] if two not in chosen]


def features(
    a: Entity, b: Entity, kind: str, likeness: Likeness | None, frequencies: Frequencies
) -> list[Evidence]:
    """Return what names, births, countries and kinds say, each with its weight."""
    out: list[Evidence] = []

    def add(feature: str, text: str, size: float = 1.0) -> None:
        if size:
            out.append(Evidence(feature, WEIGHTS[feature] * size, text))

    if likeness is None:
        add("unlike", "no names to compare")
    else:
        names = f"{likeness.left!r} ~ {likeness.right!r}"
        add("unlike", f"names {likeness.similarity:.2f} alike: {names}", 1 - likeness.similarity)
        if likeness.similarity == 1.0:
            out.append(Evidence("alike", 0.0, f"the same name: {names}"))
        # Of many names of both, some two are alike by chance; names of one entity are alike too,
        # hence the root.
        chances = math.log2(max(1, len(a.all_names) * len(b.all_names))) / 2
        lacking = max(0.0, frequencies.enough + chances - likeness.bits) / 10
        add(
            "few bits",
            f"the shared words say little ({likeness.bits:.0f} bits)",
            lacking * (1 + lacking),
        )
        if likeness.conflict:
            add("numbers", likeness.conflict)
        if likeness.forms:
            add("form", f"other legal forms: {' and '.join(likeness.forms)}")
        if likeness.place:
            add("place", f"a place or branch in one name alone: {likeness.place}")
    if kind == "vessel":
        add("vessel", "ships share and change names, and no IMO number is common")
    if a.birth and b.birth:
        feature, text = births(a.birth, b.birth)
        add(feature, text)
    here, there = set(a.countries), set(b.countries)
    if here & there:
        add("country same", f"both of {', '.join(sorted(here & there))}")
    elif here and there and kind != "vessel":  # ships change flags
        add("country other", f"{', '.join(sorted(here))} is not {', '.join(sorted(there))}")
    return out


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


def _bounds(text: str) -> tuple[date, date] | None:
    try:
        span = parse(text)
    except DateError:
        return None
    first, last = span.earliest_start, span.latest_end
    return (first, last) if first and last else None
