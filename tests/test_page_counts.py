"""The page's numbers are those of the command line: coverage, evidence, rows, measures."""

from __future__ import annotations

from itertools import product
from pathlib import Path
from typing import Any

import pytest
from pages import Page, opened
from selenium.webdriver import Chrome
from worlds import small_world

from geograph.analysis.centrality import compare
from geograph.analysis.measures import MEASURES
from geograph.errors import EmptyNetwork
from geograph.networks import Level, network
from geograph.policy import ClaimIndex, Policy, judge, rests_on, select
from geograph.policy.ledger_table import to_table
from geograph.questions import ask
from geograph.store import Store
from geograph.views import view
from geograph.views.compose import compose
from geograph.views.page_counts import counted, read

pytestmark = pytest.mark.usefixtures("quiet")

TRANSFER = "event/iran-srbm-russia-2024"
#: Rules and cuts under which much, little and nothing counts.
ASKED = (
    ("all", None, None),
    ("undenied", None, None),
    ("all", "2024-09-10", None),
    ("party-undenied", None, "2022-11-05"),
    ("corroborated:2", "2023-06-01", "2024-09-10"),
    ("endorsed:3", None, "2016-01-01"),
    ("held-by=Russia", "2022-03-01", None),
    ("owned", "2013-01-01", None),
)


def state(world: ClaimIndex, policy: Policy) -> dict[str, Any]:
    """Return a policy as the page's view holds it."""
    return {
        "rule": policy.rule,
        "n": policy.n or 2,
        "holders": [world.actors.resolve(name, on=policy.as_of) for name in policy.holders],
        "asof": policy.as_of.isoformat() if policy.as_of else None,
        "known": policy.known_by.isoformat() if policy.known_by else None,
    }


def figures(page: Page) -> dict[str, int]:
    """Return the figures of the head, by their names in the plural."""
    return dict(
        page.js(
            """return [...document.querySelectorAll('[data-figure]')].map((box) =>
            [box.dataset.figure, Number(box.querySelector('dd').textContent)])"""
        )
    )


def rests(store: Store, policy: Policy) -> str:
    """Return what `geograph ledger` prints that its answer rests on."""
    return next(n for n in to_table(store, policy, limit=1).notes if n.startswith("rests on"))


@pytest.fixture(scope="module")
def crossed(folder: Path, cross: Store) -> Path:
    """The folder of pages with that of the scene and its releases, and one of states alone."""
    view(cross, out=folder / "cross.html")
    view(cross, level="state", out=folder / "cross-state.html")
    return folder


@pytest.fixture
def page_of_corpus(driver: Chrome, corpus_pages: Path) -> Page:
    """Open the corpus."""
    return opened(driver, corpus_pages, "corpus")


# Coverage


@pytest.mark.parametrize("name", ["corpus", "cross"])
def test_the_head_says_what_the_ledger_says(
    driver: Chrome, request: pytest.FixtureRequest, name: str
) -> None:
    store: Store = request.getfixturevalue(name)
    pages: Path = request.getfixturevalue("corpus_pages" if name == "corpus" else "crossed")
    page = opened(driver, pages, name)
    seen = set()
    for rule, as_of, known_by in ASKED:
        policy = Policy.parse(rule, as_of=as_of, known_by=known_by)
        page.js("geograph.change(arguments[0])", state(ClaimIndex.from_store(store), policy))
        told = figures(page)
        told["releases"] = page.js("return geograph.visible.releases.releases")
        parts = [("events", "event"), ("documents", "document"), ("publishers", "publisher")]
        parts += [("voices", "voice")]
        parts += [("rows", "row"), ("releases", "release")] if told["releases"] else []
        said = ", ".join(f"{told[k]} {one}{'' if told[k] == 1 else 's'}" for k, one in parts)
        assert f"rests on {said}" == rests(store, policy), policy
        seen.add(said)
    assert len(seen) > 5


def test_the_head_counts_under_the_filters(page_of_corpus: Page, corpus: Store) -> None:
    page = page_of_corpus
    world = ClaimIndex.from_store(corpus)
    page.js("geograph.change({kind: 'ArmsTransfer', statuses: ['contested']})")
    verdicts = [
        v
        for v in judge(world, Policy()).values()
        if v.edge and v.status == "contested" and world.events[v.id].kind == "ArmsTransfer"
    ]
    wanted = rests_on(world, verdicts)
    told = figures(page)
    assert {key: told[key] for key in ("events", "documents", "publishers", "voices")} == {
        "events": wanted.events,
        "documents": wanted.documents,
        "publishers": wanted.publishers,
        "voices": wanted.voices,
    }
    live = {c for v in verdicts for c in {*v.evidence} - {*v.overtaken} - {*v.attributed}}
    assert told["claims"] == len(live)


