"""Copy files of a store by hard links, where they are never written again."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

__all__ = ["link_file", "link_tree"]

_NEVER_WRITTEN = (".parquet", ".sst", ".nt")


def link_file(source: Path, place: Path) -> None:
    """Make ``place`` a hard link of a file that is never written again, else a copy."""
    try:
        os.link(source, place)
    except OSError:  # a file system without hard links
        shutil.copy2(source, place)


def link_tree(old: Path, new: Path) -> None:
    """Make ``new`` a copy of a folder: hard links of what is never written again, else copies."""
    for source in sorted(old.rglob("*")):
        if source.is_dir() or source.name == "LOCK":
            continue
        place = new / source.relative_to(old)
        place.parent.mkdir(parents=True, exist_ok=True)
        if source.suffix in _NEVER_WRITTEN:
            link_file(source, place)
        else:
            shutil.copy2(source, place)
