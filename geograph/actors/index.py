"""Name or code at a date to actor, and from an actor to whom it speaks for and who owns it.

Nothing is guessed: a name that nobody has, that nobody has on that date, or that several have, is
an error that names the nearest candidates with their times.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from functools import cached_property

from geograph.actors.items import ItemIndex
from geograph.actors.lookup import Lookup
from geograph.actors.names import FIRST, LAST, key_of
from geograph.actors.office_holders import OfficeHolders, load_holders
from geograph.actors.reference import Code, Name, Provision, Reference, Spell, load_reference
from geograph.actors.tenures import Tenures
from geograph.actors.unknown_names import Asked, unknown
from geograph.actors.uses import Use
from geograph.errors import UnknownActor
from geograph.model import Actor, Tenure
from geograph.vocab import is_a

#: Among the kinds of a name: whoever governs a territory and is not a state.
GOVERNED = "governed"

__all__ = [
    "GOVERNED",
    "ActorIndex",
    "Code",
    "ItemIndex",
    "Name",
    "Provision",
    "Reference",
    "Spell",
    "key_of",
    "load_reference",
]


class ActorIndex:
    """Finds actors by name or code at a date, and follows their tenures.

    Parameters
    ----------
    actors, tenures
        Whom to find, and their standing towards each other.
    names, spells, codes
        Names that were in use for a time only, the times in which the lists of states have a number
        in use, and the codes of other schemes; None takes those of the reference data for the
        actors that are given. A state with spells is there in them alone: Estonia is not an actor
        in 1970.

    Persons who are known for their offices alone (`geograph.actors.office_holders`) are found too,
    where all for whom they speak are among the actors; iteration leaves them out.

    Examples
    --------
    >>> reference = load_reference()
    >>> index = ActorIndex(reference.actors, reference.tenures)
    >>> index.resolve("u.s."), index.resolve("cow:365", on=date(1985, 1, 1))
    ('state/USA', 'state/RUS-1922')
    """

    def __init__(
        self,
        actors: Iterable[Actor],
        tenures: Iterable[Tenure] = (),
        *,
        names: Iterable[Name] | None = None,
        spells: Iterable[Spell] | None = None,
        codes: Iterable[Code] | None = None,
    ) -> None:
        self._actors = {actor.id: actor for actor in actors}
        self._tenures = Tenures(tenures)
        self._given = names, spells, codes
        self._held: dict[str, Actor] = {}

    def __iter__(self) -> Iterator[Actor]:
        return iter(self._actors.values())

    @cached_property
    def names(self) -> Lookup:
        """Every name and code, with whom it means and when; made when a name is first asked for."""
        names, spells, codes = self._given
        return Lookup(
            self._actors,
            load_reference().names if names is None else names,
            load_reference().spells if spells is None else spells,
            load_reference().codes if codes is None else codes,
        )

    @cached_property
    def _holders(self) -> OfficeHolders:
        return load_holders()

    def holder(self, key: str) -> Actor | None:
        """Return a person who is known for offices alone, with their tenures added; else None.

        >>> index = ActorIndex(load_reference().actors)
        >>> index.holder("actor/angela-merkel").label, index.holder("state/IRN")
        ('Angela Merkel', None)
        """
        if key in self._actors or not key.startswith("actor/"):
            return None
        if key in self._held:
            return self._held[key]
        if key not in self._holders or not self._holders.serves(key, self._actors):
            return None
        self._tenures.add(self._holders.terms(key))
        self._held[key] = person = self._holders.actor(key)
        return person

    def terms(self, key: str) -> list[Tenure]:
        """Return the terms of a person whom `holder` gives; none of anybody else."""
        return self._holders.terms(key) if self.holder(key) else []

    def _uses(self, name: str, demonyms: bool, by: str | None, codes: bool) -> tuple[Use, ...]:
        """Return every use of a name: of those of an office only where nobody else has it."""
        if uses := self.names.of(name, demonyms, by, codes):
            return uses
        return tuple((FIRST, LAST, k) for k in self._holders.find(name) if self.holder(k))

    @cached_property
    def _governed(self) -> frozenset[str]:
        """Territories with a government of their own, and authorities on a state's territory."""
        held = {s.actor for s in load_reference().standings if s.relation == "territory"}
        bodies = (actor for actor in self._actors.values() if actor.kind == "GovernmentBody")
        return frozenset({*held, *(actor.id for actor in bodies if actor.iso3)})

    def find(
        self,
        name: str,
        *,
        on: date | None = None,
        until: date | None = None,
        kinds: Collection[str] | None = None,
        demonyms: bool = False,
        by: str | None = None,
        codes: bool = False,
    ) -> tuple[str, ...]:
        """Return the ids of all actors whom a name or code means on a day, sorted.

        Without a day, an actor who has the name today is preferred to those who had it once.
        With `until`, the first day from `on` on which it means anybody counts. None at all means
        unknown, several mean ambiguous; `resolve` makes errors of both. Among ``kinds``, `GOVERNED`
        stands for the authorities that govern a territory and are not a state.

        >>> index = ActorIndex(load_reference().actors)
        >>> index.find("Germany", on=date(1975, 1, 1)), index.find("Atlantis")
        (('state/GDR', 'state/GFR'), ())
        >>> index.find("Croatia", on=date(1989, 1, 1), until=date(1992, 12, 31))
        ('state/HRV',)
        """
        uses = self._uses(name, demonyms, by, codes)
        if kinds is not None and not self.names.own(name, by):
            kinds = (kinds,) if isinstance(kinds, str) else kinds
            uses = tuple(u for u in uses if self._is_of(u[2], kinds))
        if on is not None:
            day = on.toordinal()
            if until is not None and uses:
                starts = [s for s, end, _ in uses if s <= until.toordinal() and day <= end]
                day = max(day, min(starts, default=day))
            return tuple(sorted({key for start, end, key in uses if start <= day <= end}))
        found = {key for _, _, key in uses}
        if len(found) > 1:
            current = {key for _, end, key in uses if end == LAST}
            found = current if len(current) == 1 else found
        return tuple(sorted(found))

    def _is_of(self, key: str, kinds: Collection[str]) -> bool:
        kind = self.get(key).kind
        return any(key in self._governed if k == GOVERNED else is_a(kind, k) for k in kinds)

    def same(self, name: str, on: date | None, *, by: str | None = None) -> tuple[date, date]:
        """Return the first and the last day between which a name means what it means on a day.

        >>> index = ActorIndex(load_reference().actors)
        >>> [str(day) for day in index.same("cow:365", date(1985, 1, 1))]
        ['1922-12-30', '1991-12-25']
        """
        if on is None:
            return date.min, date.max
        day, lo, hi = on.toordinal(), FIRST, LAST
        for start, end, _ in self.names.of(name, demonyms=False, by=by):
            for turn in (start, end + 1):
                if turn <= day:
                    lo = max(lo, turn)
                else:
                    hi = min(hi, turn - 1)
        return date.fromordinal(lo), date.fromordinal(hi)

    def resolve(
        self,
        name: str,
        *,
        on: date | None = None,
        until: date | None = None,
        kinds: Collection[str] | None = None,
        demonyms: bool = False,
        by: str | None = None,
        codes: bool = False,
    ) -> str:
        """Return the id of the one actor whom a name or code means on a day.

        Parameters
        ----------
        name
            A label, alias, id or IRI, in any case, with or without accents and points, cut short
            or turned round ("Korea, Rep."); or a code with its scheme: ``cow:365``, ``cow:AUS``,
            ``gw:365``, ``iso3:AUS``, ``cameo:RUS``, ``fips:RS``, ``wikidata:Q30``; the schemes of
            codes.csv are listed in docs/who-is-who.md. A name of two or three letters counts in
            capitals or with points only: "US" and "u.s." name a state, "us" is a word.
        on
            The day; None prefers the one actor who has the name today.
        until
            With a day, the last day of a span that begins on it: a year, or the years from an order
            to its last delivery. The first day in it on which the name means anybody counts.
        kinds
            Classes of actors that are allowed, with those below them; a publisher's own spelling
            (``by``) says by itself whom it means.
        demonyms
            Whether "Iranian" may stand for Iran.
        by
            Whose writing it is (``sipri``, ``ucdp``, ``unvotes``): a name that this publisher uses
            in a way of its own means what the publisher means by it, and nothing else.
        codes
            Whether a person asks, in a policy or a search, and not a cell or a dossier: then an
            ISO alpha-3 code counts without its scheme, and small letters do for "usa".

        Raises
        ------
        UnknownActor
            When nobody has the name, or not on that day, or several have it.

        Examples
        --------
        >>> index = ActorIndex(load_reference().actors)
        >>> index.resolve("Yugoslavia", on=date(1995, 1, 1)), index.resolve("iso2:NA")
        ('state/YUG-1992', 'state/NAM')
        >>> index.resolve("RUS", codes=True), index.find("RUS"), index.find("is")
        ('state/RUS', (), ())
        >>> index.resolve("Germany", on=date(1975, 1, 1), by="sipri")
        'state/GFR'
        """
        found = self.find(
            name, on=on, until=until, kinds=kinds, demonyms=demonyms, by=by, codes=codes
        )
        if len(found) == 1:
            return found[0]
        uses = self._uses(name, demonyms, by, codes)
        told = self._actors | {key: self.get(key) for _, _, key in uses}
        raise unknown(Asked(name, on, until, kinds, found, uses), self.names, told)

    def get(self, key: str) -> Actor:
        """Return the actor with an id; KeyError is never raised, an unknown id is UnknownActor."""
        if (known := self._actors.get(key) or self.holder(key)) is not None:
            return known
        raise UnknownActor(f"no actor has the id {key!r}", fix="ids come from `resolve`")

    def voice(self, key: str, on: date) -> tuple[str, bool]:
        """Return whom an actor speaks for on a day, to the end of the chain, and if anonymously.

        Raises
        ------
        ReferenceDataError
            When two offices of one day lead to different ends, or the chain is a circle.

        >>> reference = load_reference()
        >>> index = ActorIndex(reference.actors, reference.tenures)
        >>> index.voice("actor/antony-blinken", date(2024, 9, 10))
        ('state/USA', False)
        """
        actor = self.get(key)
        if actor.kind != "UnnamedSource":
            return self._tenures.voice(key, on), False
        return self._tenures.voice(actor.affiliation or key, on), True

    def same_voice(self, key: str, on: date) -> tuple[date, date]:
        """Return the first and the last day between which an actor's voice is that of a day.

        >>> reference = load_reference()
        >>> index = ActorIndex(reference.actors, reference.tenures)
        >>> [str(day) for day in index.same_voice("actor/barack-obama", date(2010, 3, 1))]
        ['2009-01-20', '2017-01-20']
        """
        actor = self.get(key)
        anonymous = actor.kind == "UnnamedSource"
        return self._tenures.same(actor.affiliation or key if anonymous else key, on)

    def owners(self, key: str, on: date | None) -> tuple[str, ...]:
        """Return all owners of an actor on a day (None: ever), the owners' owners too, sorted."""
        return self._tenures.owners(key, on)

    def members(self, key: str, on: date | None) -> tuple[str, ...]:
        """Return the members of an organisation on a day (None: ever), or those a group lists."""
        return tuple(sorted({*self._tenures.members(key, on), *self.get(key).members}))
