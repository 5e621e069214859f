"""Codes of other schemes and names of single publishers, at dates; roles at a state."""

from __future__ import annotations

from datetime import date
from itertools import combinations

import pytest

from geograph.actors import ActorIndex, load_reference
from geograph.actors.roles import role_of
from geograph.actors.uses import code_key
from geograph.errors import UnknownActor
from geograph.sources.mapping.dated_names import DatedNames
from geograph.sources.mapping.publisher_dates import whole_of

REFERENCE = load_reference()
INDEX = ActorIndex(REFERENCE.actors, REFERENCE.tenures)


def day(year: int) -> date:
    return date(year, 7, 1)


# code, year, whom it means then
CODES = [
    ("cameo:RUS", 1985, "state/RUS-1922"),
    ("cameo:RUS", 2019, "state/RUS"),
    ("cameo:SUN", 1985, "state/RUS-1922"),
    ("cameo:DEU", 1985, "state/GFR"),
    ("cameo:DDR", 1985, "state/GDR"),
    ("cameo:DEU", 2019, "state/DEU"),
    ("cameo:YUG", 1985, "state/YUG"),
    ("cameo:YUG", 1999, "state/YUG-1992"),
    ("cameo:SRB", 1999, "state/YUG-1992"),
    ("cameo:SRB", 2019, "state/SRB"),
    ("cameo:CSK", 1985, "state/CZE-1918"),
    ("cameo:CZE", 2019, "state/CZE"),
    ("cameo:ROM", 2019, "state/ROU"),
    ("cameo:ROU", 2019, "state/ROU"),
    ("cameo:TMP", 2019, "state/TLS"),
    ("cameo:MTN", 2019, "state/MNE"),
    ("cameo:KSV", 2019, "state/XKX"),
    ("cameo:NAM", 2019, "state/NAM"),
    ("cameo:AUS", 2019, "state/AUS"),
    ("cameo:COD", 2019, "state/COD"),
    ("cameo:COG", 2019, "state/COG"),
    ("cameo:PSE", 2019, "state/PSE"),
    ("cameo:TWN", 2019, "state/TWN"),
    ("cameo:VAT", 2019, "state/VAT"),
    ("cameo:HKG", 2019, "actor/hong-kong"),
    ("cameo:YEM", 1985, "state/YAR"),
    ("cameo:YEM", 2019, "state/YEM"),
    ("CAMEO:PRK", 2019, "state/PRK"),
    ("fips:RS", 2019, "state/RUS"),
    ("fips:RS", 1985, "state/RUS-1922"),
    ("fips:CH", 2019, "state/CHN"),
    ("fips:SP", 2019, "state/ESP"),
    ("fips:AU", 2019, "state/AUT"),
    ("fips:AS", 2019, "state/AUS"),
    ("fips:WA", 2019, "state/NAM"),
    ("fips:UP", 2019, "state/UKR"),
    ("fips:KS", 2019, "state/KOR"),
    ("fips:KN", 2019, "state/PRK"),
    ("fips:CG", 2019, "state/COD"),
    ("fips:CF", 2019, "state/COG"),
    ("fips:RI", 2019, "state/SRB"),
    ("fips:NL", 2019, "state/NLD"),
    ("fips:SU", 2019, "state/SDN"),
    ("fips:OD", 2019, "state/SSD"),
    ("iso3:SUN", 1985, "state/RUS-1922"),
    ("iso2:CS", 1985, "state/CZE-1918"),
    ("iso2:CS", 2005, "state/YUG-1992"),
    ("iso3:YUG", 1985, "state/YUG"),
    ("iso3:ZAR", 1985, "state/COD"),
    ("iso3:YMD", 1985, "state/YPR"),
    ("un:643", 2019, "state/RUS"),
    ("un:810", 1985, "state/RUS-1922"),
    ("opensanctions:ru", 2024, "state/RUS"),
    ("opensanctions:na", 2024, "state/NAM"),
    ("opensanctions:xk", 2024, "state/XKX"),
    ("opensanctions:eu", 2024, "actor/european-union"),
    ("opensanctions:hk", 2024, "actor/hong-kong"),
    ("ucdp:345", 1990, "state/YUG"),
    ("ucdp:345", 2004, "state/YUG-1992"),
    ("ucdp:345", 2020, "state/SRB"),
    ("ucdp:365", 1990, "state/RUS-1922"),
    ("ucdp:678", 1989, "state/YAR"),
    ("ucdp:678", 2020, "state/YEM"),
    ("ucdp:327", 2020, "state/VAT"),
    ("cameogroup:UNO", 2019, "actor/united-nations"),
    ("cameogroup:EEC", 2019, "actor/european-union"),
    ("cameogroup:NAT", 2019, "actor/nato"),
    ("cow:USR", 1985, "state/RUS-1922"),
    ("cow:USR", 1900, "state/RUS"),
    ("cow:ZAI", 1985, "state/COD"),
]


