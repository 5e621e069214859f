"""Guess what the columns of a table are, with the share of values that each guess could read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from geograph.actors import ActorIndex, ItemIndex, load_reference
from geograph.actors.cameo import CAMEO, code_of
from geograph.actors.roles import role_of
from geograph.dates import parse
from geograph.errors import DateError, UnknownItem
from geograph.sources.files import MISSING

__all__ = ["PARTIES", "Column", "guess"]

#: What a table of numbers writes for nothing, which only its codebook can say.
_PERHAPS = frozenset(("none", "-9", "-99", "-999"))
#: What a column is called → its role, by the field's usual words; the first that fits is taken.
_ROLES: tuple[tuple[str, str], ...] = (
    (
        "actor",
        "actor_?1|side_?a|state_?a|ccode_?1|country_?1|source|actor|supplier|exporter|sender"
        "|initiator|attacker|from|donor|seller|origin",
    ),
    (
        "recipient",
        "actor_?2|side_?b|state_?b|ccode_?2|country_?2|target|recipient|importer|receiver|to"
        "|buyer|destination|victim",
    ),
    ("participant", "state|country|member|party|participant|ccode|iso3?|nation"),
)
_DATE_FORMS = {
    "ymd": r"\d{8}",
    "d.m.y": r"\d{1,2}\.\d{1,2}\.\d{4}",
    "m/d/y": r"(?:0?[1-9]|1[0-2])/\d{1,2}/\d{4}",
    "d/m/y": r"\d{1,2}/(?:0?[1-9]|1[0-2])/\d{4}",
    "d mon y": r"\d{1,2} [A-Za-z]{3,9} \d{4}",
}
_SCHEMES = ("name", "iso3", "iso2", "cow", "gw", "cameo", "role")
# From which share of its values on a reading is proposed.
_ENOUGH = 0.6
PARTIES = ("actor", "recipient", "participant")


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column and what it seems to be: ``use`` is a key of a row, ``reading`` how it is read.

    ``share`` is the share of its values that this reading could read, ``unread`` examples of the
    others, ``missing`` the marks that seem to stand for nothing beside the common ones; ``rival``
    is a reading that reads as many values, otherwise.
    """

    name: str
    use: str
    reading: str
    share: float
    values: int
    unread: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    rival: str = ""


def guess(header: tuple[str, ...], rows: list[Sequence[str]]) -> list[Column]:
    """Return what the columns of a table seem to be, in their order."""
    reader = _Reader()
    cells = ([row[n].strip() for row in rows] for n in range(len(header)))
    return _assigned([reader.column(name, c) for name, c in zip(header, cells, strict=True)])


