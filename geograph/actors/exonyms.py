"""Read the names that states and bodies of states have in other languages than their own.

They are some thousands, and few tables have one: `data/reference/exonyms.csv` is read when a name
is asked for that nobody has otherwise. A name that is a common word, a given name or a city in
English or another language (*Grenade*, *Maurice*, *Granada*) is read by drafts of mappings alone,
which show what they took it for.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from geograph.actors.names import key_of

__all__ = ["exonyms"]


@cache
def exonyms(*, drafts: bool = False) -> Mapping[str, str]:
    """Return the id of the actor of each name, by `key_of` the name.

    Parameters
    ----------
    drafts
        Whether names that are also common words are among them.

    Examples
    --------
    >>> exonyms()["alemania"], exonyms().get("grenade"), exonyms(drafts=True)["grenade"]
    ('state/DEU', None, 'state/GRD')
    """
    place = files("geograph.data") / "reference" / "exonyms.csv"
    rows = csv.DictReader(place.read_text(encoding="utf-8").splitlines())
    return {key_of(row["name"]): row["actor"] for row in rows if drafts or not row["use"]}
