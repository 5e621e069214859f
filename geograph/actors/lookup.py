"""Find every use of a name or code over time, whoever wrote it and however it is spelt."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from geograph.actors._reference_rows import Code, Name, Spell
from geograph.actors.names import FIRST, LAST, key_of, respelt
from geograph.actors.uses import Use, code_key, uses_of
from geograph.model import Actor
from geograph.vocab import local

# Names as they are written, spelling by spelling, that are remembered with what they mean.
_REMEMBERED = 100_000


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
        self._memo: dict[tuple[str, bool, str | None], tuple[Use, ...]] = {}

    def of(self, name: str, demonyms: bool = False, by: str | None = None) -> tuple[Use, ...]:
        """Return every use of a name over time, sorted; see `ActorIndex.resolve` for the forms."""
        found = self._memo.get((name, demonyms, by))
        if found is None:
            found = tuple(sorted(self._find(name, demonyms, by)))
            if len(self._memo) >= _REMEMBERED:
                self._memo.clear()
            self._memo[name, demonyms, by] = found
        return found

    def _find(self, name: str, demonyms: bool, by: str | None) -> set[Use]:
        key = local(name.strip())
        if own := self.uses.get(code_key(by, key)) if by else None:
            return {*own}
        if key in self._actors:
            return {(FIRST, LAST, key)}
        scheme, colon, code = key.partition(":")
        coded = code_key(scheme, code) if colon else ""
        if coded not in self.uses and code.isascii() and code.isdecimal():
            coded = self._padded(scheme, code)
        key = coded if coded in self.uses else key_of(key)
        found = {*self.uses.get(key, ()), *(self.demonyms.get(key, ()) if demonyms else ())}
        if not found:
            # of places only: people are not named by turning a name round
            told = self._spoken(name, demonyms, by)
            found = {use for use in told if self._place(use[2])}
        return found

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

    def _place(self, key: str) -> bool:
        actor = self._actors[key]
        return actor.kind == "State" or actor.iso3 is not None