class _Reader:
    """Tries the readings of a column."""

    def __init__(self) -> None:
        reference = load_reference()
        self.index = ActorIndex(reference.actors, reference.tenures)
        self.items = ItemIndex(reference.items)

    def column(self, name: str, cells: list[str]) -> Column:
        """Return the column with the reading that reads most of its values."""
        missing = tuple(sorted({c for c in cells if c in _PERHAPS}))
        values = [c for c in cells if c and c not in MISSING | _PERHAPS]
        distinct = list(dict.fromkeys(values))[:1_000]
        if not distinct:
            return Column(name=name, use="ignore", reading="", share=0.0, values=0, missing=missing)
        tried = [(use, how, *_share(test, distinct)) for use, how, test in self._readings(name)]
        use, how, share, unread = max(tried, key=lambda t: t[2])
        if share < _ENOUGH or (how == "number" and share < 1):
            use, how, share, unread = "detail", "text", 1.0, ()
        rivals = [t[1] for t in tried if {t[1], how} == {"m/d/y", "d/m/y"} and t[2] == share]
        return Column(
            name=name, use=use, reading=how, share=share, values=len(values), unread=unread,
            missing=missing, rival=rivals[0] if rivals else "",
        )  # fmt: skip

    def _readings(self, name: str) -> Iterable[tuple[str, str, Callable[[str], bool]]]:
        """Yield readings, the telling ones first: of equal ones the first is taken."""
        word = name.casefold()
        if re.search(r"url|link|source_?url|http", word):
            yield "url", "address", lambda v: v.startswith(("http://", "https://"))
        if re.search(r"date|day|year|start|end|time|begin", word):
            yield "date", "edtf", _edtf
            for form, pattern in _DATE_FORMS.items():
                yield "date", form, re.compile(pattern).fullmatch  # type: ignore[misc]
        else:  # in words of another language: whole days only
            for form, pattern in {"edtf": r"\d{4}-\d\d-\d\d", **_DATE_FORMS}.items():
                if form != "ymd":
                    yield "date", form, re.compile(pattern).fullmatch  # type: ignore[misc]
        if re.search(r"cameo|event[ _]?code|^code$", word):
            yield "class", "cameo", lambda v: v in CAMEO
        if re.search(r"event|relation|type|action|text", word):
            yield "class", "cameo_label", lambda v: code_of(v) is not None
        if re.search(r"weapon|item|system|designation|equipment", word):
            yield "item", "item", self._item
        numeric = re.search(r"ccode|cow|gw", word) is not None
        for scheme in _SCHEMES:
            if scheme in ("cow", "gw") and not (
                (numeric and scheme in word) or ("ccode" in word and scheme == "cow")
            ):
                continue
            yield "party", scheme, lambda v, s=scheme: self._party(v, s)  # type: ignore[misc]
        yield "detail", "number", lambda v: re.fullmatch(r"[-+]?\d+(\.\d+)?", v) is not None

    def _item(self, text: str) -> bool:
        try:
            self.items.resolve(text)
        except UnknownItem:
            return False
        return True

    def _party(self, text: str, scheme: str) -> bool:
        if scheme == "role":
            return role_of(text, self.index) is not None or bool(self.index.find(text))
        if scheme == "name":
            return len(text) > 3 and bool(self.index.find(text, kinds=("State", "Organisation")))
        return bool(self.index.find(f"{scheme}:{text}"))


def _share(test: Callable[[str], object], values: list[str]) -> tuple[float, tuple[str, ...]]:
    unread = [value for value in values if not test(value)]
    return 1 - len(unread) / len(values), tuple(unread[:3])


def _edtf(text: str) -> bool:
    try:
        parse(text[:10])
    except DateError:
        return False
    return re.match(r"\d{4}(?!\d)", text) is not None


def _assigned(columns: list[Column]) -> list[Column]:
    """Give the parties their roles by their names, and one column each date and each key."""
    out: list[Column] = []
    taken: set[str] = set()
    parties = sum(c.use == "party" for c in columns)
    for column in columns:
        word, use = column.name.casefold().replace(" ", "_"), column.use
        if use == "party":
            fits = [
                role for role, names in _ROLES if re.search(rf"(?:^|_)(?:{names})(?:_|$)", word)
            ]
            free = [r for r in (*fits, "actor", "recipient", "participant") if r not in taken]
            use = fits[0] if fits and fits[0] not in taken else free[0] if free else "detail"
            if use == "participant" and taken & {"actor", "recipient"}:
                use = "detail"  # most often a second writing of a party that has its column
            if use == "actor" and parties == 1:
                use = "participant" if "participant" in fits else use
        elif use == "date":
            late = re.search(r"end|until|stop|to$", word)
            use = (
                "date.until"
                if late and "date" in taken
                else "date"
                if "date" not in taken
                else "detail"
            )
        elif use in ("class", "item", "url") and use in taken:
            use = "detail"
        elif (
            use == "detail"
            and "key" not in taken
            and re.search(r"(?:^|_)id(?:_|$)|_no$|^key$", word)
        ):
            use = "key"
        taken.add(use)
        reading = column.reading if use != "detail" or column.use == "detail" else "text"
        out.append(replace(column, use=use, reading="" if use == "key" else reading))
    return out
