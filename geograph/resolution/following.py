"""Keep a store with the file of decisions that it follows: the store is derived from the file.

A store notes which file that is and its content when it was last read. Whoever judges adds to the
file first and derives the store from all of the file then, under the lock of the store; whoever is
killed in between leaves that to the next one who opens it.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geograph.errors import DecisionError, StoreError, Where
from geograph.resolution.decision_files import content_of
from geograph.store.metadata import read_meta, write_meta
from geograph.store.swap import changing_locked, find, locked, recover

if TYPE_CHECKING:
    from geograph.resolution.entities import Decision

__all__ = ["apply_again", "catch_up", "decisions_of", "follow", "followed"]

# How long a judgement waits for the store, in seconds: a load of a large release holds it longest.
PATIENCE = 120.0


def follow(store: str | Path, file: str | Path) -> dict[str, int]:
    """Derive from a file what a store holds of decisions, and note that it follows the file.

    Whoever waited for the store finds it derived already if another process has read the file
    since: of many judgements at once most cost nothing.

    Returns
    -------
    dict
        How many ``links`` between rows and events hold, and how many ``comparisons`` of entities.

    Raises
    ------
    DecisionError
        The file is not there, or it is damaged.
    StoreError
        The store cannot be replaced; it is left as it was.
    """
    from geograph.resolution.entities import read_content
    from geograph.resolution.linkage.judged_rows import counts, write_decisions

    target, path = find(Path(store).expanduser().resolve()), Path(file).expanduser().resolve()
    with locked(target, patience=PATIENCE):
        recover(target)
        content = content_of(path)
        if not content and not path.exists():
            fix = "name the file, or put it back"
            raise DecisionError("there is no file of decisions", fix=fix, where=Where(str(path)))
        meta, state = read_meta(target), _state(path, content)
        if meta.get("follows") != state:
            decisions = read_content(content, path)
            with changing_locked(target) as (new, meta):
                write_decisions(new, meta, decisions)
                meta["follows"] = state
        return counts(meta)


def catch_up(store: Path) -> None:
    """Derive a store again if the file that it follows has changed since.

    A file that is gone, or that this reader may not read, takes nothing back: the store keeps what
    it has.

    Raises
    ------
    DecisionError
        The file is damaged.
    StoreError
        The store has to be derived again and cannot be written.
    """
    target = find(store.expanduser().resolve())
    try:
        meta = read_meta(target)
    except StoreError:
        return  # whoever opens it says what is wrong
    file = followed(meta)
    if file is None or not os.access(file, os.R_OK):
        return
    if meta["follows"] == _state(file, content_of(file)):
        return
    try:
        follow(target, file)
    except StoreError as exc:
        what = f"{str(target)!r} lacks what {str(file)!r} says since: {exc.what}"
        raise StoreError(what, fix=f"then run `geograph link apply --decisions {file}`") from exc


def apply_again(new: Path, meta: dict[str, Any]) -> None:
    """Derive what a staged store holds of decisions from its file, for what it holds now.

    A link waits for its release: it takes hold when the release is loaded, and goes with it.
    """
    from geograph.resolution.entities import read_content
    from geograph.resolution.linkage.judged_rows import write_decisions

    file, decisions = followed(meta), decisions_of(meta)
    if file is not None and os.access(file, os.R_OK):
        content = content_of(file)
        decisions, meta["follows"] = read_content(content, file), _state(file, content)
    if decisions:
        write_meta(new, meta)  # what is opened below is what the store says of itself
        write_decisions(new, meta, decisions)


def followed(meta: Mapping[str, Any]) -> Path | None:
    """Return the file that a store follows, by what it says of itself.

    >>> followed({}) is None
    True
    """
    told = meta.get("follows")
    return None if told is None else Path(told["file"])


def decisions_of(meta: Mapping[str, Any]) -> tuple[Decision, ...]:
    """Return the decisions that a store holds, in the order of its file.

    >>> decisions_of({})
    ()
    """
    from geograph.resolution.entities import Decision

    return tuple(
        Decision(**{**plain, "when": date.fromisoformat(plain["when"])})
        for plain in meta.get("decisions", ())
    )


def _state(file: Path, content: bytes) -> dict[str, Any]:
    return {"file": str(file), "bytes": len(content), "sha256": sha256(content).hexdigest()}
