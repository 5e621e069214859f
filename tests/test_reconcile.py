"""Who is who: names in every script, identifiers, blocking, scores, decisions, links, commands."""

from __future__ import annotations

import json
import random
import shutil
from dataclasses import replace
from datetime import date
from itertools import permutations
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pyoxigraph
import pytest
from click.testing import CliRunner
from effort import draws
from hypothesis import given, settings
from hypothesis import strategies as st

from geograph.cli import main
from geograph.errors import DecisionError, StoreError, Where
from geograph.events.arrays import array, schema
from geograph.events.schema import RELEASE_ACTORS as ACTORS
from geograph.resolution.entities import (
    THRESHOLD,
    Decision,
    Entity,
    append,
    entities,
    filled_in,
    latest,
    links,
    proposal_links,
    propose,
    read,
    score,
    to_table,
)
from geograph.resolution.entities.blocking import SINGLE, candidates
from geograph.resolution.entities.candidates import BANDS
from geograph.resolution.entities.compare import Frequencies, compare
from geograph.resolution.entities.identifiers import agree, conflict
from geograph.resolution.entities.many_pairs import MANY, score_pairs
from geograph.resolution.entities.normalized_names import read as read_name
from geograph.resolution.entities.prepared import prepare
from geograph.resolution.entities.scoring import births
from geograph.resolution.linkage.matches import BANDS as EVENT_BANDS
from geograph.resolution.measured_bands import Band, notes
from geograph.store import open_store
from geograph.store.release import Release
from geograph.vocab import ID

DAY = date(2026, 1, 2)


def entity(label: str, *names: str, kind: str = "Person", key: str | None = None, **more) -> Entity:
    source = more.pop("source", "x")
    return Entity(
        id=key or f"{source}/{label}", kind=kind, label=label, names=names, source=source, **more
    )


def alike(a: str, b: str, kind: str = "person") -> float:
    return compare(read_name(a, kind), read_name(b, kind), kind, Frequencies()).similarity


class TestNames:
    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("LAVROV, Sergei Viktorovich", "Сергей Викторович Лавров"),
            ("LAVROV, Sergei Viktorovich", "ЛАВРОВ Сергій Вікторович"),
            ("Volodymyr Zelenskyy", "Владимир Зеленский"),
            ("Oleksandr Zakharov", "ЗАХАРОВ Александр"),
            ("Mykola Petrenko", "Николай Петренко"),
            ("Mohammad Taher Anwari", "محمد طاهر أنوري"),
            ("Mahmoud Ahmadinejad", "محمود احمدی نژاد"),
            ("Abdul Aziz Nuristani", "'Abd al-Aziz al-Nuristani"),
            ("Xi Jinping", "习近平"),
            ("Barak Obama", "Բարակ Օբամա"),
            ("Recep Tayyip Erdogan", "ERDOĞAN, Recep Tayyip"),
            ("Dr. Rami Makhlouf", "Rami Makhluf"),
            ("Алексей Сергеевич ПетровИваненко", "Petrov Ivanenko Aleksei Sergeevich"),
        ],
    )
    def test_spellings_of_one_person_are_alike(self, one, other):
        assert alike(one, other) >= 0.85
        assert alike(one, other) == alike(other, one)

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("Sergey Ivanovich Lavrov", "Sergey Viktorovich Lavrov"),
            ("Aleksandr Petrovich Zakharov", "Aleksandra Petrovna Zakharova"),
            ("Kim Yong-chol", "Kim Yong-gon"),
            ("Vladimir Sidorov", "Владимир Кузнецов"),
            ("A. Nazarbayev", "Nursultan Nazarbayev"),
            ("Alexander Lukashenko", "LUKASHENKA, Viktar Alyaksandravich"),
            ("Alexander Korolev", "KRYLOVA, Aleksandra Yuryevna"),
        ],
    )
    def test_other_persons_are_not(self, one, other):
        assert alike(one, other) < 0.8

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("OOO Romashka", "Общество с ограниченной ответственностью «Ромашка»"),
            ("Romashka LLC", "ТОВ «Ромашка»"),
            ("JSC NPO Iskra", "JOINT-STOCK COMPANY SCIENTIFIC PRODUCTION ASSOCIATION ISKRA"),
            ("Siemens Aktiengesellschaft", "Siemens AG"),
            ("Sun Science Co., Ltd.", "Sun Science Company Limited"),
            ("A.B.C. Trading", "ABC Trading"),
            ("Goodwill Holdings", "Good Will Holdings"),
            ("Муромский приборостроительный завод", "Muromskiy Priborostroitelnyy Zavod, PAO"),
        ],
    )
    def test_legal_forms_and_translated_words_are_no_difference(self, one, other):
        assert alike(one, other, "organisation") >= 0.9

    @pytest.mark.parametrize(
        ("one", "other", "kind"),
        [
            ("Zvezda 047", "Zvezda 048", "vessel"),
            ("Veronica III", "Veronica II", "vessel"),
            ("32 Repair Plant", "81 Repair Plant", "organisation"),
        ],
    )
    def test_numbers_have_to_agree(self, one, other, kind):
        found = compare(read_name(one, kind), read_name(other, kind), kind, Frequencies())
        assert found.similarity <= 0.5
        assert found.conflict == "the numbers differ"

    def test_forms_of_other_companies_are_told(self):
        one, other = (read_name(n, "organisation") for n in ("Romashka LLC", "JSC Romashka"))
        assert compare(one, other, "organisation", Frequencies()).forms == ("jsc", "llc")

    @given(st.text(max_size=40))
    def test_any_text_can_be_read(self, text):
        name = read_name(text, "person")
        assert all(token.isascii() and token for token in name.tokens)
        if name.tokens:
            assert compare(name, name, "person", Frequencies()).similarity == 1.0

    def test_a_legal_form_alone_is_no_name(self):
        assert read_name("Общество с ограниченной ответственностью", "organisation").tokens == ()
        a, b = (entity("Joint Stock Company", kind="Company", source=source) for source in "xy")
        assert score(a, b).value < 0.01

    def test_a_name_of_thousands_of_words_is_read_in_part(self):
        name = read_name(" ".join(f"word{n}" for n in range(3000)), "organisation")
        assert name.tokens[0] == "vord0"
        assert len(name.tokens) == 40