@pytest.mark.parametrize(("code", "year", "whom"), CODES)
def test_a_code_means_whom_it_meant_then(code, year, whom):
    assert INDEX.resolve(code, on=day(year)) == whom


@pytest.mark.parametrize(
    ("code", "whom"),
    [
        ("opensanctions:suhh", "state/RUS-1922"),
        ("opensanctions:su", "state/RUS-1922"),
        ("opensanctions:csxx", "state/YUG-1992"),
        ("opensanctions:cshh", "state/CZE-1918"),
        ("opensanctions:dd", "state/GDR"),
        ("opensanctions:yucs", "state/YUG"),
        ("opensanctions:zr", "state/COD"),
        ("opensanctions:un", "actor/united-nations"),
        ("fips:RS", "state/RUS"),
        ("cameo:DEU", "state/DEU"),
    ],
)
def test_a_code_without_a_day_means_the_one_of_today_or_the_one_that_had_it(code, whom):
    assert INDEX.resolve(code) == whom


REGIONS = ["WSB", "BAG", "GZS", "AFR", "ASA", "BLK", "CRB", "CAU", "CFR", "CAS", "CEU", "EIN"]
REGIONS += ["EAF", "EEU", "EUR", "LAM", "MEA", "MDT", "NAF", "NMR", "PGS", "SCN", "SAM", "SAS"]
REGIONS += ["SEA", "SAF", "WAF", "WST", "IGO", "NGO", "IMG", "MNC", "0", "ESH", "SJM"]


@pytest.mark.parametrize("code", REGIONS)
@pytest.mark.parametrize("on", [None, day(1985), day(2019)])
def test_a_code_of_a_region_is_never_a_state(code, on):
    assert INDEX.find(f"cameo:{code}", on=on) == ()


@pytest.mark.parametrize("code", ["fips:OS", "fips:GZ", "fips:WE", "opensanctions:zz"])
def test_a_code_of_a_place_without_a_state_is_nobody(code):
    assert INDEX.find(code) == ()


def test_a_scheme_never_falls_back_on_another():
    # South Africa for the Correlates of War, Southern Africa for CAMEO
    assert INDEX.resolve("cow:SAF", on=day(2010)) == "state/ZAF"
    assert INDEX.find("cameo:SAF", on=day(2010)) == ()


def test_no_scheme_gives_a_code_to_two_on_one_day():
    schemes = {code.scheme for code in REFERENCE.codes} | {"cow", "gw", "iso2", "iso3", "wikidata"}
    coded = {key: uses for key, uses in INDEX.names.uses.items() if key.split(":")[0] in schemes}
    coded = {key: uses for key, uses in coded.items() if ":" in key}
    assert {key.split(":")[0] for key in coded} == schemes
    for key, uses in coded.items():
        for (first, last, whom), (start, end, other) in combinations({*uses}, 2):
            assert whom == other or last < start or end < first, (key, whom, other)


def test_every_code_finds_its_actor():
    for code in REFERENCE.codes:
        found = {use[2] for use in INDEX.names.uses[code_key(code.scheme, code.code)]}
        assert code.actor in found, code


