"""Find names that nearly mean a state: misspelt, or with another form of government."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from difflib import SequenceMatcher

from geograph.actors.index import ActorIndex
from geograph.actors.names import key_of
from geograph.actors.state_grammar import bag_of, bags_of

__all__ = ["nearly_states"]

# Words that say what kind of state it is.
_FORMAL = frozenset(
    {"republic", "democratic", "peoples", "people", "federal", "federated", "federation"}
    | {"socialist", "islamic", "arab", "united", "kingdom", "state", "states", "union", "former"}
    | {"rep", "dem", "fed", "soc", "isl", "sts", "great"}
)
_ALIKE = 0.84


def nearly_states(names: Iterable[str], index: ActorIndex) -> dict[str, str]:
    """Return whom each name nearly means, as "label (id)"; names like no state are left out.

    A name that means one actor of any class, as where only states were asked for, means that one.

    Examples
    --------
    >>> from geograph.actors.reference import load_reference
    >>> index = ActorIndex(load_reference().actors)
    >>> nearly_states(["Bahrein", "Rep. of Bahrain (former)", "Acme Ltd"], index)
    {'Bahrein': 'Bahrain (state/BHR)', 'Rep. of Bahrain (former)': 'Bahrain (state/BHR)'}
    """
    spelt: dict[str, list[tuple[str, str]]] = defaultdict(list)
    cores: dict[tuple[str, ...], str] = {}
    for actor in sorted(index, key=lambda one: one.end is not None):
        if actor.kind != "State":
            continue
        told = f"{actor.label} ({actor.id})"
        for key in filter(None, map(key_of, (actor.label, *actor.aliases))):
            spelt[key[0]].append((key, told))
            if core := _core(bag_of(key)):
                cores.setdefault(core, told)
    found: dict[str, str] = {}
    for name in names:
        if len(keys := index.find(name)) == 1:
            found[name] = f"{index.get(keys[0]).label} ({keys[0]})"
            continue
        key = key_of(name)
        near = next(
            (cores[core] for bag in bags_of(name) if (core := _core(bag)) in cores), None
        ) or _alike(key, spelt[key[:1]])
        if near is not None:
            found[name] = near
    return found


def _core(bag: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word for word in bag if word not in _FORMAL)


def _alike(key: str, others: Iterable[tuple[str, str]]) -> str | None:
    """Return the state of the name that is spelt most like a key, if one is."""
    best, near = _ALIKE, None
    matcher = SequenceMatcher(None, "", key, autojunk=False)
    for other, told in others:
        if len(key) < 5 or abs(len(other) - len(key)) > 2:
            continue
        matcher.set_seq1(other)
        if matcher.quick_ratio() >= best and (ratio := matcher.ratio()) >= best:
            best, near = ratio, told
    return near