class TestIdentifiers:
    def test_one_number_under_two_names_of_a_scheme(self):
        a = entity("A", kind="Company", identifiers=("registration:1027800000084",))
        b = entity("B", kind="Company", identifiers=("ogrn: 1027800000084",))
        assert agree(a, b) == ("ogrn:1027800000084", True)

    def test_numbers_of_lists_are_their_own(self):
        a = entity("A", identifiers=("ofac:25237",))
        b = entity("B", identifiers=("un:25237",))
        assert agree(a, b) == (None, False)
        assert agree(a, entity("C", identifiers=("OFAC:25237",))) == ("ofac:25237", True)

    def test_what_opensanctions_merged_names_the_lists_that_it_is_from(self):
        merged = ("opensanctions:NK-x", "opensanctions:ofac-16911", "opensanctions:Q1234")
        a = entity("A", kind="Company", identifiers=merged)
        assert agree(a, entity("B", kind="Company", identifiers=("ofac:16911",)))[1]
        assert agree(a, entity("C", kind="Company", identifiers=("wikidata:Q1234",)))[1]

    def test_a_passport_supports_and_does_not_decide(self):
        a = entity("A", identifiers=("passport:P 229856",))
        b = entity("B", identifiers=("passport:p229856",))
        assert agree(a, b) == ("passport:P229856", False)

    def test_exact_numbers_conflict_unless_one_is_common(self):
        a = entity("A", kind="Company", identifiers=("inn:1111111111", "inn:2222222222"))
        b = entity("B", kind="Company", identifiers=("inn:2222222222", "inn:3333333333"))
        c = entity("C", kind="Company", identifiers=("inn:3333333333",))
        assert conflict(a, b) is None
        assert conflict(a, c) == conflict(c, a) == "inn 1111111111 ≠ 3333333333"


