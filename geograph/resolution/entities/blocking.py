"""Find the pairs worth comparing: those that share an identifier, rare words, or word pairs.

Every name gives a few keys, hashed to eight bytes; keys are sorted once, and a key that few
entities have makes pairs of them. Keys that too many have make none, so the work grows with the
number of entities and not with its square; what they would have paired mostly shares a rarer key.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import combinations, product
from typing import TYPE_CHECKING

from geograph.resolution.entities.acronyms import initials
from geograph.resolution.entities.entity import Entity
from geograph.resolution.entities.identifiers import keys_of
from geograph.resolution.entities.normalized_names import Name
from geograph.resolution.entities.prepared import Prepared, prepare
from geograph.resolution.entities.readings import skeletons
from geograph.resolution.entities.transliteration import skeleton

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Blocks", "candidates"]

# The most entities that one key may pair: an identifier, two words, one word. On the lists of the
# benchmark wider blocks add candidates and hardly a pair that is one.
IDENTIFIER, PAIR, SINGLE = 200, 60, 16
_MOST_TOKENS, _MOST_NAMES = 7, 60


@dataclass(frozen=True, slots=True)
class Blocks:
    """The pairs to compare, as positions in the entities; ``skipped`` keys had too many entities.

    ``codes`` holds each pair once, sorted, the left position in the high half of 64 bits: millions
    of pairs are one array.
    """

    codes: NDArray[np.uint64]
    keys: int
    skipped: int

    def __len__(self) -> int:
        return len(self.codes)

    def __iter__(self) -> Iterator[tuple[int, int]]:
        for begin in range(0, len(self.codes), 100_000):
            for code in self.codes[begin : begin + 100_000].tolist():
                yield code >> 32, code & 0xFFFFFFFF


def candidates(
    entities: Sequence[Entity], *, within: bool = False, read: Sequence[Prepared] | None = None
) -> Blocks:
    """Return the pairs worth comparing.

    Parameters
    ----------
    entities
        Of any number of sources.
    within
        Pair entities of one source too. By default they are different, because a source that
        lists two means two.
    read
        The entities, as `prepare` reads them; None means that they are read here.

    Examples
    --------
    >>> a = Entity(id="a", kind="Person", label="LAVROV, Sergei", source="x")
    >>> b = Entity(id="b", kind="Person", label="Сергей Лавров", source="y")
    >>> c = Entity(id="c", kind="Vessel", label="Liana", source="y")
    >>> list(candidates([a, b, c]))
    [(0, 1)]
    """
    import numpy as np

    pairs: list[NDArray[np.uint64]] = []
    sources: dict[str, int] = {}
    home = np.array([sources.setdefault(e.source, len(sources)) for e in entities], dtype=np.int64)
    hashes = {limit: (array("Q"), array("L")) for limit in (IDENTIFIER, PAIR, SINGLE)}
    for at, entity in enumerate(map(prepare, entities) if read is None else read):
        for limit, key in _keys(entity):
            digest = blake2b(key.encode(errors="replace"), digest_size=8).digest()
            hashes[limit][0].append(int.from_bytes(digest, "little"))
            hashes[limit][1].append(at)
    keys = skipped = 0
    for limit, (found, where) in hashes.items():
        made, count, over = _pairs(
            np.frombuffer(found, dtype=np.uint64) if found else np.empty(0, np.uint64),
            np.array(where, dtype=np.uint64),
            home,
            limit,
            within,
        )
        pairs.append(made)
        keys, skipped = keys + count, skipped + over
    return Blocks(np.unique(np.concatenate(pairs)), keys, skipped)


def _pairs(
    keys: NDArray[np.uint64],
    where: NDArray[np.uint64],
    home: NDArray[np.int64],
    limit: int,
    within: bool,
) -> tuple[NDArray[np.uint64], int, int]:
    """Return codes of pairs (left in the high half), how many keys there are, how many too wide."""
    import numpy as np

    order = np.lexsort((where, keys))
    keys, where = keys[order], where[order]
    starts = np.flatnonzero(np.r_[True, keys[1:] != keys[:-1]]) if len(keys) else np.empty(0, int)
    sizes = np.diff(np.r_[starts, len(keys)])
    out: list[NDArray[np.uint64]] = [np.empty(0, np.uint64)]
    # Blocks of one size are one array: pairs come from shifting it against itself.
    for size in range(2, limit + 1):
        begin = starts[sizes == size]
        if not len(begin):
            continue
        block = where[begin[:, None] + np.arange(size)]
        for i, j in combinations(range(size), 2):
            left, right = block[:, i], block[:, j]
            keep = left != right
            if not within:
                keep &= home[left] != home[right]
            out.append((left[keep] << np.uint64(32)) | right[keep])
        if len(out) > 4000:  # many small arrays; joined now and then, memory stays bounded
            out = [np.unique(np.concatenate(out))]
    return np.unique(np.concatenate(out)), len(starts), int((sizes > limit).sum())


def _keys(read: Prepared) -> Iterator[tuple[int, str]]:
    """Yield the keys of an entity with how many entities may share them, each once."""
    kind = read.kind
    # What may be of any kind is put among the organisations, which it mostly is, and persons.
    kinds = (kind,) if kind != "any" else ("organisation", "person", "vessel")
    found: dict[tuple[int, str], None] = {(IDENTIFIER, key): None for key in keys_of(read.entity)}
    for name, foreign in zip(read.names[:_MOST_NAMES], read.foreign, strict=False):
        keys = [*_name_keys(name), *(_spelt_keys(name, kind == "person") if foreign else ())]
        for limit, key in keys:
            found.update({(limit, f"{k[0]}{key}"): None for k in kinds})
    if kind not in ("person", "vessel"):
        short = {letters for text in read.written[:_MOST_NAMES] for letters in initials(text)}
        found.update({(PAIR, f"@{letters}"): None for letters in sorted(short | read.acronyms)})
    yield from found


def _spelt_keys(name: Name, person: bool) -> Iterator[tuple[int, str]]:
    """Yield the keys that the Latin spellings of a name in another script have."""
    parts = skeletons(name.text, person)
    for part in parts:
        for bone in part:
            if len(bone) > 1:
                yield SINGLE, "." + bone
    for one, other in combinations(parts, 2):
        for x, y in product(one, other):
            yield PAIR, " ".join(sorted((x, y)))


def _name_keys(name: Name) -> Iterator[tuple[int, str]]:
    found = {skeleton(token) for token in name.tokens if len(token) > 1}
    if name.vowelless:  # one letter is w, u and o there: the name may be met with either
        found |= {skeleton(t.replace("w", "v")) for t in name.tokens if "w" in t[1:]}
    bones = sorted(found)
    if len(bones) > _MOST_TOKENS:  # the longest words tell most
        bones = sorted(sorted(bones, key=lambda b: (-len(b), b))[:_MOST_TOKENS])
    yield PAIR, "=" + skeleton(name.joined)
    for bone in bones:
        if len(bone) > 1:
            yield SINGLE, "." + bone
    for x, y in combinations(bones, 2):
        yield PAIR, f"{x} {y}"
