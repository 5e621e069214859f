"""CAMEO codes: names, our class for each, PLOVER type and Goldstein score.

The names are those of the ICEWS release and of GDELT's table of codes, the scores the Goldstein
scale as andybega/icews carries it; PLOVER types come from the conversion table of 2021. The class
is our own reading, set code by code. Codes are texts: their zeros count.
"""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files
from typing import NamedTuple

__all__ = ["CAMEO", "Code", "code_of"]


class Code(NamedTuple):
    """A CAMEO code; ``goldstein`` is None where the scale has no value for it."""

    code: str
    label: str
    alias: str
    kind: str
    plover: str | None
    goldstein: float | None


def _read() -> dict[str, Code]:
    text = (files("geograph.data") / "reference" / "cameo.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    return {
        r["code"]: Code(
            r["code"], r["label"], r["alias"], r["class"], r["plover"] or None,
            float(r["goldstein"]) if r["goldstein"] else None,
        )
        for r in rows
    }  # fmt: skip


#: Every code by its text.
CAMEO: dict[str, Code] = _read()


@cache
def _labels() -> dict[str, str]:
    labels: dict[str, str] = {}
    # A root and its first code often share a name; data carry the code.
    for code in sorted(CAMEO.values(), key=lambda c: (len(c.code) == 2, c.code)):
        for label in (code.label, code.alias):
            if label:
                labels.setdefault(label.casefold(), code.code)
    return labels


def code_of(label: str) -> str | None:
    """Return the code of a name as ICEWS or GDELT write it, or None.

    >>> code_of("Express intent to meet or negotiate"), code_of("Make statement")
    ('036', '010')
    """
    return _labels().get(label.strip().casefold())
