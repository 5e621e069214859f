"""What is done by hand beside the libraries that do it: widths, names' keys, letters, legal forms.

``python benchmarks/libraries.py [FOLDER]``: the folder of the lists of ``reconcile.py``. Widths and
keys need no folder. Libraries that are not installed are left out:
``pip install rigour normality wcwidth``. What the numbers decided is in docs/decisions.md.
"""

from __future__ import annotations

import importlib
import re
import subprocess
import sys
import time
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from types import ModuleType
from unittest.mock import patch

from anyascii import anyascii
from reconcile import Counts, measure, tasks
from rich.cells import cell_len

from geograph.actors import load_reference
from geograph.actors.names import key_of
from geograph.resolution.entities import compare, normalized_names
from geograph.resolution.entities.blocking import candidates
from geograph.resolution.entities.candidates import THRESHOLD
from geograph.resolution.entities.normalized_names import Name
from geograph.resolution.entities.scoring import score

#: Text → the cells that it takes in a terminal that joins what Unicode joins.
WIDTHS = {
    "Iran": 4, "伊朗": 4, "조선": 4, unicodedata.normalize("NFD", "조선"): 4, "e\u0301": 1,
    "مُحَمَّد": 4, "می\u200cخواهد": 7, "שָׁלוֹם": 4, "ＡＢ": 4, "ｶﾅ": 2, "กรุงเทพ": 6, "🚀": 2, "🇮🇷": 2,
    "👨\u200d👩\u200d👧": 2, "👍🏽": 2, "भारत": 4, "❤\ufe0f": 2, "1\ufe0f\u20e3": 2,
    "±§°": 3, "──": 2,
}  # fmt: skip
#: Two spellings of one name.
SPELLINGS = (
    ("U.S.", "US"), ("D.P.R.K.", "DPRK"), ("Côte d'Ivoire", "Cote d’Ivoire"),
    ("Türkiye", "Turkiye"), ("Guinea-Bissau", "Guinea Bissau"), ("Curaçao", "Curacao"),
    ("Bosnia & Herzegovina", "Bosnia and Herzegovina"), ("São Tomé", "Sao Tome"),
    ("Łukasz", "Lukasz"), ("Đilas", "Dilas"), ("İran", "Iran"), ("Groß", "Gross"),
    ("Lao People's Republic", "Lao Peoples Republic"), ("Iran", "The Iran"),
)  # fmt: skip


def library(name: str) -> ModuleType | None:
    """Return a library, None where it is not installed."""
    try:
        return importlib.import_module(name)
    except ImportError:
        return None


def by_category(text: str) -> int:
    """Return the cells of a text character by character, by the standard library alone."""
    none = ("Mn", "Me", "Cf")
    return sum(
        0 if unicodedata.category(c) in none else 1 + (unicodedata.east_asian_width(c) in "WF")
        for c in text
    )


def widths() -> None:
    """Print how many widths are right, and the time of a text that was not asked before."""
    texts = [f"{text} {number}" for number in range(4000) for text in (*WIDTHS, "Türkiye")]
    print("\nCells of a terminal: right of", len(WIDTHS))
    found: dict[str, Callable[[str], int]] = {"unicodedata": by_category, "rich": cell_len}
    if wcwidth := library("wcwidth"):
        found["wcwidth"] = wcwidth.width
    for name, wide in found.items():
        wrong = [text for text, cells in WIDTHS.items() if wide(text) != cells]
        begun = time.process_time()
        for text in texts:
            wide(text)
        took = (time.process_time() - begun) / len(texts) * 1e6
        print(f"  {name:12} {len(WIDTHS) - len(wrong):2}  {took:5.2f} µs a text  wrong: {wrong}")


def keys() -> None:
    """Print which keys put the spellings of a name together, and which confuse two actors."""
    found: dict[str, Callable[[str], str | None]] = {"geograph": key_of, "anyascii": _plain_key}
    if normality := library("normality"):
        found["normality"] = lambda name: normality.normalize(name, ascii=True)
    if rigour := library("rigour.names"):
        found["rigour"] = rigour.normalize_name
    names = [(name, a.id) for a in load_reference().actors for name in (a.label, *a.aliases)]
    print(f"\nKeys of names: right of {len(SPELLINGS)}; keys of {len(names)} names for two actors")
    for name, key in found.items():
        wrong = [x for x, y in SPELLINGS if key(x) != key(y)]
        owners: dict[str | None, set[str]] = defaultdict(set)
        begun = time.process_time()
        for text, actor in names:
            owners[key(text)].add(actor)
        took = (time.process_time() - begun) / len(names) * 1e6
        two = sum(len(ids) > 1 for ids in owners.values())
        right = len(SPELLINGS) - len(wrong)
        print(f"  {name:12} {right:2}  {two} for two  {took:5.2f} µs a name  wrong: {wrong}")


