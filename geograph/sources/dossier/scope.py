"""What a text in a dossier names: actors at a date, items, places, events, statements.

`Corpus` knows what all dossiers define, `Scope` reads the names of one of them and remembers what
it used. What nobody has is an error with its place; the caller gets None and goes on, so that one
run shows every mistake.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from typing import TypeAlias, TypedDict

from geograph.actors import ActorIndex, ItemIndex, Reference, key_of
from geograph.errors import DossierError, GeographError, SeveralErrors, UnknownActor, Where
from geograph.model import Actor, Place
from geograph.sources.dossier.dossier_files import Dossier
from geograph.sources.dossier.fields import Cell

#: When a name is read: on a day, or in a year or month on the first day on which it means anybody.
When: TypeAlias = "date | tuple[date, date] | None"

#: Searching for names that are nearly right takes a while for each wrong one.
MOST_ERRORS = 500

__all__ = ["Corpus", "Scope", "When", "slug"]

# Letters that Unicode does not take apart into a base letter and an accent.
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe"})


def slug(name: str) -> str:
    """Return a name as a part of an id: lower-case ASCII words joined by hyphens.

    >>> slug("Côte d’Azur"), slug("København")
    ('cote-d-azur', 'kobenhavn')

    Raises
    ------
    DossierError
        When letters would be lost, as those of other scripts would.
    """
    text = unicodedata.normalize("NFKD", name.casefold().translate(_LETTERS))
    text = "".join(c for c in text if not unicodedata.combining(c))
    if any(c.isalnum() and not c.isascii() for c in text) or not re.search("[a-z0-9]", text):
        raise DossierError(f"{name!r} cannot be written in ASCII", fix="write it in Latin letters")
    return "-".join(re.findall("[a-z0-9]+", text))


class _Days(TypedDict):
    """How the index is asked at a time."""

    on: date | None
    until: date | None


def _days(on: When) -> _Days:
    first, last = on if isinstance(on, tuple) else (on, None)
    return {"on": first, "until": last if last != first else None}


@dataclass(slots=True, kw_only=True)
class Corpus:
    """What all dossiers and the reference define together, and what was found wrong.

    ``events`` maps the key of every event and measure to its id and dossier; ``statements`` maps
    ``<dossier>/<key>`` to ids; ``broken`` holds what stands in files that could not be read whole,
    ``headings`` the keys of the records in them.
    """

    reference: Reference
    events: dict[str, tuple[str, Dossier]] = field(default_factory=dict)
    statements: dict[str, str] = field(default_factory=dict)
    broken: set[str] = field(default_factory=set)
    headings: set[str] = field(default_factory=set)
    places: dict[str, Place] = field(default_factory=dict)
    publishers: dict[str, Actor] = field(default_factory=dict)
    errors: list[GeographError] = field(default_factory=list)
    names: ActorIndex = field(init=False)
    items: ItemIndex = field(init=False)
    states: dict[str, str] = field(init=False)
    goods: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        """Index the reference: its names are the same for all dossiers."""
        known = self.reference
        self.names = ActorIndex(known.actors, known.tenures, names=known.names, spells=known.spells)
        self.items = ItemIndex(known.items)
        words = {key_of(word) for item in known.items for word in (item.label, *item.aliases)}
        self.goods = frozenset(words | {item.id for item in known.items})
        self.states = {key_of(a.label): a.label for a in known.actors if a.kind == "State"}

    def note(self, error: GeographError) -> None:
        """Note an error; raise all when there are too many for anybody to read."""
        self.errors.append(error)
        if len(self.errors) >= MOST_ERRORS:
            raise SeveralErrors(self.errors)

    def wrong(self, where: Where, what: str, fix: str) -> None:
        """Note what breaks a rule."""
        self.note(DossierError(what, fix=fix, where=where))


@dataclass(slots=True)
class Scope:
    """The names of one dossier, and which of them were used."""

    corpus: Corpus
    dossier: Dossier
    voice: str = ""
    used: set[str] = field(default_factory=set)

    def _try(self, cell: Cell, resolve: Callable[[], str]) -> str | None:
        try:
            return resolve()
        except GeographError as error:
            self.corpus.note(error.at(cell.where))
            return None

    def local(self, key: str) -> str:
        """Return the id of an actor that this dossier defines."""
        return f"actor/{self.dossier.stem}/{key}"

    def actor(self, cell: Cell, on: When, kinds: Collection[str] | None = None) -> str | None:
        """Return the actor that a local key, or a name or code of the reference, means on a day."""
        if cell.text in self.dossier.locals:
            self.used.add(cell.text)
            return self.local(cell.text)
        days = _days(on)
        if found := self.corpus.names.find(cell.text, kinds=kinds, **days):
            if len(found) == 1:
                return found[0]
        elif here := self._own_name(cell.text):
            what = f"unknown actor {cell.text!r}"
            fix = f"here it is called {here}"
            self.corpus.note(UnknownActor(what, fix=fix, where=cell.where))
            return None
        return self._try(cell, lambda: self.corpus.names.resolve(cell.text, kinds=kinds, **days))

    def _own_name(self, text: str) -> str | None:
        """Return a key of this dossier that the text nearly is, or whose name it is."""
        for record in self.dossier.actors:
            if key_of(text) in map(key_of, (*record.texts("name"), *record.texts("aliases"))):
                return record.key.text
        return next(iter(get_close_matches(text, self.dossier.locals, n=1, cutoff=0.8)), None)

    def agent(self, cell: Cell, on: When) -> str | None:
        """Return an actor, or for ``report`` the publisher of the document."""
        return self.voice if cell.text == "report" else self.actor(cell, on)

    def actors(self, cells: Iterable[Cell], on: When) -> tuple[str, ...]:
        """Return several actors, each once; two names of one are an error."""
        return self._once(cells, lambda cell: self.actor(cell, on))

    def agents(self, cells: Iterable[Cell], on: When) -> tuple[str, ...]:
        """Return several agents, each once."""
        return self._once(cells, lambda cell: self.agent(cell, on))

    def items(self, cells: Iterable[Cell]) -> tuple[str, ...]:
        """Return weapons and goods, each once."""
        resolve = self.corpus.items.resolve
        return self._once(cells, lambda cell: self._try(cell, lambda: resolve(cell.text)))

    def places(self, cells: Iterable[Cell], on: When) -> tuple[str, ...]:
        """Return states and other places, each once."""
        return self._once(cells, lambda cell: self.place(cell, on))

    def objects(self, cells: Iterable[Cell], on: When) -> tuple[str, ...]:
        """Return what events hit or deal with, each once."""
        return self._once(cells, lambda cell: self.object(cell, on))

    def events(self, cells: Iterable[Cell]) -> tuple[str, ...]:
        """Return events and measures, each once."""
        return self._once(cells, self.event)

    def statements(self, cells: Iterable[Cell]) -> tuple[str, ...]:
        """Return statements, each once."""
        return self._once(cells, self.statement)

    def _once(self, cells: Iterable[Cell], find: Callable[[Cell], str | None]) -> tuple[str, ...]:
        found: dict[str, Cell] = {}
        for cell in cells:
            if (key := find(cell)) is None:
                continue
            if first := found.get(key):
                what = f"{cell.text!r} and {first.text!r} are the same actor: {key}"
                self.corpus.wrong(cell.where, what, "name it once")
            found.setdefault(key, cell)
        return tuple(found)

    def place(self, cell: Cell, on: When) -> str | None:
        """Return a state, or any other place by its own name."""
        names, text = self.corpus.names, cell.text
        if names.find(text, kinds=("State",)) or ":" in text or "/" in text:
            return self._try(cell, lambda: names.resolve(text, kinds=("State",), **_days(on)))
        if close := get_close_matches(key_of(text), self.corpus.states, n=1, cutoff=0.87):
            fix = f"write {self.corpus.states[close[0]]}, or a longer name of the other place"
            self.corpus.wrong(cell.where, f"{text!r} is not a state, but resembles one", fix)
            return None
        key = self._try(cell, lambda: f"place/{slug(text)}")
        if key is not None:
            label = min(text, self.corpus.places[key].label) if key in self.corpus.places else text
            self.corpus.places[key] = Place(id=key, label=label)
        return key

    def object(self, cell: Cell, on: When) -> str | None:
        """Return an actor, statement, item or place."""
        text = cell.text
        section = self._section(text)
        if section == "statements" or text in self.corpus.statements:
            return self.statement(cell)
        if section or text in self.corpus.events:
            fix = "an object is an actor, item, place or statement; events are named by purpose, "
            self.corpus.wrong(cell.where, f"{text!r} is an event", fix + "enables or broader")
            return None
        item = text in self.corpus.goods or key_of(text) in self.corpus.goods
        if text in self.dossier.locals or self.corpus.names.find(text):
            if item:
                fix = "write the id, actor/… or item/…"
                self.corpus.wrong(cell.where, f"{text!r} is an actor and an item", fix)
            return self.actor(cell, on)
        return self.corpus.items.resolve(text) if item else self.place(cell, on)

    def _section(self, key: str) -> str | None:
        """Return the section in which this dossier defines a key."""
        cell = self.dossier.defined.get(key)
        return (cell.where.field or "").partition(".")[0] if cell else None

    def event(self, cell: Cell) -> str | None:
        """Return an event or measure; one of another dossier must be listed in ``uses``."""
        key = cell.text
        self.used.add(f"event/{key}")
        section = self._section(key)
        if section in ("events", "measures"):
            return f"{section[:-1]}/{key}"
        if found := self.corpus.events.get(key):
            if all(key != one.text for one in self.dossier.uses):
                fix = f"add {key} to `uses:`"
                self.corpus.wrong(cell.where, f"{key!r} belongs to {found[1].file}", fix)
            return found[0]
        known = sorted(self.corpus.events)
        self._dangling(cell, "event or measure", known, "define it under `events:` or `measures:`")
        return None

    def _dangling(self, cell: Cell, kind: str, known: Iterable[str], fix: str) -> None:
        if cell.text.rpartition("/")[2] in self.corpus.headings:
            return
        close = get_close_matches(cell.text, list(known), n=3, cutoff=0.6)
        hint = f"did you mean {', '.join(close)}? Else " if close else ""
        self.corpus.wrong(cell.where, f"no {kind} {cell.text!r}", hint + fix)

    def statement(self, cell: Cell) -> str | None:
        """Return a statement of this dossier (``key``) or of another (``dossier/key``)."""
        text = cell.text
        if self._section(text) == "statements":
            return f"statement/{self.dossier.stem}/{text}"
        if text in self.corpus.statements:
            return self.corpus.statements[text]
        own = {key for key in self.dossier.defined if self._section(key) == "statements"}
        known = sorted(own | set(self.corpus.statements))
        self._dangling(cell, "statement", known, "write <key> or <dossier>/<key> of a statement")
        return None

    def claimed(self, cell: Cell) -> str | None:
        """Return what a claim is about: an event, measure or statement."""
        if self._section(cell.text) == "statements" or "/" in cell.text:
            return self.statement(cell)
        return self.event(cell)
