"""How much an answer rests on, and what universe it is about: the notes of every answer.

An answer rests on what it used: claims, events of the corpus, rows of releases. The whole store is
never taken for it; where an answer does not say what it used, that is said.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sized
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from geograph.policy import ClaimIndex, Coverage, Policy
from geograph.questions.release_rows import Tie, origins, tied
from geograph.questions.store_cache import kept, marks, selection, standing, verdicts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geograph.networks.ties import Level
    from geograph.store import Store

__all__ = ["AnswerEvidence", "universe"]

_MISSING = "what nobody reports is missing"


@dataclass(slots=True, kw_only=True)
class AnswerEvidence:
    """What an answer has used so far.

    Parameters
    ----------
    claims, events, statements, documents
        Their ids. All that bears on an event is used with it; rows of releases are events too
        until `covered` tells them apart.
    named
        Events and measures of which only some claims are used.
    rows
        Rows of releases by the release that has them, where that is known.
    ties
        Edges of a network that stand for many rows, by its level and their release.
    whole
        The coverage of a whole network and its releases, where that is what was used.
    """

    claims: set[str] = field(default_factory=set)
    events: set[str] = field(default_factory=set)
    named: set[str] = field(default_factory=set)
    statements: set[str] = field(default_factory=set)
    documents: set[str] = field(default_factory=set)
    rows: dict[str, set[str]] = field(default_factory=dict)
    ties: dict[tuple[Level, str], set[Tie]] = field(default_factory=dict)
    whole: tuple[Coverage, frozenset[str]] | None = None

    def __bool__(self) -> bool:
        named = (self.claims, self.events, self.statements, self.documents, self.rows, self.ties)
        return any(named) or self.whole is not None

    def add(self, row: Iterable[object]) -> None:
        """Take in the ids of a row: its claims and what they are about, else its events.

        >>> used = AnswerEvidence()
        >>> used.add(["event/a", "Iran", None, "claim/d/a/b"])
        >>> used.add(["event/c", 3])
        >>> used.claims, used.named, used.events
        ({'claim/d/a/b'}, {'event/a'}, {'event/c'})
        """
        ids: dict[str, set[str]] = {"claim": set(), "event": set(), "measure": set()}
        ids |= {"statement": self.statements, "document": self.documents}
        for cell in row:
            if isinstance(cell, str) and (kind := cell.partition("/")[0]) in ids:
                ids[kind].add(cell)
        self.claims |= ids["claim"]
        events = self.named if ids["claim"] else self.events
        events |= ids["event"] | ids["measure"]

    def add_all(self, rows: Iterable[Iterable[object]]) -> None:
        """Take in the ids of all rows of an answer."""
        for row in rows:
            self.add(row)

    def tie(self, level: Level, source: str, target: str, data: Mapping[str, Any]) -> None:
        """Take in an edge of a network: its event, or the rows that it stands for."""
        if not str(data["event"]).startswith("release/"):
            self.events.add(str(data["event"]))
            return
        ends = (source, target) if data["directed"] else (min(source, target), max(source, target))
        tie = (str(data["kind"]), *ends, bool(data["directed"]))
        self.ties.setdefault((level, str(data["event"])), set()).add(tie)

    @property
    def releases(self) -> frozenset[str]:
        """The releases that were used, once `covered` has told them apart."""
        return frozenset(self.rows) | (self.whole[1] if self.whole is not None else frozenset())

    def covered(self, store: Store, policy: Policy) -> Coverage:
        """Return how many events, documents, publishers, voices, rows and releases that is.

        Rows are sorted to their releases meanwhile.
        """
        if self.whole is not None:
            return self.whole[0]
        index, judged = ClaimIndex.from_store(store), verdicts(store, policy)
        told = self.events & (index.events.keys() | judged.keys())
        chosen = selection(store, policy)
        counted = {release.id for release in chosen.releases}
        for row, releases in origins(store, self.events - told).items():
            # a row that several issues have is of the one that counts
            one = next((r for r in releases if r.id in counted), releases[-1])
            self.rows.setdefault(one.id, set()).add(row)
        for (level, release), ties in self.ties.items():
            found = tied(chosen, release, level, ties)
            self.rows.setdefault(release, set()).update(found)
        claims = self.claims & index.claims.keys()
        about = (self.named or {index.claims[key].object for key in claims}) & index.events.keys()
        claims |= {c for key in told if key in judged for c in judged[key].evidence}
        spoken = [index.claims[key] for key in claims]
        statements = self.statements | {claim.statement for claim in spoken}
        documents = {s.document for key in statements if (s := index.statements.get(key))}
        documents |= self.documents & index.documents.keys()
        return Coverage(
            events=len(told | about),
            documents=len(documents),
            publishers=len({index.documents[key].publisher for key in documents}),
            voices=len({(claim.voice, claim.anonymous) for claim in spoken}),
            rows=len({row for ids in self.rows.values() for row in ids}),
            releases=len(self.rows),
        )


def universe(store: Store, policy: Policy, accepts: Collection[str], *, marks_words: bool) -> str:
    """Return of how much the answer of a question is a part, and what it cannot show.

    ``accepts`` are the options of a policy that the question takes; ``marks_words`` says whether
    it lists all that was said.
    """
    index = ClaimIndex.from_store(store)
    if not accepts:
        return "no claim policy applies: asked of everything that the store holds"
    told = f"{_count(index.documents, 'document')}{_years(store, index)}"
    if marks_words:
        said = {claim for claim, _ in marks(store, policy)}
        return f"of {_count(said, 'claim')} that were made, in {told}: {_MISSING}"
    if "policy" not in accepts:
        return f"of {_count(standing(store, policy), 'claim')} that stand, in {told}: {_MISSING}"
    events = {key for key, verdict in verdicts(store, policy).items() if verdict.edge}
    whole = f"of {_count(events, 'relation')} that the policy counts"
    releases = selection(store, policy).releases
    if not releases:
        return f"{whole}, in {told}: {_MISSING}"
    rows = kept(store, ("rows", policy), selection(store, policy).rows)
    many = f"{_told(rows, 'row')} of {_count(releases, 'release')}"
    return f"{whole}, in {told}, and {many}: {_MISSING}, and so is what no release lists"


def _count(found: Sized, word: str) -> str:
    return _told(len(found), word)


def _told(number: int, word: str) -> str:
    return f"{number:,} {word}{'' if number == 1 else 's'}"


def _years(store: Store, index: ClaimIndex) -> str:
    """Return in which years the documents of a store were published."""

    def made() -> str:
        days = [day for d in index.documents.values() if (day := d.published.latest_end)]
        years = sorted({day.year for day in days})
        if not years:
            return ""
        return f" of {years[0]}" if len(years) == 1 else f" of {years[0]} to {years[-1]}"

    return kept(store, "years", made)
