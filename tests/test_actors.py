"""Names and codes at dates, voices, owners, members; items by name."""

from __future__ import annotations

import unicodedata
from datetime import date, timedelta

import pytest
from effort import draws
from hypothesis import given, settings
from hypothesis import strategies as st

from geograph.actors import ActorIndex, ItemIndex, Name, Spell, key_of, load_reference
from geograph.errors import ReferenceDataError, UnknownActor, UnknownItem
from geograph.model import Actor, Item, Tenure
from geograph.vocab import ID

REFERENCE = load_reference()
INDEX = ActorIndex(REFERENCE.actors, REFERENCE.tenures)
ITEMS = ItemIndex(REFERENCE.items)
REPORT = date(2024, 9, 10)


def day(year: int) -> date:
    return date(year, 7, 1)


# name, year, whom it means then
MEANT = [
    ("Soviet Union", 1985, "state/RUS-1922"),
    ("U.S.S.R.", 1985, "state/RUS-1922"),
    ("Russia", 1985, "state/RUS-1922"),
    ("Russia", 1995, "state/RUS"),
    ("Russia", 1900, "state/RUS"),
    ("cow:365", 1985, "state/RUS-1922"),
    ("gw:365", 1995, "state/RUS"),
    ("West Germany", 1975, "state/GFR"),
    ("Federal Republic of Germany", 1975, "state/GFR"),
    ("Federal Republic of Germany", 1995, "state/DEU"),
    ("DDR", 1975, "state/GDR"),
    ("Germany", 1935, "state/DEU"),
    ("Germany", 1991, "state/DEU"),
    ("gw:260", 1975, "state/GFR"),
    ("gw:260", 1995, "state/DEU"),
    ("cow:255", 1995, "state/DEU"),
    ("Prussia", 1850, "state/DEU"),
    ("Bavaria", 1850, "state/BAV"),
    ("Austria-Hungary", 1910, "state/AUH"),
    ("Austria", 1900, "state/AUH"),
    ("Austria", 1930, "state/AUT"),
    ("Austria", 1950, "state/AUT"),
    ("Yugoslavia", 1930, "state/YUG"),
    ("Yugoslavia", 1985, "state/YUG"),
    ("Yugoslavia", 1995, "state/YUG-1992"),
    ("Serbia and Montenegro", 2005, "state/YUG-1992"),
    ("Serbia", 1900, "state/SRB"),
    ("Serbia", 2010, "state/SRB"),
    ("cow:345", 1900, "state/SRB"),
    ("cow:345", 1985, "state/YUG"),
    ("cow:345", 1999, "state/YUG-1992"),
    ("cow:345", 2010, "state/SRB"),
    ("gw:340", 2010, "state/SRB"),
    ("Montenegro", 2010, "state/MNE"),
    ("Kosovo", 2010, "state/XKX"),
    ("cow:347", 2010, "state/XKX"),
    ("Czechoslovakia", 1985, "state/CZE-1918"),
    ("Czech Republic", 2010, "state/CZE"),
    ("Sudan", 2000, "state/SDN"),
    ("Sudan", 2015, "state/SDN"),
    ("South Sudan", 2015, "state/SSD"),
    ("Korea", 1900, "state/KOR-1887"),
    ("South Korea", 2024, "state/KOR"),
    ("Republic of Korea", 2024, "state/KOR"),
    ("North Korea", 2024, "state/PRK"),
    ("D.P.R.K.", 2024, "state/PRK"),
    ("Congo", 1985, "state/COG"),
    ("Zaire", 1985, "state/COD"),
    ("DR Congo", 2024, "state/COD"),
    ("Congo-Brazzaville", 2024, "state/COG"),
    ("Yemen", 1950, "state/YAR"),
    ("South Yemen", 1980, "state/YPR"),
    ("North Yemen", 1980, "state/YAR"),
    ("Yemen", 2024, "state/YEM"),
    ("gw:678", 1980, "state/YAR"),
    ("gw:678", 2000, "state/YEM"),
    ("Vietnam", 1850, "state/VNM-1816"),
    ("Vietnam", 1990, "state/VNM"),
    ("South Vietnam", 1970, "state/RVN"),
    ("North Vietnam", 1970, "state/VNM"),
    ("iso2:NA", 2024, "state/NAM"),
    ("Namibia", 2024, "state/NAM"),
    ("Türkiye", 2024, "state/TUR"),
    ("Turkiye", 2024, "state/TUR"),
    ("Turkey", 2024, "state/TUR"),
    ("Ottoman Empire", 1900, "state/TUR"),
    ("Macedonia", 2024, "state/MKD"),
    ("North Macedonia", 2024, "state/MKD"),
    ("Micronesia", 2024, "state/FSM"),
    ("Federated States of Micronesia", 2024, "state/FSM"),
    ("Côte d'Ivoire", 2024, "state/CIV"),
    ("COTE D’IVOIRE", 2024, "state/CIV"),
    ("Ivory Coast", 2024, "state/CIV"),
    ("Burma", 2024, "state/MMR"),
    ("Swaziland", 2024, "state/SWZ"),
    ("Taiwan", 2024, "state/TWN"),
    ("Republic of China", 1930, "state/CHN"),
    ("Republic of China", 2024, "state/TWN"),
    ("United Arab Republic", 1960, "state/EGY"),
    ("Palestine", 2024, "state/PSE"),
    ("Hong Kong", 2024, "actor/hong-kong"),
    ("U.S.", 2024, "state/USA"),
    ("US", 2024, "state/USA"),
    ("u.s.", 2024, "state/USA"),
    ("the United States", 2024, "state/USA"),
    ("Britain", 2024, "state/GBR"),
    ("U.K.", 2024, "state/GBR"),
    ("UK", 2024, "state/GBR"),
    ("Great Britain", 2024, "state/GBR"),
    ("United Kingdom", 2024, "state/GBR"),
    ("The Kremlin", 2024, "actor/kremlin"),
    ("iso3:AUS", 2024, "state/AUS"),
    ("cow:AUS", 2000, "state/AUT"),
    ("iso3:SWZ", 2024, "state/SWZ"),
    ("cow:SWZ", 2000, "state/CHE"),
    ("wikidata:Q30", 2024, "state/USA"),
    ("gw:970", 2024, "state/KIR"),
    ("cow:970", 2010, "state/NRU"),
    ("state/IRN", 2024, "state/IRN"),
    (ID + "state/IRN", 2024, "state/IRN"),
]