# name, publisher, first year, last year, whom the publisher means
WRITTEN = [
    ("Germany", "sipri", 1975, 1980, "state/GFR"),
    ("Germany", "sipri", 1991, 1991, "state/DEU"),
    ("East Germany (GDR)", "sipri", 1975, 1980, "state/GDR"),
    ("Soviet Union", "sipri", 1975, 1980, "state/RUS-1922"),
    ("Russia", "sipri", 1983, 2003, "state/RUS"),
    ("Serbia", "sipri", 1974, 2000, "state/YUG-1992"),
    ("Serbia", "sipri", 2010, 2012, "state/SRB"),
    ("Viet Nam", "sipri", 1965, 1966, "state/VNM"),
    ("South Vietnam", "sipri", 1965, 1966, "state/RVN"),
    ("Yemen", "sipri", 1989, 1991, "state/YEM"),
    ("North Yemen", "sipri", 1980, 1981, "state/YAR"),
    ("South Yemen", "sipri", 1980, 1981, "state/YPR"),
    ("Congo", "sipri", 1980, 1981, "state/COG"),
    ("Czechia", "sipri", 1991, 1994, "state/CZE"),
    ("eSwatini", "sipri", 1979, 1980, "state/SWZ"),
    ("Cabo Verde", "sipri", 1980, 1981, "state/CPV"),
    ("Turkiye", "sipri", 1980, 1981, "state/TUR"),
    ("Cote d'Ivoire", "sipri", 1980, 1981, "state/CIV"),
    ("Hezbollah (Lebanon)*", "sipri", 2000, 2001, "actor/hezbollah"),
    ("NATO**", "sipri", 2000, 2001, "actor/nato"),
    ("Russia (Soviet Union)", "ucdp", 1989, 1989, "state/RUS-1922"),
    ("Russia (Soviet Union)", "ucdp", 2020, 2020, "state/RUS"),
    ("Serbia (Yugoslavia)", "ucdp", 1999, 1999, "state/YUG-1992"),
    ("Serbia (Yugoslavia)", "ucdp", 2020, 2020, "state/SRB"),
    ("Yemen (North Yemen)", "ucdp", 1989, 1989, "state/YAR"),
    ("Yemen (North Yemen)", "ucdp", 2020, 2020, "state/YEM"),
    ("DR Congo (Zaire)", "ucdp", 1989, 1989, "state/COD"),
    ("Myanmar (Burma)", "ucdp", 1989, 1989, "state/MMR"),
    ("Taiwan", "unvotes", 1947, 1947, "state/CHN"),
    ("Taiwan", "unvotes", 1960, 1960, "state/TWN"),
    ("Yugoslavia", "unvotes", 2010, 2010, "state/SRB"),
    ("Kiribati", "ucdp", 1990, 1990, "state/KIR"),
    ("ucdp:970", None, 1990, 1990, "state/KIR"),
    ("Ukraine", "unvotes", 1950, 1950, "state/UKR"),
    ("cow:369", "unvotes", 1950, 1950, "state/UKR"),
    ("cow:713", "unvotes", 1947, 1947, "state/CHN"),
    ("Congo", "cow", 1990, 1990, "state/COG"),
    ("Vietnam", "cow", 1970, 1970, "state/VNM"),
    ("Congo", "icews", 2014, 2014, "state/COG"),
    ("Korea, North", "ofac", 2021, 2021, "state/PRK"),
    ("Congo, Democratic Republic of the", "ofac", 2021, 2021, "state/COD"),
    ("Bahamas, The", "ofac", 2021, 2021, "state/BHS"),
    ("Macedonia, The Former Yugoslav Republic of", "ofac", 2021, 2021, "state/MKD"),
    ("Moldova, Republic of", "icews", 2018, 2018, "state/MDA"),
    ("Palestinian Territory, Occupied", "icews", 2014, 2014, "state/PSE"),
    ("Russia / Russie", "canada", 2025, 2025, "state/RUS"),
    ("Myanmar (Burma) / Myanmar (Birmanie)", "canada", 2025, 2025, "state/MMR"),
    ("South Sudan / Soudan du sud", "canada", 2025, 2025, "state/SSD"),
    ("Netherlands (Kingdom of the)", "un", 2021, 2021, "state/NLD"),
    ("Serbia", "icews", 2005, 2005, "state/YUG-1992"),
    ("Serbia", "icews", 2015, 2015, "state/SRB"),
    ("Congo (Democratic Republic)", "uk", 2024, 2024, "state/COD"),
    ("Korea (the Republic of)", "un", 2021, 2021, "state/KOR"),
    ("Russian Federation (the)", "un", 2021, 2021, "state/RUS"),
    ("Congo", "un", 2021, 2021, "state/COG"),
]