class TestScore:
    def test_an_exact_identifier_decides_over_names(self):
        a = entity("ROSALIN", "Ceram Sea", kind="Vessel", identifiers=("imo:9253325",))
        b = entity("Liana", kind="Vessel", identifiers=("imo:IMO9253325",), source="y")
        found = score(a, b)
        assert (found.value, found.decided) == (0.97, True)
        assert found.lines()[0] == "both have imo:9253325"

    def test_another_imo_outweighs_the_same_name(self):
        a = entity("ROSALIN", kind="Vessel", identifiers=("imo:9253325",))
        b = entity("ROSALIN", kind="Vessel", identifiers=("imo:9235725",), source="y")
        assert score(a, b).value < 0.01
        assert "imo 9235725 ≠ 9253325" in score(a, b).lines()[-1]

    def test_a_ship_and_the_company_of_the_same_number_are_two(self):
        a = entity("Liana", kind="Vessel", identifiers=("imo:9253325",))
        b = entity("Liana", kind="Company", identifiers=("imo:9253325",), source="y")
        assert score(a, b).value == 0.0
        assert list(candidates([a, b])) == []

    def test_a_vessel_without_imo_is_weak(self):
        a = entity("Kapitan Schemilkin", kind="Vessel", countries=("ru",))
        b = entity("KAPITAN SHCHEMILKIN", kind="Vessel", countries=("ru",), source="y")
        assert 0.05 < score(a, b).value < THRESHOLD

    def test_the_same_birth_date_alone_says_little(self):
        a = entity("Ivan Petrov", birth=("1970-01-02",))
        b = entity("Hassan Rostami", birth=("1970-01-02",), source="y")
        assert score(a, b).value < 0.05

    def test_another_birth_date_separates_namesakes(self):
        names = ("Сергей Викторович Громов", "GROMOV, Sergei Viktorovich")
        a, b, c, d = (
            entity(names[n % 2], key=f"{n}", birth=(when,) if when else ())
            for n, when in enumerate(("1961-04-02", "1961-04-02", "1979-10-30", None))
        )
        same, other, unknown = (score(a, x).value for x in (b, c, d))
        assert same > 0.95
        assert other < 0.1
        assert other < unknown < same

    def test_short_names_score_low(self):
        a, b = entity("ISI", kind="Organisation"), entity("ISI", kind="Company", source="y")
        long = [entity("Lakhta Petrochemical Kombinat", kind="Company", source=s) for s in "xy"]
        assert score(a, b).value < THRESHOLD < score(*long).value

    def test_common_names_say_less_than_rare_ones(self):
        crowd = [entity(f"Mohammad Hosseini {n}", key=f"c/{n}") for n in range(4000)]
        counted = Frequencies.of(crowd)
        a, b = entity("Mohammad Hosseini"), entity("MOHAMMAD HOSSEINI", source="y")
        assert score(a, b, counted).value < score(a, b).value

    def test_countries_speak_for_and_against(self):
        a = entity("Ivan Petrovich Belousov", countries=("ru",))
        here = entity("Belousov Ivan Petrovich", countries=("ru", "ua"), source="y")
        there = entity("Belousov Ivan Petrovich", countries=("bg",), source="y")
        assert score(a, here).value > score(a, there).value
        assert "+1.0 both of ru" in score(a, here).lines()

    def test_a_branch_is_not_its_head(self):
        names = ("Islamic Front of the Two Rivers", "Islamic Front of the Two Rivers – Yemen")
        head, branch = (entity(n, kind="ArmedGroup", source=n) for n in names)
        found = score(head, branch)
        assert "-2.0 a place or branch in one name alone: yemen" in found.lines()
        assert found.value < THRESHOLD

    def test_kinds_that_cannot_be_one(self):
        found = score(entity("Wagner"), entity("Wagner", kind="ArmedGroup", source="y"))
        assert (found.value, found.lines()) == (0.0, ("Person is not ArmedGroup",))

    @pytest.mark.parametrize(
        ("left", "right", "feature"),
        [
            (("1961",), ("1961-04-02",), "birth within"),
            (("1961~",), ("1961-04",), "birth within"),
            (("1955/1965",), ("1961-04-02",), "birth within"),
            (("1961-04-02",), ("1961-02-04",), "birth near"),
            (("1961-04-02",), ("1969-04-02",), "birth near"),
            (("1961-04-02",), ("1979-10-30", "1961-04-02"), "birth same"),
            (("1961",), ("1964",), "birth other"),
            (("soon",), ("1964",), "birth near"),
        ],
    )
    def test_births(self, left, right, feature):
        assert births(left, right)[0] == births(right, left)[0] == feature


NAMES = st.sampled_from([
    "Sergei Lavrov", "Лавров Сергей Викторович", "محمد طاهر أنوري", "Mohammad Taher Anwari",
    "习近平", "Xi Jinping", "Abu Umar", "OOO Romashka", "Romashka LLC", "Zvezda 047",
    "Bank (Schweiz) AG", "NPO Iskra / НПО Искра",
])  # fmt: skip
ENTITIES = st.builds(
    Entity,
    id=st.sampled_from(["x/1", "x/2", "y/3"]),
    kind=st.sampled_from(["Person", "Company", "Vessel", "Actor", "Organisation"]),
    label=NAMES,
    names=st.lists(NAMES, max_size=4).map(tuple),
    identifiers=st.lists(
        st.sampled_from(["imo:9253325", "imo:9235725", "inn:7704484400", "passport:P229856"]),
        max_size=2,
    ).map(tuple),
    birth=st.lists(st.sampled_from(["1961", "1961-04-02", "1979-10-30"]), max_size=2).map(tuple),
    countries=st.lists(st.sampled_from(["ru", "cn"]), max_size=2).map(tuple),
    source=st.sampled_from(["x", "y"]),
)