@pytest.mark.parametrize(("name", "year", "whom"), MEANT)
def test_a_name_means_whom_it_meant_then(name, year, whom):
    assert INDEX.resolve(name, on=day(year)) == whom


# name, year, everybody whom it could mean
AMBIGUOUS = [
    ("Germany", 1975, ("state/GDR", "state/GFR")),
    ("Korea", 2024, ("state/KOR", "state/PRK")),
    ("Congo", 2024, ("state/COD", "state/COG")),
    ("Congo", 1965, ("state/COD", "state/COG")),
    ("Yemen", 1980, ("state/YAR", "state/YPR")),
    ("Vietnam", 1970, ("state/RVN", "state/VNM")),
]


@pytest.mark.parametrize(("name", "year", "whom"), AMBIGUOUS)
def test_an_ambiguous_name_is_never_guessed(name, year, whom):
    assert INDEX.find(name, on=day(year)) == whom
    with pytest.raises(UnknownActor) as caught:
        INDEX.resolve(name, on=day(year))
    text = str(caught.value)
    assert f"ambiguous actor '{name}' on {day(year)}" in text
    for key in whom:
        assert INDEX.get(key).label in text
        assert key in text


# name, year in which nobody had it, whom it means at another time, a date that the error names
OUT_OF_TIME = [
    ("Soviet Union", 1995, "state/RUS-1922", "1991-12-25"),
    ("Yugoslavia", 2005, "state/YUG-1992", "2003-02-03"),
    ("South Sudan", 2005, "state/SSD", "2011-07-09"),
    ("Czechoslovakia", 2000, "state/CZE-1918", "1992-12-31"),
    ("Zaire", 2024, "state/COD", "1997-05-16"),
    ("Prussia", 1900, "state/DEU", "1871-01-17"),
    ("Estonia", 1970, "state/EST", "1991-09-06"),
    ("West Germany", 2000, "state/GFR", "1990-10-02"),
    ("Bavaria", 1900, "state/BAV", "1871-01-18"),
    ("cow:20", 1910, "state/CAN", "1920-01-10"),
    ("cow:255", 1975, "state/DEU", "1990-10-03"),
]


