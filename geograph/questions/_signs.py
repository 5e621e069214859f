"""What questions on structural balance say of signs."""

from __future__ import annotations

__all__ = ["SIGNS"]

SIGNS = (
    "a pair's sign is that of its summed events, cooperation +1, conflict -1 (the classes' signs)"
)