@pytest.mark.parametrize(("name", "by", "first", "last", "whom"), WRITTEN)
def test_a_publishers_name_means_what_the_publisher_means(name, by, first, last, whom):
    on, until = date(first, 1, 1), date(last, 12, 31)
    assert INDEX.resolve(name, on=on, until=until, by=by) == whom


def test_a_publishers_own_use_is_the_only_one():
    # SIPRI never calls the Soviet Union Russia
    assert INDEX.find("Russia", on=day(1980), by="sipri") == ()
    assert INDEX.find("Germany", on=day(1980)) == ("state/GDR", "state/GFR")


def test_a_country_before_its_statehood_is_one_only_to_the_publisher_that_says_so():
    assert INDEX.find("Ukraine", on=day(1950)) == ()
    assert INDEX.find("Kiribati", on=day(1990)) == ()
    assert INDEX.find("Kiribati", on=day(1960), by="ucdp") == ()


@pytest.mark.parametrize(
    ("word", "whom"),
    [
        ("American", "state/USA"), ("Dutch", "state/NLD"), ("Kazakh", "state/KAZ"),
        ("Kyrgyz", "state/KGZ"), ("Bosnian", "state/BIH"), ("Slovenian", "state/SVN"),
        ("Uzbekistani", "state/UZB"), ("Belarussian", "state/BLR"), ("Azeri", "state/AZE"),
        ("Bissau-Guinean", "state/GNB"), ("North Korean", "state/PRK"),
    ],
)  # fmt: skip
def test_a_nationality_of_a_list_is_one_state(word, whom):
    assert INDEX.resolve(word, demonyms=True) == whom


def test_only_a_place_is_read_the_other_way_round():
    assert INDEX.find("Kim Song") == ("actor/kim-song",)
    assert INDEX.find("Song, Kim") == ()
    assert INDEX.find("Virgin Islands, British") == ("actor/british-virgin-islands",)


def test_the_first_day_of_a_span_on_which_anybody_is_meant_counts():
    assert INDEX.find("Croatia", on=day(1989), until=day(1990)) == ()
    assert INDEX.find("Croatia", on=day(1989), until=day(1993)) == ("state/HRV",)
    assert INDEX.find("Russia", on=day(1985), until=day(2020)) == ("state/RUS-1922",)
    with pytest.raises(UnknownActor, match="from 1989-07-01 to 1990-07-01"):
        INDEX.resolve("Croatia", on=day(1989), until=day(1990))


@pytest.mark.parametrize(
    "name",
    [
        "Europe", "Africa", "West Bank", "Gaza Strip", "Northern Ireland", "Ambazonia Separatists",
        "Hezbollah (Lebanon)", "Iran Air", "National Iranian Tanker Company", "Georgian Party",
        "China National Petroleum Corporation", "Royal Bank of Scotland", "Congo Rebels",
        "unknown supplier(s)", "Region: Gaza", "Western Sahara", "Somaliland", "Northern Cyprus",
        "India / Pakistan", "Hamas Terrorist Attacks / Attaques terroristes du Hamas",
        "People First Party Korea", "Jordan, Michael", "Bank of Uganda", "Citizen (Germany)",
    ],
)  # fmt: skip
def test_what_is_no_state_never_resolves_to_one(name):
    for by in (None, "sipri", "icews", "ofac", "cow"):
        for on in (None, day(1985), day(2014)):
            assert not any(key.startswith("state/") for key in INDEX.find(name, on=on, by=by))


# --- roles