@pytest.mark.parametrize(("name", "year", "whom", "named"), OUT_OF_TIME)
def test_a_name_out_of_its_time_says_when_it_was_in_use(name, year, whom, named):
    assert INDEX.find(name, on=day(year)) == ()
    with pytest.raises(UnknownActor) as caught:
        INDEX.resolve(name, on=day(year))
    assert whom in str(caught.value)
    assert named in str(caught.value)


@pytest.mark.parametrize(
    ("name", "whom"),
    [
        ("Germany", "state/DEU"),
        ("Russia", "state/RUS"),
        ("Yemen", "state/YEM"),
        ("Austria", "state/AUT"),
        ("Soviet Union", "state/RUS-1922"),
        ("cow:365", "state/RUS"),
    ],
)
def test_without_a_day_the_one_of_today_is_meant(name, whom):
    assert INDEX.resolve(name) == whom


@pytest.mark.parametrize("name", ["Yugoslavia", "Congo", "Korea", "Virgin Islands"])
def test_without_a_day_and_without_one_of_today_a_name_is_ambiguous(name):
    with pytest.raises(UnknownActor, match="ambiguous"):
        INDEX.resolve(name)


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("Germny", "Germany"),
        ("Unted States", "United States"),
        ("Blinken", "Antony Blinken"),
        ("Iranian Air", "Iran"),
        ("Foreign Office", "German Federal Foreign Office"),
    ],
)
def test_an_unknown_name_is_told_its_nearest(name, label):
    with pytest.raises(UnknownActor) as caught:
        INDEX.resolve(name, on=REPORT)
    assert caught.value.what == f"unknown actor {name!r} on {REPORT}"
    assert label in (caught.value.fix or "")


def test_a_name_like_no_other_has_no_made_up_neighbour():
    with pytest.raises(UnknownActor) as caught:
        INDEX.resolve("Xqzvw", on=REPORT)
    assert "did you mean" not in (caught.value.fix or "")


@pytest.mark.parametrize("name", ["", "   ", "—", "...", "cow:", "cow:99999", "gw:RUSSIA", "iso2:"])
def test_text_that_is_no_name_is_unknown(name):
    with pytest.raises(UnknownActor):
        INDEX.resolve(name, on=REPORT)


def test_a_demonym_stands_for_a_state_only_when_asked():
    assert INDEX.resolve("Iranian", on=REPORT, demonyms=True) == "state/IRN"
    assert INDEX.resolve("Soviet", on=day(1960), demonyms=True) == "state/RUS-1922"
    assert INDEX.find("Congolese", on=REPORT, demonyms=True) == ("state/COD", "state/COG")
    with pytest.raises(UnknownActor, match="for the people of Iran"):
        INDEX.resolve("Iranian", on=REPORT)


def test_kinds_narrow_what_a_name_may_mean():
    assert INDEX.find("MAC", on=REPORT, kinds=("State",), codes=True) == ("state/MKD",)
    assert INDEX.find("MAC", on=REPORT, kinds="State", codes=True) == ("state/MKD",)
    assert INDEX.resolve("CIA", on=REPORT, kinds=("Organisation",)) == "actor/cia"
    with pytest.raises(UnknownActor, match="no actor of class State"):
        INDEX.resolve("CIA", on=REPORT, kinds=("State",))


# --- properties