def test_each_part_says_what_it_rests_on_itself(page_of_corpus: Page, corpus: Store) -> None:
    page = page_of_corpus
    world = ClaimIndex.from_store(corpus)
    judged = judge(world, Policy())
    drawn = network(world, Policy(), level="actor")
    own = {data["event"] for u, v, data in drawn.edges(data=True) if "state/IRN" in (u, v)}
    parties = {
        key: {*event.actor, *event.recipient, *event.participant}
        for key, event in world.events.items()
        if key in judged
    }
    page.js("geograph.change({look: 'sheet'})")
    ranking = str(drawn.graph["coverage"])
    assert ranking in page.text("#panel .remarks")
    page.choose("#actor", "state/IRN")
    sheet = str(rests_on(world, (judged[key] for key in parties if "state/IRN" in parties[key])))
    assert sheet in page.text("#sheet .remarks")
    panel = str(rests_on(world, (judged[key] for key in own)))
    assert panel in page.text("#panel .remarks")
    assert len({ranking, sheet, panel, rests(corpus, Policy())}) == 4


# Evidence


@pytest.mark.parametrize("known_by", [None, "2024-09-10", "2024-09-06"])
def test_all_evidence_is_shown(page_of_corpus: Page, corpus: Store, known_by: str | None) -> None:
    page = page_of_corpus
    world = ClaimIndex.from_store(corpus)
    policy = Policy.parse(known_by=known_by)
    page.js("geograph.change({known: arguments[0], row: arguments[1]})", known_by, TRANSFER)
    while more := page.all("#panel .further button"):
        more[0].click()
    shown = page.js(
        """return [...document.querySelectorAll('#panel .claim')]
        .filter((one) => !one.textContent.includes('taken back')).map((one) => one.dataset.claim)"""
    )
    verdict = judge(world, policy)[TRANSFER]
    assert sorted(shown) == sorted(verdict.evidence)
    counts = [int(text) for text in page.texts("#panel .side .count")]
    assert sum(counts) == len(verdict.evidence)
    answer = ask(corpus, "evidence", event=TRANSFER, policy=policy)
    told = {str(row[answer.columns.index("claim")]).split("/id/")[-1] for row in answer.rows}
    far = {
        key for key in told
        if (claim := world.claims[key]).object != TRANSFER
        and claim.stance == "denies" and not world.reaches(claim, TRANSFER)
    }  # fmt: skip
    assert told - far == set(shown)


def test_an_inherited_denial_stands_beside_the_direct_one(page_of_corpus: Page) -> None:
    page = page_of_corpus
    page.js("geograph.change({row: arguments[0]})", TRANSFER)
    against = page.texts("#panel .side.against .claim .who")
    iran = [text for text in against if "Iran" in text.split(" denies")[0]]
    assert any("inherited" in text for text in iran)
    assert any("inherited" not in text for text in iran)


# Rows of releases


def test_the_script_counts_what_the_file_says(driver: Chrome, crossed: Path, cross: Store) -> None:
    page = opened(driver, crossed, "cross")
    world = ClaimIndex.from_store(cross)
    scene = compose(cross)
    file = read(scene)
    known = (None, "1999-05-08", "2014-12-31", "2024-03-18", "2026-03-08", "2026-03-09")
    as_of = (None, "1999-06-01", "2014-03-01", "2020-06-01")
    rules = ("all", "recorded", "undenied", "owned", "endorsed:1", "corroborated:2",
             "held-by=actor/sipri,state/CAN,state/IRN")  # fmt: skip
    sizes = set()
    for rule, day, cut in product(rules, as_of, known):
        policy = Policy.parse(rule, as_of=day, known_by=cut)
        found = counted(scene, policy, file=file)
        asked = state(world, policy)
        assert page.js("return geograph.counts(arguments[0])", asked) == [*found.events], policy
        assert page.js("return geograph.rows(arguments[0])", asked) == {
            "groups": [list(group) for group in found.groups],
            "rows": found.rows,
            "releases": found.releases,
        }, policy
        sizes.add((found.rows, found.releases, len(found.events)))
    assert len(sizes) > 30


