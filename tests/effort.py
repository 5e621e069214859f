"""How many examples a property test draws: a part for ``make test``, all for ``make thorough``."""

import os

__all__ = ["THOROUGH", "draws"]

THOROUGH = os.environ.get("GEOGRAPH_THOROUGH") == "1"


def draws(most: int) -> int:
    """Return how many examples of ``most`` are drawn: a fifth, at least five, unless thorough."""
    return most if THOROUGH else min(most, max(5, most // 5))