NAMES = sorted(
    {(actor.id, word) for actor in REFERENCE.actors for word in (actor.label, *actor.aliases)}
)


KINDS = sorted({actor.kind for actor in REFERENCE.actors})


@pytest.mark.parametrize("kind", KINDS)
def test_every_name_finds_its_actor_while_it_lasts(kind):
    for actor in REFERENCE.actors:
        if actor.kind == kind:
            check_names(actor)


def check_names(actor):
    lives = [(s.start, s.end) for s in REFERENCE.spells if s.state == actor.id]
    dated = {key_of(n.text) for n in REFERENCE.names if n.actor == actor.id and not n.demonym}
    for start, end in lives or [(actor.start, actor.end)]:
        days = {start or date(1816, 1, 1), end or REPORT}
        for word in (actor.label, *actor.aliases):
            if key_of(word) not in dated:
                for on in days:
                    assert actor.id in INDEX.find(word, on=on), (word, on)


def test_only_these_names_are_ambiguous_today():
    found = {
        key_of(word): INDEX.find(word, on=REPORT)
        for actor in REFERENCE.actors
        for word in (actor.label, *actor.aliases)
        if len(INDEX.find(word, on=REPORT)) > 1
    }
    assert set(found) == {"virgin islands"}


def spoilt(name: str, draw_case: str, accents: list[bool]) -> str:
    """Return the name in another case, with accents on some of its letters."""
    cased = {"upper": name.upper(), "lower": name.lower(), "title": name.title()}[draw_case]
    marks = iter(accents)
    return "".join(
        char + "\u0301" if char in "aeiouAEIOU" and next(marks, False) else char for char in cased
    )


@pytest.mark.slow
@given(
    pair=st.sampled_from(NAMES),
    case=st.sampled_from(["upper", "lower", "title"]),
    accents=st.lists(st.booleans(), max_size=12),
    around=st.text(alphabet=" \t\n\u00a0", max_size=3),
    form=st.sampled_from(["NFC", "NFD", "NFKC", "NFKD"]),
)
@settings(max_examples=draws(400), deadline=None)
def test_case_accents_and_outer_space_change_nothing(pair, case, accents, around, form):
    _, name = pair
    if len(name) < 4:
        case = "upper"  # an abbreviation in small letters is a word
    other = unicodedata.normalize(form, around + spoilt(name, case, accents) + around)
    for on in (REPORT, day(1985), day(1900), None):
        assert INDEX.find(other, on=on) == INDEX.find(name, on=on)


@pytest.mark.slow
@given(st.text(max_size=40), st.one_of(st.none(), st.dates()))
@settings(max_examples=draws(300), deadline=None)
def test_any_text_is_resolved_or_an_unknown_actor(text, on):
    found = INDEX.find(text, on=on)
    if len(found) == 1:
        assert INDEX.resolve(text, on=on) == found[0]
    else:
        with pytest.raises(UnknownActor):
            INDEX.resolve(text, on=on)


# --- voice, owners, members


@pytest.mark.parametrize(
    ("who", "on", "end"),
    [
        ("Antony Blinken", REPORT, "state/USA"),
        ("David Lammy", REPORT, "state/GBR"),
        ("Joe Biden", REPORT, "state/USA"),
        ("Keir Starmer", REPORT, "state/GBR"),
        ("Volodymyr Zelenskyy", REPORT, "state/UKR"),
        ("William Burns", REPORT, "state/USA"),
        ("Kremlin", REPORT, "state/RUS"),
        ("Kremlin", date(1985, 1, 1), "state/RUS-1922"),
        ("White House", REPORT, "state/USA"),
        ("OFAC", REPORT, "state/USA"),
        ("Permanent Mission of Iran to the United Nations", REPORT, "state/IRN"),
        ("Iran's mission to the United Nations", REPORT, "state/IRN"),
        ("German Foreign Ministry", REPORT, "state/DEU"),
        ("German Foreign Ministry", date(1980, 1, 1), "state/GFR"),
        ("Yahya Saree", REPORT, "actor/houthis"),
        ("Josep Borrell", REPORT, "actor/european-union"),
        ("United States", REPORT, "state/USA"),
        ("Iran Air", REPORT, "actor/iran-air"),
        # out of office, a person speaks for nobody else
        ("Antony Blinken", date(2021, 1, 25), "actor/antony-blinken"),
        ("Antony Blinken", date(2021, 1, 26), "state/USA"),
        ("Antony Blinken", date(2025, 1, 20), "state/USA"),
        ("Antony Blinken", date(2025, 1, 21), "actor/antony-blinken"),
        ("Joe Biden", date(2019, 1, 1), "actor/joe-biden"),
        ("Keir Starmer", date(2024, 7, 4), "actor/keir-starmer"),
        ("Wang Yi", date(2023, 3, 1), "actor/wang-yi"),
    ],
)
def test_a_voice_runs_to_the_end_of_the_chain(who, on, end):
    assert INDEX.voice(INDEX.resolve(who, on=on), on) == (end, False)


