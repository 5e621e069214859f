"""CAMEO codes that lost their leading zero, told by the other columns that follow from the code."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from geograph.actors.cameo import CAMEO, code_of
from geograph.errors import RecordError, Where
from geograph.sources.mapping.cells import MEMORY, Access, Dropped, compile_cell, first, whole
from geograph.sources.mapping.value_checks import Checks
from geograph.sources.mapping.value_specs import Choice

__all__ = ["DISAGREE", "RESTORED", "compile_code", "refuse_open_codes"]

RESTORED = "CAMEO codes whose leading zero was restored"
DISAGREE = "CAMEO codes with which another column disagrees"
MAYBE = "CAMEO codes that may have lost a leading zero: none in the file begins with one"
# Two scores are the same where they differ by less.
_SCORE = 0.05


@dataclass(frozen=True, slots=True)
class _Read:
    """A code as it is meant, and what there is to say of how it is written."""

    code: str = ""
    lost: str = ""  # why it is known to have lost its zero
    wrong: str = ""  # what contradicts itself
    open: bool = False  # it may have lost one
    unlike: str = ""  # a column that says something else


def compile_code(choice: Choice, access: Access, checks: Checks) -> Callable[[Any, int], str]:
    """Return the function that reads the CAMEO code of a record, by its line.

    Raises
    ------
    RecordError
        When called: the code lost its leading zero and is not to get it back, or the columns beside
        it contradict each other.
    Dropped
        When called: there is no such code.
    """
    columns = {name: " ".join(cell.columns) for name, cell in choice.proof.items()}
    cells = [compile_cell(cell, access) for cell in choice.proof.values()]
    value = compile_cell(choice.cell, access, what="class")

    content = access.content([*choice.cell.columns, *columns.values()])
    memo: dict[str, tuple[str, _Read]] = {}

    def read(record: Any) -> tuple[str, _Read]:
        given = {n: t for n, one in zip(columns, cells, strict=True) if (t := first(one(record)))}
        written = first(value(record))
        return written, _read(whole(written.strip("=\"'")), given, columns)

    def code(record: Any, line: int) -> str:
        raw = content(record)
        known = memo.get(raw)
        if known is None:
            if len(memo) >= MEMORY:
                memo.clear()
            known = memo[raw] = read(record)
        written, found = known
        if found.lost or found.wrong:
            checks.lost += 1
            if found.wrong or not checks.restore_zeros:
                raise RecordError(found.wrong or found.lost, fix=_CORRECT if found.wrong else _FIX)
            checks.noticed.add(RESTORED, line, f"{written} is {found.code}")
        elif found.open:
            checks.open[found.code] += 1
            checks.open_lines.setdefault(found.code, line)
        elif found.code.startswith("0"):
            checks.zeros += 1
        elif not found.code:
            raise Dropped("unknown CAMEO code" if written else "no class", written or None)
        if found.unlike:
            checks.noticed.add(DISAGREE, line, found.unlike)
        return found.code

    return code


_CORRECT = "correct the row, or take the file as its publisher has it"
_FIX = (
    "load the file as its publisher has it (a spreadsheet or a reader of numbers took the zeros),"
    " or restore them with --restore-zeros"
)


def _read(text: str, given: Mapping[str, str], columns: Mapping[str, str]) -> _Read:
    """Hold a code, and the same code with a zero before it, against what other columns say."""
    padded = f"0{text}"
    if text not in CAMEO and padded not in CAMEO:
        return _Read()
    if padded not in CAMEO:
        return _Read(text, unlike=_unlike(text, given, columns))
    said = {n: (_says(n, value, text), _says(n, value, padded)) for n, value in given.items()}
    for_it = [f"{columns[n]} {given[n]!r}" for n, (as_is, zero) in said.items() if zero > as_is]
    against = [f"{columns[n]} {given[n]!r}" for n, (as_is, zero) in said.items() if as_is > zero]
    told = f"the CAMEO code {text!r} has lost its leading zero"
    label = CAMEO[padded].label
    if text not in CAMEO:
        why = f"there is no code {text}, and {padded} is {label!r}"
        shown = f" ({', '.join(for_it)})" if for_it else ""
        return _Read(padded, lost=f"{told}: {why}{shown}")
    if for_it and against:
        two = f"{', '.join(against)} of {text}, but {', '.join(for_it)} of {padded}"
        return _Read(text, wrong=f"the row contradicts itself: {two}")
    if for_it:
        return _Read(padded, lost=f"{told}: {', '.join(for_it)} is that of {padded}, {label!r}")
    return _Read(text, open=not against)


def _unlike(code: str, given: Mapping[str, str], columns: Mapping[str, str]) -> str:
    """Return the first column that says something else than a code; scores have editions."""
    for name in ("root", "quad", "label"):
        if name in given and _says(name, given[name], code) < 0:
            return f"{code}: {columns[name]} {given[name]!r}"
    return ""


def _says(name: str, value: str, code: str) -> int:
    """Return 1 where a column says that a code is meant, -1 where another is, 0 for neither."""
    if code not in CAMEO:
        return 0
    entry = CAMEO[code]
    if name == "label":
        if value.strip().casefold() in (entry.label.casefold(), entry.alias.casefold()):
            return 1
        return -1 if code_of(value) else 0
    try:
        number = float(value)
    except ValueError:
        return 0
    if name == "goldstein":
        return int(entry.goldstein is not None and abs(entry.goldstein - number) < _SCORE)
    root = int(code[:2])
    if name == "root":
        return 1 if number == root else -1
    return 1 if number == 1 + (root > 5) + (root > 9) + (root > 14) else -1


def refuse_open_codes(checks: Checks, file: str) -> None:
    """Raise where codes of a file lost their zeros, and of some of them nobody can tell.

    Where no code of a file begins with a zero, those that may have had one are counted as doubtful.

    Raises
    ------
    RecordError
        With the first of these codes and its line.
    """
    if not checks.open or (checks.zeros and not checks.lost):
        return
    many = checks.open.total()
    code, line = next(iter(checks.open_lines.items()))
    if checks.lost:
        raise RecordError(
            f"{many} CAMEO codes such as {code!r} may have lost a leading zero as others here did,"
            " and no other column says whether they did",
            fix="load the file as its publisher has it",
            where=Where(file, line),
        )
    for each, n in checks.open.items():
        checks.noticed.counts[MAYBE] += n
        shown = checks.noticed.examples.setdefault(MAYBE, [])
        shown.append(f"line {checks.open_lines[each]}: {each} or 0{each}")
