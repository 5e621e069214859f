"""The ledger of a load beside its file: read before the files, written after them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import blake2b
from pathlib import Path

from geograph.actors import ActorIndex, load_reference
from geograph.sources.mapping import Dataset
from geograph.sources.mapping.name_ledger import Ledger

__all__ = ["Review"]


@dataclass(frozen=True, slots=True)
class Review:
    """The ledger of a load, and where it is kept; both None where nobody reviews."""

    path: Path | None
    ledger: Ledger | None
    index: ActorIndex | None

    @classmethod
    def of(cls, path: str | Path | None) -> Review:
        """Return the review of a load, with the corrections of its file.

        Raises
        ------
        RecordError
            The file is not a ledger, or a correction names nobody.
        """
        if path is None:
            return cls(None, None, None)
        reference = load_reference()
        index = ActorIndex(reference.actors, reference.tenures)
        place = Path(path).expanduser()
        return cls(place, Ledger.read(place, index), index)

    def marked(self, dataset: Dataset) -> Dataset:
        """Return the mapping with a mark of its own where corrections change what it reads."""
        if self.ledger is None or not self.ledger.mark:
            return dataset
        mark = blake2b((dataset.mark + self.ledger.mark).encode(), digest_size=6).hexdigest()
        return replace(dataset, mark=mark)

    def write(self) -> None:
        """Write the ledger, where somebody reviews."""
        if self.path is not None and self.ledger is not None and self.index is not None:
            self.ledger.write(self.path, self.index)