def test_nobody_speaks_for_two_ends_on_any_day_of_the_reference():
    one = timedelta(days=1)
    days = {d for t in REFERENCE.tenures for d in (t.start, t.end) if d}
    days |= {d + step for d in set(days) for step in (-one, one)}
    for who in {t.who for t in REFERENCE.tenures}:
        for on in days:
            INDEX.voice(who, on)


def tiny(*tenures: Tenure, **more: Actor) -> ActorIndex:
    actors = [Actor(id=k, kind="Organisation", label=k) for k in "abcd"]
    return ActorIndex([*actors, *more.values()], tenures, names=(), spells=())


def speaks(who: str, whom: str, **dates: date) -> Tenure:
    return Tenure(who=who, relation="speaksFor", whom=whom, **dates)


def test_two_offices_that_lead_to_one_end_are_one_voice():
    index = tiny(speaks("a", "b"), speaks("a", "c"), speaks("b", "d"), speaks("c", "d"))
    assert index.voice("a", REPORT) == ("d", False)


def test_two_offices_that_lead_apart_are_an_error_that_names_both():
    early, late = date(2020, 1, 1), date(2024, 1, 1)
    index = tiny(speaks("a", "b", end=late), speaks("a", "c", start=early))
    assert index.voice("a", date(2019, 1, 1)) == ("b", False)
    assert index.voice("a", date(2025, 1, 1)) == ("c", False)
    with pytest.raises(ReferenceDataError, match=r"a speaks for different actors.*b → b; c → c"):
        index.voice("a", date(2022, 1, 1))


def test_a_circle_is_an_error():
    with pytest.raises(ReferenceDataError, match="cycle"):
        tiny(speaks("a", "b"), speaks("b", "a")).voice("a", REPORT)


def test_an_unnamed_source_has_the_voice_of_its_affiliation_anonymously():
    known = Actor(id="u", kind="UnnamedSource", label="officials", affiliation="a")
    nobody = Actor(id="v", kind="UnnamedSource", label="people familiar with the matter")
    index = tiny(speaks("a", "b"), u=known, v=nobody)
    assert index.voice("u", REPORT) == ("b", True)
    assert index.voice("v", REPORT) == ("v", True)


def test_a_group_is_its_own_voice_and_is_not_expanded():
    group = Actor(id="g", kind="ActorGroup", label="allies", of="a", members=("b",))
    index = tiny(g=group)
    assert index.voice("g", REPORT) == ("g", False)
    assert index.members("g", REPORT) == ("b",)


def test_owners_of_owners_are_owners_and_dates_count():
    index = tiny(
        Tenure(who="a", relation="ownedBy", whom="b", end=date(2020, 1, 1)),
        Tenure(who="a", relation="ownedBy", whom="c", start=date(2020, 1, 2)),
        Tenure(who="c", relation="ownedBy", whom="d"),
        Tenure(who="d", relation="ownedBy", whom="c"),
    )
    assert index.owners("a", date(2019, 1, 1)) == ("b",)
    assert index.owners("a", REPORT) == ("c", "d")
    assert index.owners("a", None) == ("b", "c", "d")
    assert index.owners("c", REPORT) == ("d",)
    assert INDEX.owners("actor/iran-air", REPORT) == ("state/IRN",)


