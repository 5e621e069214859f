"""Hand lines to Oxigraph's bulk loader part by part, while the next part is still being written."""

from __future__ import annotations

from pathlib import Path
from queue import Queue
from threading import Thread
from types import TracebackType
from typing import BinaryIO

from geograph.store.metadata import refused

__all__ = ["Loader"]

# Each part becomes files of its own in the store, so that parts are few and large.
PART = 24 * 2**20
# How many parts may wait on disk: a loader that is slower than the reader must not fill it.
_WAITING = 2


class Loader:
    """Receives text and loads it; what it leaves in the folder is only the database.

    Parameters
    ----------
    folder
        The staged store: it has a folder ``oxigraph``, and receives the parts until they are
        loaded.

    Raises
    ------
    StoreError
        From `write` or at the end: the database refuses the lines.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._file: BinaryIO | None = None
        self._size = self._parts = 0
        self._queue: Queue[Path | None] = Queue(maxsize=_WAITING)
        self._failed: Exception | None = None
        self._thread = Thread(target=self._work, daemon=True)
        self._thread.start()

    def __enter__(self) -> Loader:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._next()
        self._queue.put(None)
        self._thread.join()
        if error is None:
            self._check()

    def write(self, text: str) -> None:
        """Take lines of N-Triples, whole ones."""
        if self._file is None:
            self._parts += 1
            # by this name store/swap.py removes what a killed load left
            self._file = (self.folder / f"part-{self._parts}.nt").open("wb")
        self._size += self._file.write(text.encode())
        if self._size >= PART:
            self._next()

    def _next(self) -> None:
        if self._file is not None:
            self._file.close()
            self._queue.put(Path(self._file.name))
            self._file, self._size = None, 0
        self._check()

    def _check(self) -> None:
        if self._failed is not None:
            raise refused(self._failed)

    def _work(self) -> None:
        """Load the parts; after a failure only take them, so that nobody waits for ever."""
        import pyoxigraph

        database: pyoxigraph.Store | None = None
        while (part := self._queue.get()) is not None:
            try:
                if self._failed is None:
                    database = database or pyoxigraph.Store(str(self.folder / "oxigraph"))
                    database.bulk_load(path=str(part), format=pyoxigraph.RdfFormat.N_TRIPLES)
            except (SyntaxError, ValueError, RuntimeError, OSError) as exc:
                self._failed = exc
            part.unlink(missing_ok=True)
        try:
            if database is not None:
                database.flush()
        except (OSError, RuntimeError) as exc:
            self._failed = exc
        del database  # its files are closed with the last reference
