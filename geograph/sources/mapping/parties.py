"""Who takes part: a name or code of a row, at its date, to a known actor or one of the data set."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, TypeAlias

from geograph.actors import GOVERNED, ActorIndex
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
from geograph.sources.mapping.dated_names import DatedNames
from geograph.sources.mapping.name_ledger import NOBODY, OWN, Ledger, Taken
from geograph.sources.mapping.own_parties import local_of_code, local_of_role, why_of
from geograph.sources.mapping.party_ids import (
    AS_WRITTEN,
    Names,
    Packed,
    Told,
    cell_of_codes,
    slug,
    slug_key,
    telling,
    unpacking,
)
from geograph.sources.mapping.plausible_values import not_broken
from geograph.sources.mapping.publisher_dates import whole_of
from geograph.sources.mapping.spec import PartyTable, RowSpec
from geograph.sources.mapping.value_specs import PartySpec

__all__ = ["Names", "Resolver", "slug", "slug_key"]

# What a name means where a mapping does not say which classes.
_STATES = ("State", "InternationalOrganisation")
_SHORT = 3

#: From a row and its date to the actors of one party.
Parties: TypeAlias = Callable[[Any, RowDate], "tuple[RowParty, ...]"]

#: An answer, between which days it holds, and what a ledger counts for it.
_Known: TypeAlias = "tuple[date, date, tuple[RowParty, ...], tuple[Taken, ...]]"


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
    succession
        Whom a name means in a year or month in which it passes from one to another: the ``first``
        who has it then, or the ``last``.
    """

    def __init__(
        self,
        dataset: str,
        index: ActorIndex,
        names: str | None = None,
        succession: str = "first",
    ) -> None:
        self.dataset = dataset
        self.by = names or dataset
        self.index = index
        self.times = DatedNames(index, self.by, succession)
        self.names = Names.none()
        self.ledger: Ledger | None = None
        self._own: dict[str, LocalActor | None] = {}
        self.named: set[str] = set()  # ids that a key led to; other records describe them
        self.tables: dict[str, Callable[[Any], tuple[RowParty, ...]]] = {}
        self.specs: dict[str, PartyTable] = {}
        self._remembered: dict[Any, dict[Any, _Known]] = {}

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
        cell = cell_of_codes(self.index, party.scheme, party.cell)
        values = compile_cell(cell, access, what="party")
        packed, marks = bool(party.packed), cell.marks
        tell = telling(party, Packed(party.packed) if packed else access)
        plain: Told = (party.kind.constant or "", "", "", None)
        if party.on is not None:
            told = tell or (lambda row: plain)
            return self._dated(party, values, told, compile_cell(party.on, access))
        return self._remembering(party, values, tell, plain, marks if packed else None)

    def _remembering(
        self,
        party: PartySpec,
        values: Values,
        tell: Callable[[Any], Told] | None,
        plain: Told,
        marks: frozenset[str] | None,
    ) -> Parties:
        """Return the function that reads a party at the date of its row.

        Each answer is kept with the first and last day between which it is the same; who acts in
        one row receives in another, so that parties that are read alike remember together.
        ``marks`` are what stands for nothing in parties that were packed into one cell.
        """
        apart = None if marks is None else unpacking(marks, tell, plain)
        untold = tell is None or apart is not None
        alike = (
            party.scheme, party.kinds, party.unknown, party.late, party.state_scheme, marks, plain,
        )  # fmt: skip
        memo = self._remembered.setdefault((*alike, tell is None), {})

        def find(row: Any, when: RowDate) -> tuple[RowParty, ...]:
            texts = values(row)
            if not texts:
                return ()
            said = plain if untold or tell is None else tell(row)
            key = texts if untold else (texts, said)
            earliest, latest = self.times.window(when)
            known = memo.get(key)
            if known is None or earliest < known[0] or known[1] < latest:
                pairs = list(apart(texts)) if apart else [(text, said) for text in texts]
                known = self._several(party, pairs, when)
                if len(memo) >= MEMORY:
                    memo.clear()
                if known[0] <= known[1]:
                    memo[key] = known
            if self.ledger is not None:
                self.ledger.rows.update(known[3])
            return known[2]

        return find

    def _several(
        self, party: PartySpec, pairs: Sequence[tuple[str, Told]], when: RowDate
    ) -> _Known:
        """Return whom several texts mean, and between which days all mean the same."""
        found, taken = [], []
        first_day, last_day = date.min, date.max
        for text, said in pairs:
            one, lo, hi = self._find(party, text, said, when)
            first_day, last_day = max(first_day, lo), min(last_day, hi)
            if self.ledger is not None:
                taken.append(self.ledger.last)
            if one is not None:
                found.append(one)
        return first_day, last_day, tuple(dict.fromkeys(found)), tuple(taken)

    def _dated(
        self, party: PartySpec, values: Values, tell: Callable[[Any], Told], on: Values
    ) -> Parties:
        """Return the function that reads each value of a party at a date of its own."""

        def one(key: tuple[str, str, Told]) -> tuple[RowParty | None, Taken | None]:
            found = self._find(party, key[0], key[2], whole_of(key[1]))[0]
            return found, self.ledger.last if self.ledger is not None else None

        known = remember(one)

        def find(row: Any, when: RowDate) -> tuple[RowParty, ...]:
            told, texts, days = tell(row), values(row), on(row)
            if len(days) == 1:
                days *= len(texts)
            if len(texts) != len(days):
                what = f"{len(days)} dates beside {len(texts)} parties"
                raise RecordError(what, fix="give each party its date")
            found = [known((text, day, told)) for text, day in zip(texts, days, strict=True)]
            if self.ledger is not None:
                self.ledger.rows.update(taken for _, taken in found if taken is not None)
            return tuple(dict.fromkeys(one for one, _ in found if one is not None))

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
        """Return whom a text means, as a person corrected it, and how long it means the same."""
        if self.ledger is None:
            return self._meant(party, text, told, when)
        try:
            one, lo, hi = self._meant(party, text, told, when)
        except Dropped as exc:
            taken = Taken(party.scheme, text, "")
            if (said := self.ledger.note(taken, f"nobody: {exc.reason}")) is None:
                self.ledger.rows[taken] += 1
                raise
            one, lo, hi = None, date.max, date.min
        else:
            key, label = (one.id, one.label) if one is not None else ("", "")
            why = why_of(party.scheme, text, one, self.index, self.names, self.by)
            said = self.ledger.note(Taken(party.scheme, text, key), why, label)
        if said is None:
            return one, lo, hi
        for counts in (self.names.ambiguous, self.names.unresolved, self.names.late):
            counts.pop(text, None)
        if said == NOBODY:
            return None, lo, hi
        last = self.ledger.last
        if said == OWN:
            one, lo, hi = self._local(party, text, told, when)
        else:
            one, lo, hi = self._known(text, said, when, lo, hi)
        self.ledger.last = last
        return one, lo, hi

    def _meant(
        self, party: PartySpec, text: str, told: Told, when: RowDate
    ) -> tuple[RowParty | None, date, date]:
        """Return whom a text means, and between which days it means the same."""
        not_broken(text)
        if party.scheme == "local":
            return self._local(party, text, told, when)
        if party.scheme == "key":
            text = whole(text)
            named = RowParty(f"actor/{self.dataset}/{slug_key(text)}", None, text)
            self.named.add(named.id)
            return named, date.min, date.max
        if party.scheme == "cameo_actor" and (
            coded := coded_of(text, self.index, self.times.day(when))
        ):
            return self._coded(text, coded, when)
        name = text
        if party.scheme not in AS_WRITTEN:
            text = whole(text)
            name = f"{party.scheme}:{text}"
        keys, lo, hi = self.at(name, when, party.kinds or _STATES, party.late == "drop")
        if not keys and party.kinds is None:
            keys, lo, hi = self._governing(name, when, lo, hi)
        if len(keys) == 1:
            return self._known(text, keys[0], when, lo, hi)
        if keys:
            self.names.ambiguous[text] += 1
            raise Dropped("ambiguous actor", text)
        if (
            party.scheme == "role"
            and (role := role_of(text, self.index, self.times.day(when), by=self.by)) is not None
        ):
            actor = local_of_role(self.dataset, text, role)
            self.names.local[text] += 1
            return RowParty(actor.id, actor.state, text, actor), *self.index.same(
                role.place, self.times.day(when), by=self.by
            )
        if party.unknown == "local":
            one, since, until = self._local(party, text, told, when)
            return one, max(lo, since), min(hi, until)
        self.names.unresolved[text] += 1
        if party.unknown == "drop":
            raise Dropped("unknown actor", text)
        return None, lo, hi

    def _governing(
        self, name: str, when: RowDate, lo: date, hi: date
    ) -> tuple[tuple[str, ...], date, date]:
        """Return who governs a territory under a name that no state has.

        A name is not taken out of its time, nor three letters, which several bodies share.
        """
        if not self.index.find(name, kinds=(GOVERNED,), by=self.by):
            return (), lo, hi
        meant = self.times.at(name, when, (GOVERNED,))
        if not meant.keys or (len(name) <= _SHORT and name.isupper()):
            return (), max(lo, meant.since), min(hi, meant.until)
        if meant.late:
            return (), date.max, date.min
        return meant.keys, max(lo, meant.since), min(hi, meant.until)

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
            return self._known(text, coded.actor, when, *self.times.window(when))
        keys: tuple[str, ...] = ()
        lo, hi = date.min, date.max
        if coded.country is not None:
            keys, lo, hi = self.at(f"cameo:{coded.country}", when)
        if len(keys) > 1:
            self.names.ambiguous[text] += 1
            raise Dropped("ambiguous actor", text)
        if keys and not coded.label:
            return self._known(text, keys[0], when, lo, hi)
        actor = local_of_code(self.dataset, text, coded, keys[0] if keys else None, self.index)
        self.names.local[text] += 1
        return RowParty(actor.id, actor.state, actor.label, actor), lo, hi

    def at(
        self,
        name: str,
        when: RowDate,
        kinds: tuple[str, ...] | None = None,
        drop_late: bool = False,
    ) -> tuple[tuple[str, ...], date, date]:
        """Return who has a name in the time of a date, and between which days that is the same.

        `DatedNames.at` says whom; who is named out of the time is counted here, or dropped.

        Raises
        ------
        Dropped
            Nobody has the name in that time, and such rows are dropped.
        """
        meant = self.times.at(name, when, kinds)
        if meant.late:
            self.names.late[name] += 1
            if drop_late:
                raise Dropped("nobody has the name or code then", f"{name} {_around(when)}")
        return meant.keys, meant.since, meant.until

    def _local(
        self, party: PartySpec, text: str, told: Told, when: RowDate
    ) -> tuple[RowParty, date, date]:
        kind, label, state, speaks = told
        self.names.local[text] += 1
        belongs, lo, hi = None, date.min, date.max
        if state:
            scheme = party.state_scheme
            name = state if scheme == "name" else f"{scheme}:{whole(state)}"
            keys, lo, hi = self.at(name, when, _STATES)
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


def _around(when: RowDate) -> str:
    """Return the time of a row, in words for a message."""
    first = when.start_earliest or when.start
    return f"in {first.year}" if first else "without a date"