def _plain_key(name: str) -> str:
    return re.sub(r"[\W_]+", " ", anyascii(name).casefold()).strip()


@contextmanager
def instead(**changes: object) -> Iterator[None]:
    """Let other functions read names, without what was read before."""
    cached = (normalized_names.read, normalized_names._phrases, compare._names)
    with ExitStack() as stack:
        for name, other in changes.items():
            stack.enter_context(patch.object(normalized_names, name, other))
        stack.enter_context(patch.object(compare, "read", normalized_names.read))
        for function in cached:
            function.cache_clear()
        yield
    for function in cached:
        function.cache_clear()


def ways() -> dict[str, dict[str, object]]:
    """Return what is compared: name → what stands instead of it in `normalized_names`."""
    found: dict[str, dict[str, object]] = {
        "geograph": {},
        "no legal forms": {"FORMS": {}},
        "letters: anyascii": {"latin": lambda text: anyascii(text).lower()},
    }
    if normality := library("normality"):
        found["letters: normality"] = {
            "latin": lambda text: (normality.ascii_text(text) or "").lower()
        }
    if letters := library("rigour.text"):
        found["letters: rigour"] = {"latin": lambda text: letters.ascii_text(text).lower()}
    if names := library("rigour.names"):
        found["forms: rigour"] = {"read": _with_forms_of(names), "FORMS": {}}
        found["forms: both"] = {"read": _with_forms_of(names)}
    return found


def _with_forms_of(names: ModuleType) -> Callable[..., Name]:
    """Return a reader that takes the legal forms out as rigour does, and reads on by hand."""
    by_hand = normalized_names.read.__wrapped__

    @lru_cache(maxsize=200_000)
    def read(text: str, family: str = "any") -> Name:
        if family in ("person", "vessel"):
            return by_hand(text, family)
        plain = text.casefold()
        forms = names.extract_org_types(plain, generic=True)
        name = by_hand(names.remove_org_types(plain, " ") if forms else text, family)
        return replace(name, text=text, form=name.form or (forms[0][1] if forms else None))

    return read


def forms(folder: Path) -> None:
    """Print what each way of reading names does to reconciliation, on the half that is measured."""
    given = [task for task in tasks(folder) if "vessel" not in task.name]
    texts = [n for t in given if "organisation" in t.name for e in t.entities for n in e.all_names]
    print(f"\nReconciliation, persons and organisations, at {THRESHOLD}: precision / recall / F1")
    for name, changes in ways().items():
        with instead(**changes):
            begun = time.process_time()
            read = [normalized_names.read(text, "organisation") for text in texts]
            took = (time.process_time() - begun) / len(set(texts)) * 1e6
            known = sum(one.form is not None for one in read) / len(texts)
            totals = {kind: Counts(Counter(), Counter()) for kind in ("person", "organisation")}
            for task in given:
                whole = totals["person" if "person" in task.name else "organisation"]
                frequencies = compare.Frequencies.of(task.entities)
                pairs = ((task.entities[i], task.entities[j]) for i, j in candidates(task.entities))
                scored = [(a.id, b.id, score(a, b, frequencies).value) for a, b in pairs]
                counts = measure(scored, task, "test")
                whole.right.update(counts.right)
                whole.proposed.update(counts.proposed)
                whole.true += counts.true
        told = "".join(
            f"  {kind} {p:.3f} / {r:.3f} / {f:.3f}"
            for kind, counts in totals.items()
            for p, r, f in [counts.at(THRESHOLD)]
        )
        print(f"  {name:18}{told}  {known:.0%} with a form  {took:4.0f} µs a name")


def imports() -> None:
    """Print the time in which each library is imported, beyond that of Python alone."""
    print("\nImport, fastest of five")
    none = _fastest("pass")
    for name in ("anyascii", "rich.cells", "wcwidth", "normality", "rigour.names"):
        if library(name):
            print(f"  {name:12} {(_fastest(f'import {name}') - none) * 1000:4.0f} ms")


def _fastest(code: str) -> float:
    taken = []
    for _ in range(5):
        begun = time.perf_counter()
        subprocess.run([sys.executable, "-c", code], check=True)
        taken.append(time.perf_counter() - begun)
    return min(taken)


def main() -> int:
    """Print one table for each job that a library could do."""
    widths()
    keys()
    imports()
    if len(sys.argv) > 1:
        forms(Path(sys.argv[1]))
    else:
        print("\nforms and letters need the folder of the lists: benchmarks/libraries.py FOLDER")
    return 0


if __name__ == "__main__":
    sys.exit(main())
