"""Tries what the values of one column may be, each reading with the share of them that it reads."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from geograph.actors import ActorIndex, ItemIndex, load_reference
from geograph.actors.cameo import CAMEO, code_of
from geograph.actors.roles import role_of
from geograph.errors import UnknownItem
from geograph.sources.draft._date_readings import (
    date_reading,
    is_compact,
    is_day,
    is_year,
    reads_as,
)
from geograph.sources.draft._other_names import exonyms
from geograph.sources.draft._words import ROLES, is_called, plain
from geograph.sources.files import MISSING as MARKS
from geograph.sources.mapping.cells import whole

__all__ = ["MISSING", "Column", "ColumnReader"]

#: What a table writes for nothing: the common marks, and those that only its codebook can tell.
MISSING = MARKS | {"none", "..", "?", "-9", "-99", "-999", "-9999"}
#: What stands at the end of a state of affairs that goes on.
OPEN = frozenset(("present", "ongoing", "current", "now", "today", "heute", "actual", "н.в."))
_KINDS = ("State", "Organisation")
#: Schemes of codes in letters, with the share from which on they are proposed: of any two letters
#: a third are the code of some state, of three very few.
_TEXT_SCHEMES = {"iso3": 0.6, "cow": 0.6, "cameo": 0.8, "iso2": 0.9, "fips": 0.95}
#: Schemes of numbers, with what a column of them may be called.
_NUMBERED = {"cow": r"ccode|cow|mid", "gw": r"gw", "un": r"\bun\b|iso(?!4217)|\bm49\b|numeric"}
# From which share of its values on a reading is proposed.
_ENOUGH = 0.6
# Of numbers, which any column may hold by chance; and how many different ones may be flags.
_NUMBERS, _FLAGS = 0.8, 2
# Of classes; a row whose class is not known is dropped.
_CLASSES = 0.9
_NUMBER = re.compile(r"[-+]?\d{1,15}([.]\d+)?([eE][-+]?\d{1,2})?|\d{1,3}(,\d{3})+([.]\d+)?")
_COMMA = re.compile(r"[-+]?(\d{1,3}([.]\d{3})+|\d{1,15})(,\d+)?")
_ONE_COMMA = re.compile(r"[-+]?\d*,(\d{1,2}|\d{4,})|[-+]?\d{1,3}([.]\d{3})+(,\d+)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column and what it seems to be: ``use`` is a key of a row, ``reading`` how it is read.

    ``share`` is the share of its values that this reading could read, ``unread`` examples of the
    others, ``missing`` the marks that seem to stand for nothing; ``rival`` is a reading that reads
    as many values, otherwise. ``lookup`` spells out names in other languages, ``open`` are texts
    for what goes on, ``states`` marks a code that looks like a mark of a missing value.
    """

    name: str
    use: str
    reading: str
    share: float
    values: int
    unread: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    rival: str = ""
    lookup: Mapping[str, str] = field(default_factory=dict)
    open: tuple[str, ...] = ()
    states: tuple[str, ...] = ()