@pytest.mark.slow
@given(ENTITIES, ENTITIES)
@settings(max_examples=draws(300), deadline=None)
def test_a_score_is_symmetric_and_within_its_bounds(a, b):
    one, other = score(a, b), score(b, a)
    assert one.value == other.value
    assert 0 <= one.value <= 1
    assert [e.feature for e in one.evidence] == [e.feature for e in other.evidence]
    assert one.value == score(a, b).value


@given(ENTITIES)
def test_an_entity_is_itself(a):
    assert score(a, a).value == 1.0


def crowd() -> list[Entity]:
    return [
        entity("LAVROV, Sergei Viktorovich", source="ofac", key="ofac/1", birth=("1950-03-21",)),
        entity("Сергей Викторович Лавров", source="eu", key="eu/1", birth=("1950",)),
        entity("Mohammad Taher Anwari", source="un", key="un/1"),
        entity("محمد طاهر أنوري", source="eu", key="eu/2"),
        entity("习近平", "Xi Jinping", source="z", key="z/1"),
        entity("ROSALIN", kind="Vessel", identifiers=("imo:9253325",), source="ofac", key="ofac/2"),
        entity("LIANA", kind="Vessel", identifiers=("imo:9253325",), source="eu", key="eu/3"),
        entity("OOO Romashka-Tekhnika", kind="Company", source="ofac", key="ofac/3"),
        entity("ООО «Ромашка-Техника»", kind="Company", source="eu", key="eu/4"),
        entity("Ромашка-Техника", kind="Company", source="eu", key="eu/5"),
    ]


class TestPropose:
    def test_finds_them_across_scripts_and_tells_why(self):
        found = {(p.a.id, p.b.id): p.score for p in propose(crowd(), threshold=0.5)}
        assert set(found) == {
            ("eu/1", "ofac/1"), ("eu/2", "un/1"), ("eu/3", "ofac/2"), ("eu/4", "ofac/3"),
            ("eu/5", "ofac/3"),
        }  # fmt: skip
        assert found["eu/1", "ofac/1"].lines()[-1] == "+1.0 birth dates agree: 1950, 1950-03-21"
        assert found["eu/3", "ofac/2"].decided

    def test_the_order_of_entities_is_nothing(self):
        every = crowd()
        first = [(p.a.id, p.b.id, p.score) for p in propose(every)]
        for seed in range(5):
            random.Random(seed).shuffle(every)
            assert [(p.a.id, p.b.id, p.score) for p in propose(every)] == first

    def test_one_source_is_not_compared_with_itself_unless_asked(self):
        twice = {(p.a.id, p.b.id) for p in propose(crowd(), threshold=0.5, within=True)}
        once = {(p.a.id, p.b.id) for p in propose(crowd(), threshold=0.5)}
        assert twice - once == {("eu/4", "eu/5")}

    def test_what_is_decided_is_not_proposed_again(self):
        told = [
            Decision.of("ofac/1", "eu/1", "same", who="A. Reader", when=DAY),
            Decision.of("eu/2", "un/1", "different", who="A. Reader", when=DAY),
            Decision.of("eu/3", "ofac/2", "unsure", who="A. Reader", when=DAY),
        ]
        left = {(p.a.id, p.b.id) for p in propose(crowd(), decisions=told, threshold=0.5)}
        assert left == {("eu/3", "ofac/2"), ("eu/4", "ofac/3"), ("eu/5", "ofac/3")}
        shown = propose(crowd(), decisions=told, threshold=0.5, decided=True)
        table = to_table(shown, threshold=0.5)
        assert {(r["a"], r["decision"]) for r in table} >= {("eu/1", "same"), ("eu/2", "different")}
        assert "merges nothing" in " ".join(table.notes)

    def test_two_releases_under_one_id_are_one_entity(self):
        old, new = entity("S. Lavrov", key="ofac/1"), entity("Sergei Lavrov", key="ofac/1")
        other = entity("LAVROV, Sergei", source="y", key="y/1")
        assert [(p.a, p.b) for p in propose([old, other, new], threshold=0.5)] == [(new, other)]

    @pytest.mark.parametrize("threshold", [-0.1, 1.1])
    def test_a_threshold_is_a_score(self, threshold):
        with pytest.raises(DecisionError, match="is not a score"):
            propose([], threshold=threshold)

    def test_nothing_makes_no_pairs(self):
        assert list(candidates([])) == []
        assert propose([]) == []


