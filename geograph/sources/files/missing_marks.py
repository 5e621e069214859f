"""Texts that stand for nothing in nearly every table: NA, NULL, nan, a lone point or dash."""

from __future__ import annotations

from collections.abc import Iterable

__all__ = ["MISSING", "with_floats"]

#: What R, pandas, SQL, Stata, SAS and spreadsheets write into an empty cell. Numbers such as -9 and
#: -99 are not among them: whether they stand for nothing is for a codebook to say.
MISSING = frozenset(
    (
        "NA", "N/A", "n/a", "N.A.", "n.a.", "N.A", "n.a", "n/d", "N/D", "#N/A", "#NA", "#N/A N/A",
        "<NA>", "NaN", "nan", "NAN", "-nan", "-NaN", "1.#QNAN", "-1.#IND", "NaT", "None", "NONE",
        "NULL", "Null", "null", "(null)", "<null>", "#NULL!", r"\N", ".", "...", "…", "-", "--",
        "---", "–", "—", "missing", "Missing", "MISSING", "not available", "Not available",
        "NA_character_", "NA_integer_", "NA_real_",
    )
)  # fmt: skip


def with_floats(marks: Iterable[str]) -> frozenset[str]:
    """Return marks for nothing, whole numbers also as a converted file writes them.

    >>> sorted(with_floats(["-9", "NA"]))
    ['-9', '-9.0', 'NA']
    """
    given = frozenset(marks)
    return given | {f"{mark}.0" for mark in given if mark.removeprefix("-").isdecimal()}
