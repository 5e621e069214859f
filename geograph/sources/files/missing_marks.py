"""Texts that stand for nothing in nearly every table: NA, NULL, nan, a lone point or dash."""

from __future__ import annotations

__all__ = ["MISSING", "is_missing"]

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


def is_missing(text: str) -> bool:
    """Return whether a text stands for nothing wherever no one says otherwise.

    >>> is_missing(" NA "), is_missing("Namibia"), is_missing("-9")
    (True, False, False)
    """
    return text.strip() in MISSING