class TestManyPairs:
    """Dealing pairs to processes, and leaving out what cannot score enough, change nothing."""

    def plain(self, every: list[Entity], threshold: float) -> list[tuple[int, int, float]]:
        frequencies = Frequencies.of(every)
        found = [(i, j, score(every[i], every[j], frequencies)) for i, j in candidates(every)]
        return [(i, j, s) for i, j, s in found if s.value >= threshold]

    def fast(self, every: list[Entity], threshold: float, many: int) -> list[object]:
        read_once = [prepare(e) for e in every]
        pairs = candidates(every, read=read_once)
        return list(score_pairs(pairs, read_once, Frequencies.of(every), threshold, many=many))

    @pytest.mark.parametrize("threshold", [0.0, 0.3, 0.7, 0.95])
    def test_of_the_crowd(self, threshold):
        every = sorted(crowd(), key=lambda e: e.id)
        expected = self.plain(every, threshold)
        assert expected or threshold > 0.9
        assert self.fast(every, threshold, MANY) == expected

    @pytest.mark.slow
    def test_by_several_processes(self, monkeypatch):
        monkeypatch.setattr("geograph.resolution.entities.many_pairs._CHUNK", 7)
        names = [
            "Sergei Lavrov",
            "Лавров Сергей",
            "Iskra Works",
            "НПО Искра",
            "Xi Jinping",
            "习近平",
        ]
        every = [
            entity(
                f"{names[n % 6]}",
                key=f"{n:03}",
                source=f"s{n % 3}",
                kind=("Person", "Actor")[n % 2],
            )
            for n in range(40)
        ]
        assert self.fast(every, 0.5, 1) == self.plain(every, 0.5) != []

    @pytest.mark.slow
    @given(st.lists(ENTITIES, max_size=8), st.sampled_from([0.0, 0.5, 0.7, 0.9]))
    @settings(max_examples=draws(150), deadline=None)
    def test_of_any_entities(self, every, threshold):
        assert self.fast(every, threshold, MANY) == self.plain(every, threshold)

    def test_an_error_in_a_process_is_raised(self, monkeypatch):
        monkeypatch.setattr("geograph.resolution.entities.many_pairs._CHUNK", 1)
        every = sorted(crowd(), key=lambda e: e.id)
        pairs = candidates(every)
        with pytest.raises(IndexError):
            list(score_pairs(pairs, [], Frequencies(), 0.5, many=1))


class TestBands:
    def test_the_table_says_what_the_scores_meant(self):
        told = to_table(propose(crowd(), threshold=0.5), threshold=0.5).notes
        assert "1 by an exact identifier that both have" in told
        assert sum("checked pairs were right" in line for line in told) >= 2
        (line,) = notes([0.85, 0.81], BANDS)
        right = "107 of 120 checked pairs were right, 89 % (82–94 %); 2 here"
        assert line == f"score 0.8 to 0.9: {right}"

    def test_bands_are_in_order_and_rise(self):
        for bands in (BANDS, EVENT_BANDS):
            least = [band.least for band in bands]
            assert least == sorted(least, reverse=True)
            assert all(
                0 <= b.interval[0] <= b.right / b.checked <= b.interval[1] <= 1 for b in bands
            )

    def test_nothing_was_measured_below_the_last(self):
        assert notes([0.1], BANDS) == ("score below 0.3: not measured; 1 here",)
        assert notes([], BANDS) == ()
        assert Band(0.5, 0, 0).interval == (0.0, 1.0)


class TestBlocks:
    def test_pairs_grow_with_the_entities_not_with_their_square(self):
        """A word that everybody has pairs nobody; rarer words still pair those who share them."""
        every = [
            entity(f"Mohammad {chr(97 + n % 26)}{chr(97 + n // 26)}rbalov", source=f"s{n % 2}")
            for n in range(400)
        ]
        found = candidates(every)
        assert found.skipped > 0
        assert len(found) < len(every) * SINGLE

    def test_each_pair_stands_once_and_in_order(self):
        pairs = list(candidates(crowd(), within=True))
        assert pairs == sorted(set(pairs))
        assert all(left < right for left, right in pairs)

    def test_the_order_is_nothing(self):
        every = crowd()[:4]
        expected = {frozenset((every[i].id, every[j].id)) for i, j in candidates(every)}
        assert expected
        for order in permutations(every):
            found = {frozenset((order[i].id, order[j].id)) for i, j in candidates(order)}
            assert found == expected


