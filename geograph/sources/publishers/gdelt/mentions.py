"""Mentions of an event in the news, counted beside the event that they belong to.

A row of the table of mentions is a document that speaks of an event, and no event of its own. So an
event gets how many mentions, outlets and documents there are, from when to when, the highest
confidence of the machine and the mean tone. A mention of an event that is not in the files is to be
looked at: its event is in another file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from sys import intern

from geograph.sources.files import Record
from geograph.sources.reshaping import ChangedRecord, Files

__all__ = ["with_mentions"]

_ELSEWHERE = "a mention of an event that is not in these files"


@dataclass(slots=True)
class _Mentions:
    """What is known of the mentions of one event; the first of them is kept for its place."""

    record: Record
    count: int = 0
    outlets: set[str] = field(default_factory=set)
    documents: set[int] = field(default_factory=set)
    first: str = ""
    last: str = ""
    confidence: int | None = None
    tones: float = 0.0
    toned: int = 0

    def add(self, record: Record) -> None:
        """Count one more mention."""
        read = record.first
        self.count += 1
        if outlet := read("MentionSourceName"):
            self.outlets.add(intern(outlet))
        if document := read("MentionIdentifier"):
            self.documents.add(hash(document))
        if time := read("MentionTimeDate"):
            self.first = min(self.first or time, time)
            self.last = max(self.last, time)
        if (confidence := _number(read("Confidence"))) is not None:
            self.confidence = max(self.confidence or 0, int(confidence))
        if (tone := _number(read("MentionDocTone"))) is not None:
            self.tones += tone
            self.toned += 1

    def columns(self) -> dict[str, str | tuple[str, ...]]:
        """Return the columns that are put beside the event."""
        return {
            "mentions": str(self.count),
            "outlets": str(len(self.outlets)),
            "documents": str(len(self.documents)),
            "first_mention": self.first,
            "last_mention": self.last,
            "best_confidence": "" if self.confidence is None else str(self.confidence),
            "mean_tone": f"{self.tones / self.toned:.6g}" if self.toned else "",
        }


def with_mentions(records: Iterable[Record], files: Files) -> Iterator[Record]:
    """Yield each event, with its mentions where there are any.

    The mentions are counted first and held in memory, by event.
    """
    found: dict[str, _Mentions] = {}
    for mention in files("mentions"):
        event = mention.first("GlobalEventID")
        known = found.get(event)
        if known is None:
            known = found[event] = _Mentions(mention)
        known.add(mention)
    seen = set[str]()
    for record in records:
        event = record.first("GLOBALEVENTID")
        mentions = found.get(event)
        seen.add(event)
        yield record if mentions is None else ChangedRecord(record, mentions.columns())
    for event, mentions in found.items():
        if event not in seen:
            files.notice(mentions.record, _ELSEWHERE, event)


def _number(text: str) -> float | None:
    try:
        return float(text) if text else None
    except ValueError:
        return None
