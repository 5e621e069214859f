"""What an edge carries: what its event is, who stands for and against it, and where it is read."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from geograph.model import Event
from geograph.policy import ClaimIndex, Verdict
from geograph.vocab import EVENT_CLASSES

__all__ = ["attributes", "documents", "read_in"]


def attributes(index: ClaimIndex, event: Event, verdict: Verdict) -> dict[str, Any]:
    """Return what every edge of an event carries, whatever its two ends.

    Voices and items are given by their labels, sorted; a voice that spoke of a wider or narrower
    event only is marked as inherited. ``documents`` is that of `documents`.
    """

    def names(keys: Iterable[str]) -> tuple[str, ...]:
        return tuple(sorted(index.label(key) for key in keys))

    def held(side: str, *, anonymous: bool) -> tuple[str, ...]:
        return tuple(
            sorted(
                index.label(p.voice) + " (inherited)" * (not p.direct)
                for p in verdict.positions
                if p.side == side and p.anonymous is anonymous
            )
        )

    kind, days = EVENT_CLASSES[event.kind], event.holds
    return {
        "event": event.id,
        "kind": event.kind,
        "label": event.label,
        "sign": kind.sign,
        "cameo": kind.cameo,
        "plover": kind.plover,
        "start": days.since,
        "end": days.until - timedelta(days=1) if days.until else None,
        "durative": kind.durative,
        "status": verdict.status,
        "flags": verdict.flags,
        "asserting": held("for", anonymous=False),
        "denying": held("against", anonymous=False),
        "mixed": held("mixed", anonymous=False),
        "anonymous": held("for", anonymous=True),
        "anonymous_denying": held("against", anonymous=True),
        "recorded": names(verdict.recorded),
        "documents": documents(index, verdict),
        "item": names(event.item),
        "means": names(event.means),
    }


def documents(index: ClaimIndex, verdict: Verdict) -> tuple[dict[str, str | None], ...]:
    """Return each place where the event was spoken of: document, title, locator, url."""
    told = {index.claims[c].statement for c in verdict.evidence}
    places = {(index.statements[s].document, index.statements[s].locator) for s in told}
    order = sorted(places, key=lambda p: (p[0], [int(n) for n in re.findall(r"\d+", p[1])]))
    return tuple(
        {
            "document": key,
            "title": index.documents[key].title,
            "locator": locator,
            "url": index.documents[key].url,
        }
        for key, locator in order
    )


def read_in(places: Iterable[Mapping[str, str | None]], *, urls: bool = False) -> str:
    """Return documents with their paragraphs in one line.

    >>> read_in([{"title": "A report", "locator": n, "url": None} for n in ("4", "7")])
    'A report ¶4, 7'
    """
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for place in places:
        url = f" <{place['url']}>" if urls and place["url"] else ""
        found[str(place["title"]), url].append(str(place["locator"]))
    return "; ".join(f"{title} ¶{', '.join(where)}{url}" for (title, url), where in found.items())