# name, year, state or territory, kind, whether it speaks for it
ROLES = [
    ("Ministry (Afghanistan)", 2014, "state/AFG", "GovernmentBody", True),
    ("Military Personnel - Special (Russia)", 2014, "state/RUS", "GovernmentBody", True),
    ("Military (Russia)", 1985, "state/RUS-1922", "GovernmentBody", True),
    ("Head of Government (Japan)", 2014, "state/JPN", "GovernmentBody", True),
    ("Foreign Affairs (South Korea)", 2014, "state/KOR", "GovernmentBody", True),
    ("Police (Palestinian Territory, Occupied)", 2014, "state/PSE", "GovernmentBody", True),
    ("Government (Holy See (Vatican City State))", 2014, "state/VAT", "GovernmentBody", True),
    ("Police (Hong Kong)", 2014, "actor/hong-kong", "GovernmentBody", True),
    ("Government of Iran", 2014, "state/IRN", "GovernmentBody", True),
    ("Citizen (Germany)", 2014, "state/DEU", "ActorGroup", False),
    ("Lawyer/Attorney (Germany)", 2014, "state/DEU", "ActorGroup", False),
    ("Congress (United States)", 2014, "state/USA", "GovernmentBody", False),
    ("Member of Legislative (Govt) (South Korea)", 2014, "state/KOR", "GovernmentBody", False),
    ("Court Judge (Iran)", 2014, "state/IRN", "GovernmentBody", False),
    ("Governor (China)", 2014, "state/CHN", "GovernmentBody", False),
    ("Rebel Group (Syria)", 2014, "state/SYR", "ArmedGroup", False),
    ("Business (China)", 2014, "state/CHN", "Company", False),
    ("Ruling Party (Turkey)", 2014, "state/TUR", "Organisation", False),
    ("Police (Northern Ireland)", 2014, None, "GovernmentBody", False),
    ("Armed Gang (Africa)", 2014, None, "ArmedGroup", False),
    ("Party Member (Likud)", 2014, None, "ActorGroup", False),
    ("Militant (Hamas)", 2014, None, "ArmedGroup", False),
    ("Military Forces of Kenya (2013-2022)", 2014, "state/KEN", "GovernmentBody", True),
    ("Military Forces of Russia (2000-) Air Force", 2024, "state/RUS", "GovernmentBody", True),
    ("Military Forces of Libya (2014-) Haftar Faction", 2016, "state/LBY", "GovernmentBody", False),
    ("Police Forces of the United States (2021-)", 2022, "state/USA", "GovernmentBody", True),
    ("Civilians (Chad)", 2014, "state/TCD", "ActorGroup", False),
    (
        "Unidentified Communal Militia (Central African Republic)",
        2014,
        "state/CAF",
        "ArmedGroup",
        False,
    ),
    ("Private Security Forces (Iraq)", 2014, "state/IRQ", "Organisation", False),
    # in none of the files
    ("Ministry of Industry (France)", 2014, "state/FRA", "GovernmentBody", True),
    ("Ambassador (Peru)", 2014, "state/PER", "GovernmentBody", True),
    ("Coast Guard (Japan)", 2014, "state/JPN", "GovernmentBody", True),
    ("Deputy Foreign Minister (Vietnam)", 2014, "state/VNM", "GovernmentBody", True),
    ("Presidential Guard (Mali)", 2014, "state/MLI", "GovernmentBody", True),
    ("Chief Minister (India)", 2014, "state/IND", "ActorGroup", False),
    ("Former President (Chile)", 2014, "state/CHL", "ActorGroup", False),
    ("Shadow Minister (United Kingdom)", 2014, "state/GBR", "Organisation", False),
    ("Regional Parliament (Spain)", 2014, "state/ESP", "GovernmentBody", False),
]


@pytest.mark.parametrize(("name", "year", "state", "kind", "speaks"), ROLES)
def test_a_role_speaks_for_its_state_or_for_nobody(name, year, state, kind, speaks):
    role = role_of(name, INDEX, day(year))
    assert role is not None
    assert (role.state, role.kind, role.speaks, role.known) == (state, kind, speaks, True)
    assert not INDEX.find(name, on=day(year))


@pytest.mark.parametrize("name", ["Xylophonist (Syria)", "Army of Islam (Syria)", "Sons (Syria)"])
def test_an_unknown_role_speaks_for_nobody_and_is_marked(name):
    role = role_of(name, INDEX, day(2014))
    assert role is not None
    assert (role.state, role.kind) == ("state/SYR", "ActorGroup")
    assert not role.speaks
    assert not role.known


def test_an_ambiguous_or_gone_place_gives_no_state():
    for name in ("Police (Korea)", "Police (Czechoslovakia)", "Police (Bar)"):
        role = role_of(name, INDEX, day(2014))
        assert role is not None
        assert (role.state, role.speaks) == (None, False)


