"""Who takes part: a name or code of a row, at its date, to a known actor or one of the data set."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, TypeAlias

from geograph.actors import ActorIndex
from geograph.actors.cameo_actors import Coded, coded_of
from geograph.actors.roles import role_of
from geograph.errors import RecordError
from geograph.events.event_row import LocalActor, RowDate, RowParty
from geograph.sources.mapping.cells import (
    MEMORY,
    Access,
    Dropped,
    Values,
    compile_cell,
    first,
    remember,
    whole,
)
from geograph.sources.mapping.party_ids import Names, Packed, Told, slug, slug_key, telling
from geograph.sources.mapping.publisher_dates import whole_of
from geograph.sources.mapping.spec import PartyTable, RowSpec
from geograph.sources.mapping.value_specs import PACK, PartySpec

__all__ = ["Names", "Resolver", "slug", "slug_key"]

# Schemes in which a text is a name; in all others it is a code.
_AS_WRITTEN = ("name", "role", "cameo_actor")

#: From a row and its date to the actors of one party.
Parties: TypeAlias = Callable[[Any, RowDate], "tuple[RowParty, ...]"]


class Resolver:
    """Finds the actors of one data set, remembers them, and counts what it could not find.

    Parameters
    ----------
    dataset
        Its name, under which its own actors have their ids.
    index
        The actors of the reference data.
    names
        The scheme under which the reference data hold this publisher's own spellings.
    """

    def __init__(self, dataset: str, index: ActorIndex, names: str | None = None) -> None:
        self.dataset = dataset
        self.by = names or dataset
        self.index = index
        self.names = Names.none()
        self._own: dict[str, LocalActor | None] = {}
        self.named: set[str] = set()  # ids that a key led to; other records describe them
        self.tables: dict[str, Callable[[Any], tuple[RowParty, ...]]] = {}
        self.specs: dict[str, PartyTable] = {}
        self._remembered: dict[Any, dict[Any, tuple[date, date, tuple[RowParty, ...]]]] = {}

    def tables_of(self, spec: RowSpec) -> tuple[PartyTable, ...]:
        """Return the tables of listed parties that a row refers to."""
        groups = (spec.actor, spec.recipient, spec.participant)
        named = (party.table for group in groups for party in group if party.table)
        return tuple(self.specs[name] for name in named)

    def compile(self, party: PartySpec, access: Access) -> Parties:
        """Return the function that finds the actors of a party in a row.

        Raises
        ------
        Dropped
            When called: nobody has the name, and the mapping drops such rows.
        """
        if party.scheme == "actor":
            return self._fixed(first((party.cell.constant or "",)))
        if party.scheme == "party":
            table = self.tables[party.table or ""]
            return lambda row, when: table(row)
        values = compile_cell(party.cell, access, what="party")
        packed = bool(party.packed)
        tell = telling(party, Packed(party.packed) if packed else access)
        plain: Told = (party.kind.constant or "", "", "", None)
        if party.on is not None:
            told = tell or (lambda row: plain)
            return self._dated(party, values, told, compile_cell(party.on, access))
        # Each answer with the first and last day between which it is the same; who acts in one row
        # receives in another, so that parties that are read alike remember together.
        alike = (party.scheme, party.kinds, party.unknown, party.state_scheme, packed, plain)
        memo = self._remembered.setdefault((*alike, tell is None), {})

        def find(row: Any, when: RowDate) -> tuple[RowParty, ...]:
            texts = values(row)
            if not texts:
                return ()
            said = plain if tell is None or packed else tell(row)
            key = texts if tell is None or packed else (texts, said)
            day = when.start or date.max
            known = memo.get(key)
            if known is not None and known[0] <= day <= known[1]:
                return known[2]
            found, first_day, last_day = [], date.min, date.max
            for text in texts:
                if packed:
                    parts = text.split(PACK)
                    text, said = parts[0], plain if tell is None else tell(parts)
                one, lo, hi = self._find(party, text, said, when)
                first_day, last_day = max(first_day, lo), min(last_day, hi)
                if one is not None:
                    found.append(one)
            result = tuple(dict.fromkeys(found))
            if len(memo) >= MEMORY:
                memo.clear()
            if first_day <= last_day:
                memo[key] = (first_day, last_day, result)
            return result

        return find

    def _dated(
        self, party: PartySpec, values: Values, tell: Callable[[Any], Told], on: Values
    ) -> Parties:
        """Return the function that reads each value of a party at a date of its own."""

        def one(key: tuple[str, str, Told]) -> RowParty | None:
            return self._find(party, key[0], key[2], whole_of(key[1]))[0]

        known = remember(one)

        def find(row: Any, when: RowDate) -> tuple[RowParty, ...]:
            told, texts, days = tell(row), values(row), on(row)
            if len(days) == 1:
                days *= len(texts)
            if len(texts) != len(days):
                what = f"{len(days)} dates beside {len(texts)} parties"
                raise RecordError(what, fix="give each party its date")
            found = [known((text, day, told)) for text, day in zip(texts, days, strict=True)]
            return tuple(dict.fromkeys(one for one in found if one is not None))

        return find

    def _fixed(self, name: str) -> Parties:
        """Return the function that gives one actor, with the state that it speaks for that day."""
        key = self.index.resolve(name)
        known = remember(lambda day: (self._speaking(key, day)[0],))
        return lambda row, when: known(when.start or date.max)

    def _speaking(self, key: str, on: date) -> tuple[RowParty, date, date]:
        """Return an actor with the state or body of states that it speaks for, and how long."""
        voice, _ = self.index.voice(key, on)
        stands = self.index.get(voice).kind in ("State", "InternationalOrganisation")
        own = self._own.get(key) or self._own.setdefault(key, self._described(key))
        label = self.index.get(key).label
        party = RowParty(key, voice if stands else None, label, own)
        return party, *self.index.same_voice(key, on)

    def _described(self, key: str) -> LocalActor | None:
        """Return who a person is whom a store has only if a row or a dossier names them."""
        if (person := self.index.holder(key)) is None:
            return None
        scheme = (f"wikidata:{person.wikidata}",) if person.wikidata else ()
        return LocalActor(id=key, kind=person.kind, label=person.label, identifiers=scheme)

    def _find(
        self, party: PartySpec, text: str, told: Told, when: RowDate
    ) -> tuple[RowParty | None, date, date]:
        """Return whom a text means, and between which days it means the same."""
        if party.scheme == "local":
            return self._local(party, text, told, when)
        if party.scheme == "key":
            named = RowParty(f"actor/{self.dataset}/{slug_key(text)}", None, text)
            self.named.add(named.id)
            return named, date.min, date.max
        if party.scheme == "cameo_actor" and (coded := coded_of(text, self.index, when.start)):
            return self._coded(text, coded, when)
        name = text if party.scheme in _AS_WRITTEN else f"{party.scheme}:{whole(text)}"
        keys, lo, hi = self.at(name, when, party.kinds)
        if len(keys) == 1:
            return self._known(text, keys[0], when, lo, hi)
        if keys:
            self.names.ambiguous[text] += 1
            raise Dropped("ambiguous actor", text)
        if (
            party.scheme == "role"
            and (role := role_of(text, self.index, when.start, by=self.by)) is not None
        ):
            state = role.state
            place = f"{state.partition('/')[2].lower()}/" if state else ""
            # "Bank of X" and "Bank (X)" are two names; that they are one is for people to judge
            own = role.label if state and " (" in text else text
            actor = LocalActor(
                id=f"actor/{self.dataset}/{place}{slug(own)}",
                kind=role.kind,
                label=text,
                state=state if role.speaks else None,
                belongs=state,
            )
            self.names.local[text] += 1
            return RowParty(actor.id, actor.state, text, actor), *self.index.same(
                role.place, when.start, by=self.by
            )
        if party.unknown == "local":
            return self._local(party, text, told, when)
        self.names.unresolved[text] += 1
        if party.unknown == "drop":
            raise Dropped("unknown actor", text)
        return None, lo, hi

    def _known(
        self, text: str, key: str, when: RowDate, lo: date = date.min, hi: date = date.max
    ) -> tuple[RowParty, date, date]:
        """Return an actor of the reference, between the days of its name and of its voice."""
        self.names.resolved[text] += 1
        party, since, until = self._speaking(key, when.start or date.max)
        return party, max(lo, since), min(hi, until)

    def _coded(self, text: str, coded: Coded, when: RowDate) -> tuple[RowParty, date, date]:
        """Return whom a CAMEO code of an actor means: a known one, or somebody of a country."""
        if coded.actor is not None:
            here = when.start or date.max
            return self._known(text, coded.actor, when, here, here)
        keys: tuple[str, ...] = ()
        lo, hi = date.min, date.max
        if coded.country is not None:
            keys, lo, hi = self.at(f"cameo:{coded.country}", when)
        if len(keys) > 1:
            self.names.ambiguous[text] += 1
            raise Dropped("ambiguous actor", text)
        if keys and not coded.label:
            return self._known(text, keys[0], when, lo, hi)
        state = keys[0] if keys else None
        place = f"{state.partition('/')[2].lower()}/" if state else ""
        label = f"{coded.label} ({self.index.get(state).label})" if state else coded.label or text
        actor = LocalActor(
            id=f"actor/{self.dataset}/{place}{slug(text)}",
            kind=coded.kind,
            label=label,
            aliases=(text,),
            state=state if coded.speaks else None,
            belongs=state,
        )
        self.names.local[text] += 1
        return RowParty(actor.id, actor.state, label, actor), lo, hi

    def at(
        self, name: str, when: RowDate, kinds: tuple[str, ...] | None = None
    ) -> tuple[tuple[str, ...], date, date]:
        """Return who has a name at some day of a date, and between which days that is the same.

        The latest possible start is asked first, then the first day of the date on which anybody
        has the name; a name that nobody has by then is taken for the one actor who has it next, a
        code else for the one who had it last, and counted as out of its time. A name of somebody
        who is gone is not taken: Zanzibar is not a state today. An empty span of days says that the
        answer holds for this date alone.
        """
        found = self.index.find(name, on=when.start, kinds=kinds, by=self.by)
        if found:
            return found, *self.index.same(name, when.start, by=self.by)
        ever = self.index.find(name, kinds=kinds, by=self.by)
        if not ever:
            return (), date.min, date.max
        last = when.end_latest or when.end or when.start
        first = when.start_earliest or when.start
        if first is not None:
            found = self.index.find(name, on=first, until=last, kinds=kinds, by=self.by)
            if found:
                return found, date.max, date.min
            later = self.index.find(name, on=first, until=date.max, kinds=kinds, by=self.by)
            if ":" not in name and not later:
                return (), date.max, date.min
            ever = later or self._before(name, first, kinds) or ever
        self.names.late[name] += 1
        return ever, date.max, date.min

    def _before(self, name: str, first: date, kinds: tuple[str, ...] | None) -> tuple[str, ...]:
        """Return who had a name last before a day on which nobody has it any more."""
        since, _ = self.index.same(name, first, by=self.by)
        if since == date.min:
            return ()
        return self.index.find(name, on=since - timedelta(days=1), kinds=kinds, by=self.by)

    def _local(
        self, party: PartySpec, text: str, told: Told, when: RowDate
    ) -> tuple[RowParty, date, date]:
        kind, label, state, speaks = told
        self.names.local[text] += 1
        belongs, lo, hi = None, date.min, date.max
        if state:
            scheme = party.state_scheme
            name = state if scheme == "name" else f"{scheme}:{state}"
            keys, lo, hi = self.at(name, when, ("State", "InternationalOrganisation"))
            belongs = keys[0] if len(keys) == 1 else None
        place = f"{belongs.partition('/')[2].lower()}/" if belongs else ""
        actor = LocalActor(
            id=f"actor/{self.dataset}/{place}{slug(text)}",
            kind=kind or "Organisation",
            label=label or text,
            state=belongs if speaks else None,
            belongs=belongs,
        )
        return RowParty(actor.id, actor.state, actor.label, actor), lo, hi