class TestDecisions:
    one = Decision(
        a="eu/1", b="ofac/1", decision="same", who="A. Reader", when=DAY,
        note='the "same" address,\nand street', evidence="score 0.99; Лавров",
    )  # fmt: skip

    def test_are_kept_as_they_were_and_added_at_the_end(self, tmp_path):
        path = tmp_path / "mine.csv"
        append(path, self.one)
        before = path.read_bytes()
        two = Decision.of("ofac/1", "eu/1", "different", who="B. Reader", when=DAY)
        append(path, two)
        assert path.read_bytes().startswith(before)
        assert read(path) == (self.one, two)
        assert latest(read(path)) == {("eu/1", "ofac/1"): two}
        assert [p.name for p in tmp_path.iterdir()] == ["mine.csv"]

    @pytest.mark.parametrize("cut", range(1, 12))
    def test_a_last_line_that_was_cut_off_is_named_and_kept(self, tmp_path, cut):
        path = append(tmp_path / "mine.csv", replace(self.one, note="", evidence="score 0.99"))
        append(path, replace(self.one, note="", evidence="score 0.99"))
        left = path.read_bytes()[:-cut]
        path.write_bytes(left)
        for use in (read, lambda file: append(file, self.one)):
            with pytest.raises(DecisionError, match=r"has no end|cells for") as caught:
                use(path)
            assert caught.value.where == Where(str(path), 3)
        assert path.read_bytes() == left

    def test_blank_lines_are_not_decisions(self, tmp_path):
        path = tmp_path / "mine.csv"
        path.write_text("\n \n")
        assert read(append(path, self.one)) == (self.one,)
        assert path.read_text(encoding="utf-8").startswith("\n \na,b,decision,")

    def test_no_file_holds_no_decision(self, tmp_path):
        assert read(tmp_path / "none.csv") == ()

    HEAD = "a,b,decision,who,when,note,evidence\n"

    @pytest.mark.parametrize(
        ("text", "line", "message"),
        [
            ("x,y\n", 1, "not a file of decisions"),
            (HEAD + 'a,b,same,me,2026-01-02,"two\nlines",\na,b,maybe,me,2026-01-02,,\n', 4,
             "unknown decision 'maybe'"),
            (HEAD + "a,b,same,me,yesterday,,\n", 2, "invalid date 'yesterday'"),
            (HEAD + "a,b,same,me\n", 2, "4 cells for 7 columns"),
            (HEAD + "a,b,same,,2026-01-02,,\n", 2, "'who' is empty"),
            (HEAD + "b,a,same,me,2026-01-02,,\n", 2, "a comes after b"),
            (HEAD + "a,a,same,me,2026-01-02,,\n", 2, "are the same id"),
            (HEAD + 'a,b,same,me,2026-01-02,"open\n', 2, "is not CSV"),
        ],
    )  # fmt: skip
    def test_a_broken_line_is_named_and_nothing_is_written(self, tmp_path, text, line, message):
        path = tmp_path / "mine.csv"
        path.write_text(text, encoding="utf-8")
        with pytest.raises(DecisionError, match=message) as caught:
            append(path, self.one)
        assert caught.value.where is not None
        assert caught.value.where.line == line
        assert caught.value.fix
        assert path.read_text(encoding="utf-8") == text

    def test_a_list_filled_in_is_read(self, tmp_path):
        path = tmp_path / "list.csv"
        path.write_text(
            "score,a,a_label,b,b_label,evidence,decision\n"
            "0.9,ofac/1,A,eu/1,B,the same name,Same\n0.8,a,A,c,C,,\n0.7,a,A,d,D,,unsure\n"
        )
        old = Decision.of("a", "d", "unsure", who="B. Reader", when=DAY)
        (made,) = filled_in(path, who="A. Reader", when=DAY, known=[old])
        assert made == Decision(
            a="eu/1", b="ofac/1", decision="same", who="A. Reader", when=DAY,
            evidence="score 0.9; the same name",
        )  # fmt: skip
        both = filled_in(path, who="A. Reader", when=DAY)
        assert read(append(tmp_path / "mine.csv", *both)) == both

    @pytest.mark.parametrize(
        ("text", "line", "message"),
        [
            ("a,b\n", 1, "lacks the column 'decision'"),
            ("a,b,decision\nx,y,same\nx,z,yes\n", 3, "unknown decision 'yes'"),
            ("a,b,decision\nx,,same\n", 2, "'a' is empty"),
        ],
    )
    def test_a_list_filled_in_wrongly_names_its_line(self, tmp_path, text, line, message):
        path = tmp_path / "list.csv"
        path.write_text(text)
        with pytest.raises(DecisionError, match=message) as caught:
            filled_in(path, who="me", when=DAY)
        assert caught.value.where is not None
        assert caught.value.where.line == line

    def test_bytes_that_are_no_text(self, tmp_path):
        (tmp_path / "mine.csv").write_bytes(b"\xff\xfe\x00")
        with pytest.raises(DecisionError, match="cannot be read"):
            read(tmp_path / "mine.csv")


