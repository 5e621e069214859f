"""Find every use of a name or code over time, whoever wrote it and however it is spelt."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property

from geograph.actors._reference_rows import Code, Name, Spell
from geograph.actors.exonyms import exonyms
from geograph.actors.names import FIRST, LAST, key_of, respelt
from geograph.actors.state_grammar import Bag, bag_of, bags_of, bracketed, joined
from geograph.actors.uses import Use, code_key, uses_of
from geograph.model import Actor
from geograph.vocab import local

# Names as they are written, spelling by spelling, that are remembered with what they mean.
_REMEMBERED = 100_000
# A number as pandas and R write a code.
_FLOAT = re.compile(r"([0-9]+)[.]0+")

# Words that are the name of a state but for their accents.
_WORDS = frozenset({"island"})


class Lookup:
    """The uses of names, codes and words for peoples; what was asked is remembered.

    >>> land = Actor(id="state/AAA", kind="State", label="Land", iso3="AAA")
    >>> lookup = Lookup({land.id: land}, [], [], [])
    >>> lookup.of("LAND") == lookup.of("iso3:AAA") == ((FIRST, LAST, "state/AAA"),)
    True
    """

    def __init__(
        self,
        actors: Mapping[str, Actor],
        names: Iterable[Name],
        spells: Iterable[Spell],
        codes: Iterable[Code],
    ) -> None:
        self._actors = actors
        self.uses, self.demonyms = uses_of(actors, names, spells, codes)
        self._numbers: dict[str, set[str]] = defaultdict(set)
        for spell in spells:
            self._numbers[spell.state].add(f"{spell.scheme}:{spell.code}")
        self._memo: dict[tuple[str, bool, str | None, bool], tuple[Use, ...]] = {}

    def of(
        self, name: str, demonyms: bool = False, by: str | None = None, codes: bool = False
    ) -> tuple[Use, ...]:
        """Return every use of a name over time, sorted; see `ActorIndex.resolve` for the forms."""
        found = self._memo.get((name, demonyms, by, codes))
        if found is None:
            found = tuple(sorted(self._find(name, demonyms, by, codes)))
            if len(self._memo) >= _REMEMBERED:
                self._memo.clear()
            self._memo[name, demonyms, by, codes] = found
        return found

    def own(self, name: str, by: str | None) -> bool:
        """Return whether a publisher has a spelling of its own, which says by itself whom it means.

        >>> Lookup({}, [], [], []).own("Serbia (Yugoslavia)", "ucdp")
        False
        """
        return by is not None and code_key(by, local(name.strip())) in self.uses

    def _find(self, name: str, demonyms: bool, by: str | None, codes: bool) -> set[Use]:
        key = local(name.strip())
        if own := self.uses.get(code_key(by, key)) if by else None:
            return {*own}
        if key in self._actors:
            return {(FIRST, LAST, key)}
        scheme, colon, code = key.partition(":")
        if colon and (number := _FLOAT.fullmatch(code)):  # 2.0 is 2, and never 20
            key, code = f"{scheme}:{number[1]}", number[1]
        coded = code_key(scheme, code) if colon else ""
        if key.casefold() in _WORDS or (not codes and is_word(key)):
            return set()
        if coded not in self.uses and code.isascii() and code.isdecimal():
            coded = self._padded(scheme, code)
        text, key = key, coded if coded in self.uses else key_of(key)
        found = {*self.uses.get(key, ()), *(self.demonyms.get(key, ()) if demonyms else ())}
        if not found and codes:
            found = self._code(text)
        if not found:
            # of places only: people are not named by turning a name round
            told = self._spoken(name, demonyms, by)
            found = {use for use in told if self._place(use[2])}
        return found or self._read(name, by) or self._translated(name)

    def _translated(self, name: str) -> set[Use]:
        """Return the uses of a name in another language: those of the English name of who has it.

        So "Alemania" is ambiguous whenever "Germany" is.
        """
        actor = self._actors.get(exonyms().get(key_of(name), ""))
        return {*self.uses.get(key_of(actor.label), ())} if actor else set()

    def _code(self, text: str) -> set[Use]:
        """Return whose ISO alpha-3 code a text is, and whose COW abbreviation where it is one."""
        if not (len(text) == 3 and text.isascii() and text.isalpha()):
            return set()
        iso = self.uses.get(code_key("iso3", text), ())
        return {*iso, *self.uses.get(code_key("cow", text), ())} if iso else set()

    def how(self, name: str, by: str | None = None) -> str:
        """Say in which way a name is found: as an id, a publisher's spelling, a name, a reading."""
        key = local(name.strip())
        if self.own(name, by):
            return f"spelling of {by}"
        if key in self._actors:
            return "id"
        if uses := self.uses.get(key_of(key)):
            return "name at its date" if len({use[2] for use in uses}) > 1 else "name"
        if key_of(key) in exonyms():
            return "name in another language"
        return "name cut short, turned round or in brackets"

    def schemes(self, text: str) -> list[tuple[str, list[Use]]]:
        """Return what a bare code is under the schemes in which people most often mean it.

        >>> Lookup({}, [], [], []).schemes("AU")
        []
        """
        coded = (f"{scheme}:{text.strip().upper()}" for scheme in ("iso2", "iso3", "cow"))
        keys = ((code, code_key(*code.split(":", 1))) for code in coded)
        return [(code, self.uses[key]) for code, key in keys if key in self.uses]

    def _padded(self, scheme: str, code: str) -> str:
        """Return the key of a number that is written with other leading zeros, as 076 for 76."""
        plain = code.lstrip("0") or "0"
        keys = (code_key(scheme, plain.zfill(width)) for width in range(len(plain), 5))
        return next((key for key in keys if key in self.uses), "")

    def _spoken(self, name: str, demonyms: bool, by: str | None) -> tuple[Use, ...]:
        """Return the uses of a name of a sorted list, or of one given in two languages."""
        if spoken := respelt(name):
            return self.of(spoken, demonyms, by)
        first, slash, second = name.partition(" / ")
        if not slash:
            return ()
        # "Russia / Russie" is one country; "India / Pakistan" is nobody
        one, two = self.of(first, demonyms, by), self.of(second, demonyms, by)
        return one if not two or one == two else ()

    def _read(self, name: str, by: str | None) -> set[Use]:
        """Return the uses of a name that is cut short, turned round, or one of two in brackets."""
        found = {use for bag in bags_of(name) for use in self._bags.get(bag, ())}
        if found or not (two := bracketed(name)):
            return found
        one, other = (
            tuple(use for use in self.of(part, by=by) if self._place(use[2])) for part in two
        )
        return joined(one, other, self._numbers)

    @cached_property
    def _bags(self) -> dict[Bag, set[Use]]:
        """The uses of the names of places, by the words that they have, in any order."""
        bags: dict[Bag, set[Use]] = defaultdict(set)
        for key, uses in self.uses.items():
            if ":" not in key and len(bag := bag_of(key)) > 1:
                bags[bag].update(use for use in uses if self._place(use[2]))
        return {bag: uses for bag, uses in bags.items() if not self._two(bag, bags)}

    def _two(self, bag: Bag, bags: Mapping[Bag, set[Use]]) -> bool:
        """Return whether words are the names of two places: "China, Taiwan" may be both."""
        for at, word in enumerate(bag):
            rest = bag[:at] + bag[at + 1 :]
            others = bags.get(rest, ()) if len(rest) > 1 else self.uses.get(rest[0], ())
            if (
                len(word) > 3
                and others
                and any(self._place(use[2]) for use in self.uses.get(word, ()))
            ):
                return True
        return False

    def _place(self, key: str) -> bool:
        actor = self._actors[key]
        return actor.kind == "State" or actor.iso3 is not None


def is_word(text: str) -> bool:
    """Return whether a text of two or three letters is a word and no abbreviation: is, us, who.

    Abbreviations are written in capitals, or with points. *Ísland* is a name, an island a word.

    >>> [is_word(text) for text in ("us", "US", "u.s.", "Чад", "中国", "Island", "Ísland")]
    [True, False, False, False, False, True, False]
    """
    short = len(text) < 4 and text.isalpha() and text != text.upper() and key_of(text).isascii()
    return short or text.casefold() in _WORDS
