"""Find persons who are known for their offices alone, and read their terms when one is asked for.

They are some thousands, and most questions name none of them: `data/reference/office_holders.csv`
is read when a name or an id is asked for that no other table has, and only the lines of who is
asked for become actors and tenures. A line is one term; the first line of a person has the label,
the other spellings and the Wikidata id, the further ones do not.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Container, Iterator
from datetime import date
from functools import cache
from importlib.resources import files

from geograph.actors._csv_tables import WIKIDATA, Reader, Row, split
from geograph.actors.names import key_of, keys_of
from geograph.actors.reference import load_reference
from geograph.errors import SeveralErrors
from geograph.model import Actor, Tenure
from geograph.vocab import local

__all__ = ["OfficeHolders", "check_holders", "load_holders"]

FILE = "office_holders.csv"
_COLUMNS = "who,label,aliases,wikidata,whom,role,start,end,source"
_PERSON = re.compile(r"actor/[a-z0-9]+(-[a-z0-9]+)*")


class OfficeHolders:
    """Persons with their terms, found by id, name or Wikidata id.

    >>> holders = load_holders()
    >>> [who] = holders.find("Angela Merkel")
    >>> who, holders.actor(who).label, [str(term.start) for term in holders.terms(who)]
    ('actor/angela-merkel', 'Angela Merkel', ['2005-11-22'])
    """

    def __init__(self, lines: dict[str, list[list[str]]]) -> None:
        self._lines = lines
        self._names: dict[str, list[str]] = defaultdict(list)
        for who, [(_, label, aliases, wikidata, *_), *_] in lines.items():
            words = (label, *aliases.split(";"))
            for key in {key for word in words if word for key in keys_of(word)}:
                self._names[key].append(who)
            if wikidata:
                self._names[f"wikidata:{wikidata.casefold()}"].append(who)

    def __contains__(self, who: str) -> bool:
        return who in self._lines

    def __iter__(self) -> Iterator[str]:
        return iter(self._lines)

    def find(self, name: str) -> tuple[str, ...]:
        """Return the ids of all who have a name, an id, an IRI or ``wikidata:Q…``, sorted."""
        text = local(name.strip())
        if text in self._lines:
            return (text,)
        key = text.casefold() if ":" in text else key_of(text)
        return tuple(sorted(self._names.get(key, ())))

    def actor(self, who: str) -> Actor:
        """Return a person; KeyError for an id that is not here.

        Out of office a person is an insider of the state, or an expert where the first office that
        is listed is of an organisation of states.
        """
        [_, label, aliases, wikidata, whom, *_] = self._lines[who][0]
        return Actor(
            id=who,
            kind="Person",
            label=label,
            aliases=split(aliases),
            wikidata=wikidata or None,
            voice_kind="expert" if whom in _of_states() else "insider",
        )

    def terms(self, who: str) -> list[Tenure]:
        """Return the terms of a person, each with its days and its source."""
        return [
            Tenure(
                who=who,
                relation="speaksFor",
                whom=whom,
                role=role,
                start=date.fromisoformat(start),
                end=date.fromisoformat(end),
                source=source,
            )
            for _, _, _, _, whom, role, start, end, source in self._lines[who]
        ]

    def serves(self, who: str, actors: Container[str]) -> bool:
        """Return whether all for whom a person speaks are among some actors."""
        return all(line[4] in actors for line in self._lines[who])


@cache
def load_holders() -> OfficeHolders:
    """Read the table that comes with geograph; `check_holders` checks it."""
    lines: dict[str, list[list[str]]] = defaultdict(list)
    place = files("geograph.data") / "reference" / FILE
    reader = csv.reader(place.read_text(encoding="utf-8").splitlines())
    next(reader)
    for line in reader:
        lines[line[0]].append(line)
    return OfficeHolders(dict(lines))


@cache
def _of_states() -> frozenset[str]:
    """Return the organisations of states, and the bodies that speak for them."""
    reference = load_reference()
    found = {a.id for a in reference.actors if a.kind == "InternationalOrganisation"}
    speaking = (t for t in reference.tenures if t.relation == "speaksFor")
    return frozenset(found | {t.who for t in speaking if t.whom in found})


def check_holders() -> None:
    """Check every cell of the table, which no command does: it is part of the programme.

    Raises
    ------
    SeveralErrors
        All mistakes, each with file, line and column: an id, day or Wikidata id of a wrong form,
        an id that is unknown, or of another table; a term without both of its days, role or source;
        a person who is described twice or not at all, or has the name of somebody else.
    """
    read = Reader(files("geograph.data") / "reference", "data/reference", {FILE: _COLUMNS})
    known = {actor.id for actor in load_reference().actors}
    names = {key_of(w) for a in load_reference().actors for w in (a.label, *a.aliases)}
    described: set[str] = set()
    for row in read.rows(FILE):
        first = row["who"] not in described
        if first:
            described.add(row["who"])
            read.text(row, "who", form=_PERSON)
            if row["who"] in known:
                fix = "write the terms of a person of persons.csv into tenures.csv"
                read.wrong(row, "who", f"{row['who']!r} is in another table", fix)
        if first == (not row["label"]):
            what = f"{row['who']!r} {'has no label' if first else 'is described already'}"
            read.wrong(row, "label", what, "write the label on the person's first line alone")
        for word in {key_of(word) for word in (row["label"], *split(row["aliases"]))} & names:
            read.wrong(row, "label", f"{word!r} is somebody of another table", "leave it out")
        if row["wikidata"]:
            read.text(row, "wikidata", form=WIKIDATA)
        _check_term(read, row, known)
    if read.errors:
        raise SeveralErrors(read.errors)


def _check_term(read: Reader, row: Row, known: Container[str]) -> None:
    if row["whom"] not in known:
        read.wrong(row, "whom", f"{row['whom']!r} is not a known id", "correct the id")
    for field in ("role", "start", "end", "source"):
        read.text(row, field)
    read.days(row)