def test_the_page_says_that_rows_are_counted_and_where_to_ask(
    driver: Chrome, crossed: Path, cross: Store
) -> None:
    page = opened(driver, crossed, "cross")
    rows = len(select(cross, Policy()).ids()) - len(
        page.js("return geograph.counts(geograph.view)")
    )
    assert page.texts('[data-figure="rows"]') == [f"rows {rows}"]
    said = page.text(".universe")
    assert f"{rows} rows of 7 releases count too, by policy and dates" in said
    assert "geograph ledger, geograph centrality and geograph export take them in" in said
    assert "the rows of 10 releases, which are counted and not drawn" in said
    page.choose("#rule", "corroborated")
    assert "0 rows of 0 releases count too," in page.text(".universe")
    # filters are for what is drawn
    page.choose("#rule", "all")
    page.type("nothing of the kind")
    assert figures(page)["events"] == 0
    assert figures(page)["rows"] == rows
    page.one("#clear").click()
    page.choose("#rule", "held-by")
    page.choose("#holder", "actor/sipri")
    assert "14 rows of 1 release count too," in page.text(".universe")


def test_a_page_without_releases_says_nothing_of_rows(driver: Chrome, folder: Path) -> None:
    page = opened(driver, folder, "small")
    assert page.all('[data-figure="rows"]') == []
    assert "rows" not in page.text(".universe")


# Measures


def sizes(page: Page) -> list[str]:
    """Return the measures that the page has; one that is added in Python is not among them."""
    found: list[str] = page.js(
        "return [...document.getElementById('size').options].map((one) => one.value)"
    )
    return found


def test_the_measures_are_those_of_the_command_line(page_of_corpus: Page) -> None:
    standard = {"degree", "strength-in", "strength-out", "betweenness", "closeness"}
    standard |= {"eigenvector", "pagerank"}
    assert sizes(page_of_corpus) == [name for name in MEASURES if name in standard]


@pytest.mark.parametrize(("name", "level"), [("corpus", "actor"), ("cross-state", "state")])
def test_a_ranking_is_that_of_centrality(
    driver: Chrome, request: pytest.FixtureRequest, name: str, level: Level
) -> None:
    pages: Path = request.getfixturevalue("corpus_pages" if name == "corpus" else "crossed")
    # rows of releases are edges elsewhere, and a page draws none: its world has none
    world = ClaimIndex.from_store(request.getfixturevalue(name.removesuffix("-state")))
    page = opened(driver, pages, name)
    compared = 0
    for rule, as_of, known_by in ASKED:
        policy = Policy.parse(rule, as_of=as_of, known_by=known_by)
        page.js("geograph.change(arguments[0])", state(world, policy))
        try:
            table = compare(world, [policy], level=level)
        except EmptyNetwork:
            assert page.js("return geograph.ranking()") == []
            continue
        for measure in sizes(page):
            page.js("geograph.change({size: arguments[0]})", measure)
            found = page.js(
                "return geograph.ranking().map(([id, score]) => [id, geograph.sixDecimals(score)])"
            )
            assert found == [[r[2], r[3]] for r in table.rows if r[0] == measure], (policy, measure)
            compared += len(found)
    assert compared > 500


def test_what_is_filtered_away_gives_its_weight_back(page_of_corpus: Page, corpus: Store) -> None:
    page = page_of_corpus
    world = ClaimIndex.from_store(corpus)
    page.js("geograph.change({kind: 'ArmsTransfer', size: 'strength-out'})")
    table = compare(
        world, [Policy()], measures=["strength-out"], level="actor", kinds=["ArmsTransfer"]
    )
    found = page.js(
        "return geograph.ranking().map(([id, score]) => [id, geograph.sixDecimals(score)])"
    )
    assert found == [[row[2], row[3]] for row in table.rows]


def test_the_panel_prints_scores_to_six_decimals(driver: Chrome, folder: Path) -> None:
    page = opened(driver, folder, "small", fragment="#size=pagerank")
    table = compare(
        ClaimIndex.from_model(small_world()), [Policy()], measures=["pagerank"], level="actor"
    )
    assert page.texts("#panel .ranking li") == [f"{row[1]} {row[3]}" for row in table.rows]
    assert page.text("#panel h3") == "Pagerank"
    for score in (1 / 128, 3 / 128, 1 / 3, 2.0):
        assert page.js("return geograph.sixDecimals(arguments[0])", score) == round(score, 6)