@pytest.mark.parametrize(
    ("name", "year", "state", "speaks"),
    [
        ("Egyptian Army", 2014, "state/EGY", True),
        ("Royal Thai Police", 2014, "state/THA", True),
        ("South African National Defence Force", 2014, "state/ZAF", True),
        ("Soviet Army", 1985, "state/RUS-1922", True),
        ("West German Army", 1985, "state/GFR", True),
        ("RUSSIAN MILITARY", 2014, "state/RUS", True),
        ("Saudi Foreign Ministry", 2014, "state/SAU", True),
        ("Iranian Parliament", 2014, "state/IRN", False),
    ],
)
def test_a_body_with_the_word_for_its_people_is_a_role_of_the_state(name, year, state, speaks):
    role = role_of(name, INDEX, date(year, 6, 1))
    assert role
    assert (role.state, role.speaks, role.kind) == (state, speaks, "GovernmentBody")


@pytest.mark.parametrize(
    "name",
    [
        "Irish Republican Army",
        "Free Syrian Army",
        "Congolese Army",
        "Korean Police",
        "Dominican Army",
        "American Indian",
        "Turkish Cypriot Police",
        "polish police",
        "Lebanese Forces",
    ],
)
def test_a_word_for_several_peoples_or_another_body_is_no_role(name):
    assert role_of(name, INDEX, date(2014, 6, 1)) is None


def test_the_spelling_of_a_publisher_says_by_itself_whom_it_means():
    on = date(2015, 6, 1)
    assert INDEX.find("DPR", on=on, kinds="ArmedGroup") == ()
    found = INDEX.find("DPR", on=on, kinds="ArmedGroup", by="ucdp")
    assert found == ("actor/donetsk-peoples-republic",)
    assert INDEX.find("IS", on=on, by="ucdp") == ("actor/islamic-state",)


@pytest.mark.parametrize(
    ("name", "time", "by", "whom"),
    [
        ("Korea", "1930", "", ("state/KOR", "state/PRK")),
        ("Germany", "1947-06", "", ("state/GDR", "state/GFR")),
        ("Alemania", "1947-06", "", ("state/GDR", "state/GFR")),
        ("Congo", "1940/1961", "", ("state/COD", "state/COG")),
        ("Vietnam", "1950", "", ("state/RVN", "state/VNM")),
        ("Germany", "1947-06", "sipri", ("state/GFR",)),
        ("Kuwait", "1955", "", ("state/KWT",)),
        ("Poland", "1900", "", ("state/POL",)),
        ("Zanzibar", "2014", "", ()),
    ],
)
def test_a_name_before_its_time_is_nobody_s_alone_that_several_share_later(name, time, by, whom):
    assert DatedNames(INDEX, by).at(name, whole_of(time)).keys == whom


def test_a_number_that_another_territory_had_is_no_state_yet():
    names = DatedNames(INDEX, "cow")
    states = ("State", "InternationalOrganisation")
    assert names.at("cow:349", whole_of("1864-06"), states).keys == ()
    assert names.at("cow:349", whole_of("1991-06"), states).keys == ("state/SVN",)


@pytest.mark.parametrize(
    "name",
    ["Iran", "Micronesia (Federated States of)", "Iran (Islamic Republic of)", "John Kerry", "()",
     "Holy See (Vatican City State)", "(Iran)", "", "Awami (People's) League",
     "Revolutionary Armed Forces of Colombia", "Army of Islam", "Mutiny of Military Forces of Mali",
     "Government of National Accord", "Department of State", "unknown supplier(s)"],
)  # fmt: skip
def test_a_name_is_no_role(name):
    assert role_of(name, INDEX, day(2014)) is None


def test_only_bodies_of_a_government_speak():
    assert {word.kind for word in REFERENCE.roles if word.speaks} == {"GovernmentBody"}


@pytest.mark.parametrize("code", ["gw:2.0", "cow:2.00", "cow:2"])
def test_a_code_that_became_a_float_is_its_number_and_not_ten_times_it(code):
    assert INDEX.find(code) == ("state/USA",)
    assert INDEX.find("cow:2.5") == ()