def test_members_at_a_date():
    index = tiny(Tenure(who="a", relation="memberOf", whom="b", start=date(2020, 1, 1)))
    assert index.members("b", date(2019, 1, 1)) == ()
    assert index.members("b", REPORT) == index.members("b", None) == ("a",)


def test_dated_names_and_spells_can_be_given():
    land = Actor(id="state/AAA", kind="State", label="Land", aliases=("Realm",), cow=7)
    index = ActorIndex(
        [land],
        names=[Name(actor=land.id, text="Realm", end=date(1900, 12, 31))],
        spells=[
            Spell(state=land.id, scheme="cow", code=7, abb="LND", end=date(1910, 1, 1)),
            Spell(state=land.id, scheme="gw", code=7, abb="LND", start=date(1950, 1, 1)),
        ],
    )
    assert index.find("Realm", on=date(1900, 12, 31)) == (land.id,)
    assert index.find("Realm", on=date(1901, 1, 1)) == ()
    assert index.find("Land", on=date(1905, 1, 1)) == (land.id,)
    assert index.find("Land", on=date(1930, 1, 1)) == ()
    assert index.find("cow:7", on=date(1960, 1, 1)) == ()
    assert index.find("gw:lnd", on=date(1960, 1, 1)) == (land.id,)


def test_an_unknown_id_is_an_unknown_actor():
    with pytest.raises(UnknownActor, match="no actor has the id 'state/XXX'"):
        INDEX.get("state/XXX")
    assert INDEX.get("state/IRN").label == "Iran"


# --- items


@pytest.mark.parametrize(
    ("name", "item"),
    [
        ("weapon", "item/weapon"),
        ("short-range ballistic missile", "item/short-range-ballistic-missile"),
        ("SRBMs", "item/short-range-ballistic-missile"),
        ("Fath-360", "item/fath-360"),
        ("bm-120", "item/fath-360"),
        ("Geran-2", "item/shahed-136"),
        ("SCALP-EG", "item/storm-shadow"),
        ("MGM-140", "item/atacms"),
        ("Attack Drones", "item/attack-drone"),
        ("machine tools", "item/machine-tools"),
        ("microelectronics", "item/microelectronics"),
        ("item/tank", "item/tank"),
        (ID + "item/tank", "item/tank"),
    ],
)
def test_an_item_is_found_by_its_names(name, item):
    assert ITEMS.resolve(name) == item


@pytest.mark.parametrize(
    ("narrow", "wide"),
    [
        ("item/fath-360", "item/weapon"),
        ("item/fath-360", "item/ballistic-missile"),
        ("item/short-range-ballistic-missile", "item/missile"),
        ("item/shahed-136", "item/drone"),
        ("item/155-mm-shell", "item/ammunition"),
        ("item/leopard-2", "item/tank"),
        ("item/microelectronics", "item/dual-use-good"),
    ],
)
def test_the_tree_leads_from_the_narrow_to_the_wide(narrow, wide):
    assert wide in ITEMS.wider(narrow)
    assert narrow not in ITEMS.wider(wide)


def test_an_unknown_item_is_told_its_nearest():
    with pytest.raises(UnknownItem) as caught:
        ITEMS.resolve("ballistic misile")
    assert caught.value.what == "unknown item 'ballistic misile'"
    assert "ballistic missile" in (caught.value.fix or "")
    with pytest.raises(UnknownItem, match="item/none"):
        ITEMS.get("item/none")


def test_an_item_name_that_two_share_is_ambiguous():
    two = [Item(id=f"item/{k}", kind="Munition", label=k, aliases=("KAB",)) for k in "ab"]
    with pytest.raises(UnknownItem, match="ambiguous item 'kab'"):
        ItemIndex(two).resolve("kab")