def triples(lines) -> set[tuple[str, str, str]]:
    store = pyoxigraph.Store()
    store.load("".join(f"{line}\n" for line in lines), format=pyoxigraph.RdfFormat.N_QUADS)
    short = str.removeprefix

    def text(term) -> str:
        return short(short(term.value, ID), "https://w3id.org/geograph/ns#")

    return {(text(q.subject), text(q.predicate), text(q.object)) for q in store}


class TestLinks:
    def test_a_decision_is_a_link_and_says_who_judged(self):
        lines = list(links([TestDecisions.one]))
        assert lines == sorted(lines)
        found = triples(lines)
        assert ("eu/1", "judgedSame", "ofac/1") in found
        (node,) = {s for s, _, o in found if o == "Comparison"}
        said = {(p, o) for s, p, o in found if s == node}
        assert {("compares", "eu/1"), ("compares", "ofac/1"), ("judgedBy", "A. Reader")} <= said
        assert {("judgedOn", "2026-01-02"), ("verdict", "same")} <= said
        assert all(line.endswith("/graph/decisions> .") for line in lines)

    def test_decisions_about_events_are_no_links_between_actors(self):
        told = Decision.of("event/a", "event/sipri/1", "same", who="A. Reader", when=DAY)
        assert list(links([told])) == []

    def test_the_query_of_the_documentation_finds_who_judged(self):
        text = (Path(__file__).parent.parent / "docs" / "reconcile.md").read_text(encoding="utf-8")
        query = text.split("```sparql\n")[1].split("```")[0]
        told = Decision.of("actor/x/1", "actor/iran-air", "same", who="A. Reader", when=DAY)
        store = pyoxigraph.Store()
        store.load("\n".join(links([told])), format=pyoxigraph.RdfFormat.N_QUADS)
        rows = store.query(query, use_default_graph_as_union=True)
        assert [(r["other"].value, r["who"].value) for r in rows] == [
            (f"{ID}actor/x/1", "A. Reader")
        ]

    def test_the_latest_decision_alone_is_a_link(self):
        back = Decision.of("eu/1", "ofac/1", "different", who="B. Reader", when=DAY)
        found = triples(links([TestDecisions.one, back]))
        assert ("eu/1", "judgedDifferent", "ofac/1") in found
        assert not [t for t in found if t[1] == "judgedSame"]

    def test_a_proposal_is_a_link_with_score_and_evidence(self):
        found = triples(proposal_links(propose(crowd())))
        assert ("eu/3", "possiblySame", "ofac/2") in found
        assert ("likelihood", "0.97") in {(p, o[:4]) for _, p, o in found}
        assert ("evidence", "both have imo:9253325") in {(p, o) for _, p, o in found}
        assert not [t for t in found if t[1].startswith("judged")]


RELEASE = Release(
    id="release/some-list/2025-01-02", dataset="some-list", layout="a", kind="OfficialList",
    title="Some list", publisher="state/USA", publisher_label="x", voice="state/USA", url="https://example.org",
    licence="none", citation="none", released=DAY,
)  # fmt: skip


@pytest.fixture
def loaded(report, tmp_path) -> Path:
    """A store with one release of local actors beside its curated ones."""
    path = tmp_path / "geograph.db"
    shutil.copytree(report.path, path)
    meta = json.loads((path / "geograph.json").read_text(encoding="utf-8"))
    meta["releases"] = [RELEASE.to_json()]
    (path / "geograph.json").write_text(json.dumps(meta), encoding="utf-8")
    rows = [
        ("1", "Company", "IRAN AIR", ["ایران ایر"], None, None, ["imo:1"], [], ["state/IRN"], []),
        ("2", "Person", "BLINKEN, Antony", [], "state/USA", None, [], ["1962"], ["us"], []),
        ("3", "State", "Iran", [], None, None, [], [], [], []),
    ]
    columns = zip(*(("actor/some-list/" + key, *rest) for key, *rest in rows), strict=True)
    arrays = [array(list(v), c.type) for c, v in zip(ACTORS, columns, strict=True)]
    table = pa.Table.from_arrays(arrays, schema=schema(ACTORS))
    with open_store(path) as store:
        file = store.release_path(RELEASE, "actors")
    file.parent.mkdir(parents=True)
    pq.write_table(table, file)
    return path


