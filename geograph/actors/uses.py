"""When each name, code and demonym refers to which actor."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from geograph.actors.names import key_of, keys_of, span, union, when
from geograph.actors.reference import Code, Name, Spell
from geograph.model import Actor

#: From and to, as ordinal days, and whom the name means then.
Use = tuple[int, int, str]


def code_key(scheme: str, code: str) -> str:
    """Return the key of a code: neither case nor accents, points, blanks or leading zeros matter.

    >>> code_key("sipri", "Côte d'Ivoire"), code_key("cow", "AUS"), code_key("un", "076")
    ('sipri:cotedivoire', 'cow:aus', 'un:76')
    """
    key = key_of(code).replace(" ", "")
    if key.isdecimal():
        key = key.lstrip("0") or "0"
    return f"{scheme.casefold()}:{key}"


def uses_of(
    actors: Mapping[str, Actor],
    names: Iterable[Name],
    spells: Iterable[Spell],
    codes: Iterable[Code] = (),
) -> tuple[dict[str, list[Use]], dict[str, list[Use]]]:
    """Return the uses of names and codes, and those of demonyms, each by its key.

    An actor is there while a spell of any list says so, or, without spells, from its start to its
    end. A name that has dates of its own is in use then and only then, a code of a list only while
    the list counts the state; a code or a publisher's name with a start of its own is in use from
    that day, even if the actor is not there yet.

    >>> land = Actor(id="state/AAA", kind="State", label="Land")
    >>> uses_of({land.id: land}, [], [])[0]["land"] == [(1, 3652059, "state/AAA")]
    True
    """
    uses: dict[str, list[Use]] = defaultdict(list)
    spans: dict[str, list[tuple[int, int]]] = defaultdict(list)
    listed: set[tuple[str, str]] = set()
    for spell in spells:
        if spell.state in actors:
            time = span(spell.start, spell.end)
            spans[spell.state].append(time)
            listed.add((spell.state, spell.scheme))
            for code in {str(spell.code), spell.abb.casefold()} - {""}:
                uses[code_key(spell.scheme, code)].append((*time, spell.state))
    lives = {k: union(spans.get(k) or [span(a.start, a.end)]) for k, a in actors.items()}

    for coded, use in _coded(codes, lives):
        uses[coded].append(use)

    demonyms: dict[str, list[Use]] = defaultdict(list)
    dated: dict[str, set[str]] = defaultdict(set)
    for name in names:
        if name.actor not in actors:
            continue
        key = key_of(name.text)
        for use in _within(lives[name.actor], *span(name.start, name.end), name.actor):
            (demonyms if name.demonym else uses)[key].append(use)
        if not name.demonym:
            dated[name.actor].add(key)

    for actor in actors.values():
        words = {key for word in (actor.label, *actor.aliases) for key in keys_of(word)}
        words -= dated[actor.id]
        words |= {code_key(scheme, str(code)) for scheme, code in _codes(actor, listed)}
        for word in words - {""}:
            uses[word] += ((*time, actor.id) for time in lives[actor.id])
    return uses, demonyms


def _coded(
    codes: Iterable[Code], lives: Mapping[str, list[tuple[int, int]]]
) -> Iterator[tuple[str, Use]]:
    """Yield the uses of codes and of publishers' names, each with its key."""
    for entry in codes:
        first, last = span(entry.start, entry.end)
        times = lives.get(entry.actor, [])
        if times and entry.start and first < times[0][0]:
            # the publisher says that it names the country so before any list counts a state
            times = [(first, times[0][1]), *times[1:]]
        for use in _within(times, first, last, entry.actor):
            yield code_key(entry.scheme, entry.code), use


def _within(times: Iterable[tuple[int, int]], first: int, last: int, actor: str) -> list[Use]:
    """Return the parts of an actor's times that lie between two days."""
    cut = ((max(start, first), min(end, last)) for start, end in times)
    return [(start, end, actor) for start, end in cut if start <= end]


def _codes(actor: Actor, listed: set[tuple[str, str]]) -> list[tuple[str, object]]:
    """Return the codes of an actor with their schemes, less those that its spells date better."""
    codes = [("iso2", actor.iso2), ("iso3", actor.iso3), ("wikidata", actor.wikidata)]
    numbers = [("cow", actor.cow), ("cow", actor.cow_abb), ("gw", actor.gw)]
    kept = [(scheme, code) for scheme, code in numbers if (actor.id, scheme) not in listed]
    return [(scheme, code) for scheme, code in (*codes, *kept) if code]


def tell(uses: Iterable[Use], actors: Mapping[str, Actor]) -> str:
    """Return whom a name means, and when.

    >>> tell([(1, 3652059, "state/AAA")], {"state/AAA": Actor(id="a", kind="State", label="L")})
    'L (state/AAA, always)'
    """
    times: dict[str, list[str]] = {}
    for start, end, key in uses:
        spans = times.setdefault(key, [])
        if (text := when(start, end)) not in spans:
            spans.append(text)
    told = ((actors[key].label, key, ", ".join(spans)) for key, spans in times.items())
    return "; ".join(f"{label} ({key}, {spans})" for label, key, spans in told)