class ColumnReader:
    """Reads columns one by one, with the names and codes of the reference data at hand."""

    def __init__(self) -> None:
        reference = load_reference()
        self.index = ActorIndex(reference.actors, reference.tenures)
        self.items = ItemIndex(reference.items)

    def column(self, name: str, cells: Sequence[str]) -> Column:
        """Return the column with the reading that reads most of its values."""
        missing = tuple(sorted({cell for cell in cells if cell in MISSING}))
        values = [cell for cell in cells if cell and cell not in MISSING]
        made = Column(
            name=name, use="detail", reading="text", share=1.0, values=len(values), missing=missing
        )
        distinct = list(dict.fromkeys(values))
        if not distinct:
            return replace(made, use="ignore", reading="", share=0.0)
        if found := self._date(name, distinct, made):
            return found
        counts = dict(Counter(values).most_common(1_000))
        few = list(counts)
        tried = [(use, how, *_share(test, counts)) for use, how, test in self._readings(name, few)]
        numbers = dict.fromkeys(_NUMBERED, _NUMBERS) if all(map(_is_number, few)) else {}
        enough = {**_TEXT_SCHEMES, **numbers, "class": _CLASSES}
        kept = [t for t in tried if t[2] >= enough.get(t[0], enough.get(t[1], _ENOUGH))]
        best = max(kept, key=lambda one: one[2], default=None)
        if best is not None:
            use, how, share, unread = best
            rivals = [t[1] for t in tried if t[0] == use == "party" and t[1] in _NUMBERED]
            return self._named(
                replace(
                    made, use=use, reading=how, share=share, unread=unread,
                    rival=" or ".join(r for r in rivals if r != how) if how in _NUMBERED else "",
                ),
                few,
            )  # fmt: skip
        if all(_NUMBER.fullmatch(value) for value in distinct):
            return replace(made, reading="number")
        if all(_COMMA.fullmatch(v) for v in distinct) and any(map(_ONE_COMMA.fullmatch, distinct)):
            return replace(made, reading="number,")
        return made

    def _date(self, name: str, distinct: list[str], made: Column) -> Column | None:
        """Return the column as dates, where it is called so or looks so."""
        called = any(is_called(name, role) for role in ("date", "since", "until"))
        called = called or re.search(r"date|year|fecha|datum|jahr|дата", plain(name)) is not None
        open_ = tuple(v for v in distinct if v.casefold() in OPEN)
        kept = [v for v in distinct if v not in open_][:5_000]
        looks = [v for v in kept if is_day(v) or is_year(v) or (called and is_compact(v))]
        if not kept or len(looks) < _ENOUGH * len(kept):
            return None
        if not called and not all(is_day(v) for v in kept):
            return None
        forms, share, rival = date_reading(kept)
        unread = tuple(v for v in kept if not reads_as(v, forms))
        words = tuple(v for v in unread if not re.search(r"\d", v))  # such as `unknown`
        return replace(
            made, use="date", reading=", ".join((*forms, *([rival] if rival else []))),
            share=share, unread=unread[:3], rival=rival, open=open_,
            missing=(*made.missing, *words[:20]),
        )  # fmt: skip

    def _readings(
        self, name: str, values: list[str]
    ) -> Iterator[tuple[str, str, Callable[[str], object]]]:
        """Yield readings, the telling ones first: of equal ones the first is taken."""
        word = plain(name)
        if is_called(name, "url") or all(v.startswith(("http://", "https://")) for v in values):
            yield "url", "address", lambda v: v.startswith(("http://", "https://"))
        if re.search(r"cameo|event ?code|^code$", word):
            yield "class", "cameo", lambda v: v in CAMEO
        if re.search(r"event|relation|type|action|text", word):
            yield "class", "cameo_label", lambda v: code_of(v) is not None
        if re.search(r"weapon|item|system|designation|equipment|arma|arme|waffe|оружие", word):
            yield "item", "item", self._item
        if all(map(_is_number, values)):
            told = re.search("|".join(_NUMBERED.values()), word)
            # a few small numbers are flags: 1 for the initiator, 2 for the target
            called = len(values) > _FLAGS and any(is_called(name, role) for role in ROLES)
            if told or called:
                yield from self._numbered(word)
            return
        yield "party", "name", lambda v: self.who(v, "name")
        for scheme in _TEXT_SCHEMES:
            yield "party", scheme, lambda v, s=scheme: self.who(v, s)  # type: ignore[misc]
        yield "party", "role", lambda v: self.who(v, "role")

    def _numbered(self, word: str) -> Iterator[tuple[str, str, Callable[[str], object]]]:
        """Yield the schemes of numbers, first the one that the column is called after."""
        for scheme in sorted(_NUMBERED, key=lambda one: not re.search(_NUMBERED[one], word)):
            yield "party", scheme, lambda v, s=scheme: self.who(v, s)  # type: ignore[misc]

    def who(self, text: str, scheme: str) -> tuple[str, ...]:
        """Return whom a text may mean in a scheme, at any time; of a role, whose it is."""
        if scheme == "role" and (role := role_of(text, self.index)) and role.state:
            return (role.state,)
        if scheme not in ("name", "role"):
            code = whole(text)
            return self.index.find(f"{scheme}:{code.lstrip('0') if code.isdigit() else code}")
        found = self.index.find(text, kinds=_KINDS) if len(text) > 3 else ()
        label = None if found else exonyms(text, self.index)
        return self.index.find(label, kinds=_KINDS) if label else found

    def _named(self, column: Column, distinct: list[str]) -> Column:
        """Return a party with what its names and codes need: names spelt out, NA as Namibia."""
        if column.reading == "name":
            spelt = {v: label for v in distinct if (label := exonyms(v, self.index))}
            kept = {v: s for v, s in spelt.items() if len(v) <= 4 or not self.index.find(v)}
            return replace(column, lookup=kept)
        if column.use != "party":
            return column
        states = tuple(m for m in column.missing if self.who(m, column.reading))
        missing = tuple(m for m in column.missing if m not in states)
        return replace(column, missing=missing, states=states)

    def stranger(self, column: Column, cells: Sequence[str]) -> Column:
        """Return a column of parties of whom few or none are known: by name where some are."""
        if column.use != "detail":
            return column
        counts = Counter(cell for cell in cells if cell and cell not in MISSING)
        few = dict(counts.most_common(1_000)) or {"": 1}
        share, unread = _share(lambda v: self.who(v, "name"), few)
        if not share:
            return replace(column, reading="local", share=0.0)
        return self._named(replace(column, reading="name", share=share, unread=unread), list(few))

    def _item(self, text: str) -> bool:
        try:
            self.items.resolve(text)
        except UnknownItem:
            return False
        return True


def _is_number(text: str) -> bool:
    return whole(text).isdigit()


def _share(
    test: Callable[[str], object], counts: Mapping[str, int]
) -> tuple[float, tuple[str, ...]]:
    """Return the share of the cells that a test reads, and examples of those that it does not."""
    unread = [value for value in counts if not test(value)]
    return 1 - sum(counts[v] for v in unread) / sum(counts.values()), tuple(unread[:3])
