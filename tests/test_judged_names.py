"""No name that a person judged is taken for somebody else, and few are taken for nobody."""

from __future__ import annotations

import importlib
from collections import Counter
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def benchmark() -> ModuleType:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(ROOT / "benchmarks"))
        return importlib.import_module("judged_names")


@pytest.fixture(scope="module")
def rates(benchmark) -> dict[str, Counter[str]]:
    return benchmark.rates()


def test_the_table_has_each_name_once_and_of_each_data_set_so_many(benchmark, rates):
    drawn = [one for one, _ in benchmark.judged()]
    assert len(drawn) == len(set(drawn)) > 1_300
    assert set(rates) == {data for data, _, _ in benchmark.LOADS} | set(benchmark.READ)
    assert all(sum(found[word] for word in WORDS) >= 19 for found in rates.values())


WORDS = ("right", "wrong", "unresolved")


def test_no_judged_name_is_taken_for_somebody_else(benchmark):
    wrong = [
        (drawn, found, right)
        for drawn, right in benchmark.judged()
        if benchmark.verdict(found := benchmark.answer(drawn), right) == "wrong"
    ]
    assert wrong == []


def test_few_judged_names_are_taken_for_nobody(rates):
    known = {data: found["unresolved"] for data, found in rates.items() if found["unresolved"]}
    assert sum(known.values()) <= 31
    assert known.pop("other languages") <= 22
    assert all(count <= 4 for count in known.values())


def test_the_rates_of_the_documentation_are_those_of_the_table(benchmark, rates):
    text = (ROOT / "docs" / "who-is-who.md").read_text(encoding="utf-8")
    missing = [line for line in benchmark.show(rates) if line not in text]
    assert not missing, "\n".join(missing)