class TestStore:
    def test_curated_and_released_actors_are_compared(self, loaded):
        with open_store(loaded) as store:
            every = {e.id: e for e in entities(store)}
        air = every["actor/some-list/1"]
        assert (air.source, air.countries) == ("some-list", ("ir",))
        assert (air.names, air.identifiers) == (("ایران ایر",), ("imo:1",))
        blinken = every["actor/some-list/2"]
        assert (blinken.birth, blinken.countries) == (("1962",), ("us",))
        assert every["actor/iran-air"].source == "reference"
        assert not {e.kind for e in every.values()} & {"State", "ActorGroup", "UnnamedSource"}

    def test_a_damaged_release_is_an_error_with_its_file(self, loaded):
        with open_store(loaded) as store:
            store.release_path(RELEASE, "actors").write_bytes(b"nothing")
            with pytest.raises(StoreError, match=r"actors\.parquet"):
                list(entities(store))


class TestCommands:
    def run(self, store: Path, *args: str):
        env = {"GEOGRAPH_STORE": str(store), "GEOGRAPH_DECISIONS": str(store.parent / "mine.csv")}
        return CliRunner().invoke(main, ["reconcile", *args], env=env)

    @pytest.mark.slow
    def test_list_accept_reject_export(self, loaded):
        shown = self.run(loaded, "list", "--threshold", "0.3", "--format", "csv")
        assert shown.exit_code == 0, shown.output
        assert "actor/iran-air,Iran Air,reference,actor/some-list/1" in shown.stdout
        pair = ("actor/some-list/1", f"{ID}actor/iran-air")
        done = self.run(
            loaded,
            "accept",
            *pair,
            "--by",
            "A. Reader",
            "--note",
            "one fleet",
            "--on",
            "2026-01-02",
        )
        assert done.exit_code == 0, done.output
        (kept,) = read(loaded.parent / "mine.csv")
        assert (kept.a, kept.b, kept.decision) == ("actor/iran-air", "actor/some-list/1", "same")
        assert (kept.who, kept.when, kept.note) == ("A. Reader", DAY, "one fleet")
        assert "the same name" in kept.evidence
        judged = """PREFIX gg: <https://w3id.org/geograph/ns#>
            SELECT ?b ?who { ?a gg:judgedSame ?b . ?c gg:compares ?a, ?b ; gg:judgedBy ?who }"""
        with open_store(loaded) as store:
            _, rows = store.select(judged)
        assert rows == [(f"{ID}actor/some-list/1", "A. Reader")]
        again = self.run(loaded, "list", "--threshold", "0.3", "--format", "csv")
        assert "actor/some-list/1" not in again.stdout
        out = loaded.parent / "links.nq"
        assert self.run(loaded, "export", "-o", str(out), "--only-decided").exit_code == 0
        found = triples(out.read_text(encoding="utf-8").splitlines())
        assert ("actor/iran-air", "judgedSame", "actor/some-list/1") in found
        done = self.run(loaded, "reject", *pair, "--by", "B. Reader")
        assert done.exit_code == 0, done.output
        assert self.run(loaded, "export", "-o", str(out)).exit_code == 0
        found = triples(out.read_text(encoding="utf-8").splitlines())
        assert ("actor/iran-air", "judgedDifferent", "actor/some-list/1") in found
        assert not [t for t in found if t[1] == "judgedSame"]

    @pytest.mark.slow
    def test_many_at_once(self, loaded):
        path = loaded.parent / "todo.csv"
        options = ("--threshold", "0.3", "--format", "csv", "-o", str(path))
        assert self.run(loaded, "list", *options).exit_code == 0
        lines = path.read_text(encoding="utf-8").splitlines()
        (at,) = (n for n, line in enumerate(lines) if "actor/some-list/1" in line)
        path.write_text("\n".join([lines[0], lines[at] + "same"]), encoding="utf-8")
        done = self.run(loaded, "judge", str(path), "--by", "A. Reader")
        assert done.exit_code == 0, done.output
        assert done.stdout == "1 decisions\n"
        (kept,) = read(loaded.parent / "mine.csv")
        assert (kept.a, kept.b, kept.decision) == ("actor/iran-air", "actor/some-list/1", "same")
        assert kept.evidence.startswith("score 0.")
        assert self.run(loaded, "judge", str(path), "--by", "A. Reader").stdout == "0 decisions\n"

    def test_an_unknown_id_names_the_nearest(self, loaded):
        result = self.run(loaded, "accept", "actor/iran-aire", "actor/some-list/1", "--by", "me")
        assert result.exit_code == 1
        assert "no entity has the id 'actor/iran-aire'" in result.stderr
        assert "actor/iran-air" in result.stderr
        assert not (loaded.parent / "mine.csv").exists()

    def test_a_broken_file_of_decisions_stops_everything(self, loaded):
        (loaded.parent / "mine.csv").write_text("x\n")
        result = self.run(loaded, "list")
        assert result.exit_code == 1
        assert "mine.csv:1" in result.stderr
