"""Who held which office when: every term has its days, and one person one end a day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from releases import loaded, table

from geograph.actors import ActorIndex, load_reference
from geograph.actors.office_holders import check_holders, load_holders
from geograph.pipeline.unload import unload
from geograph.sources.dossier import load

REFERENCE = load_reference()
INDEX = ActorIndex(REFERENCE.actors, REFERENCE.tenures)
HOLDERS = load_holders()

# who still held the office when their source was read; all other terms have an end
IN_OFFICE = {
    "abbas-araghchi", "alexander-lukashenko", "ali-khamenei", "andrei-belousov", "andrii-sybiha",
    "dmitry-peskov", "donald-trump", "emmanuel-macron", "friedrich-merz", "hakan-fidan",
    "kaja-kallas", "keir-starmer", "kim-jong-un", "marco-rubio", "maria-zakharova", "mark-rutte",
    "masoud-pezeshkian", "rafael-grossi", "recep-tayyip-erdogan", "sergei-shoigu",
    "sergey-lavrov", "ursula-von-der-leyen", "vladimir-putin", "volodymyr-zelenskyy", "wang-yi",
    "xi-jinping", "yvette-cooper",
}  # fmt: skip


def test_no_person_has_an_undated_tenure():
    persons = {actor.id for actor in REFERENCE.actors if actor.kind == "Person"}
    terms = [tenure for tenure in REFERENCE.tenures if tenure.who in persons]
    assert [term.who for term in terms if term.start is None] == []
    assert {term.who for term in terms if term.end is None} == {f"actor/{n}" for n in IN_OFFICE}
    assert all(term.source for term in terms)
    at_work = {term.who for term in terms} | {a.id for a in REFERENCE.actors if a.voice_kind}
    assert persons <= at_work


def test_the_table_of_office_holders_is_sound():
    check_holders()
    assert len(list(HOLDERS)) > 3_000


def test_the_offices_of_one_person_lead_to_one_end_a_day():
    persons = {actor.id for actor in REFERENCE.actors if actor.kind == "Person"}
    terms = {who: [t for t in REFERENCE.tenures if t.who == who] for who in persons}
    terms |= {who: HOLDERS.terms(who) for who in HOLDERS}
    for who, held in terms.items():
        INDEX.get(who)
        for day in {d for t in held for d in (t.start, t.end) if d is not None}:
            INDEX.voice(who, day)  # two ends, or a state that is not there, is an error


# Facts of the lists that the table cites: name as data sets print it, day, whom it speaks for.
HELD = [
    "Angela Merkel|2005-11-21|-",
    "Angela Merkel|2014-03-01|state/DEU",
    "Angela Merkel|2021-12-09|-",
    "Helmut Kohl|1985-05-05|state/GFR",
    "Helmut Kohl|1995-05-05|state/DEU",
    "Konrad Adenauer|1955-05-05|state/GFR",
    "Erich Honecker|1980-01-01|state/GDR",
    "François Hollande|2014-03-01|state/FRA",
    "Francois Hollande|2011-03-01|-",
    "Benjamin Netanyahu|1998-01-01|state/ISR",
    "Benjamin Netanyahu|2001-01-01|-",
    "Benjamin Netanyahu|2014-07-01|state/ISR",
    "Benjamin Netanyahu|2022-03-01|-",
    "Barack Obama|2005-03-01|-",
    "Barack Obama|2010-03-01|state/USA",
    "Vladimir Putin|1998-03-01|-",
    "Vladimir Putin|2005-03-01|state/RUS",
    "Vladimir Putin|2014-03-01|state/RUS",
    "Dmitry Medvedev|2010-03-01|state/RUS",
    "Boris Yeltsin|1995-03-01|state/RUS",
    "Nikita Khrushchev|1960-03-01|state/RUS-1922",
    "Mikhail Gorbachev|1988-03-01|state/RUS-1922",
    "Mikhail Gorbachev|1995-03-01|-",
    "Leonid Brezhnev|1970-01-01|state/RUS-1922",
    "Hassan Rouhani|2014-03-01|state/IRN",
    "Hassan Rouhani|2012-03-01|-",
    "Mahmoud Ahmadinejad|2010-03-01|state/IRN",
    "Mahmoud Ahmadinejad|2014-03-01|-",
    "Mohammad Javad Zarif|2014-03-01|state/IRN",
    "Sergey Viktorovich Lavrov|2014-03-01|state/RUS",
    "Xi Jinping|2014-03-01|state/CHN",
    "Mao Zedong|1955-03-01|state/CHN",
    "Kim Jong-Un|2014-03-01|state/PRK",
    "Kim Jong-il|2005-03-01|state/PRK",
    "Kim Il-sung|1960-03-01|state/PRK",
    "Recep Tayyip Erdogan|2014-03-01|state/TUR",
    "Recep Tayyip Erdogan|2002-03-01|-",
    "Uhuru Muigai Kenyatta|2014-03-01|state/KEN",
    "Nuri al-Maliki|2014-03-01|state/IRQ",
    "Abdel Fattah Al-Sisi|2014-12-01|state/EGY",
    "Umar al Bashir|2014-03-01|state/SDN",
    "Sheikh Hasina Wajed|2014-03-01|state/BGD",
    "Ma Ying Jeou|2014-03-01|state/TWN",
    "Catherine Ashton|2014-03-01|actor/european-union",
    "Catherine Ashton|2015-03-01|-",
    "Federica Mogherini|2014-07-01|state/ITA",
    "Federica Mogherini|2014-12-01|actor/european-union",
    "Ban Ki-moon|2005-03-01|state/KOR",
    "Ban Ki-moon|2014-03-01|actor/united-nations",
    "Kofi Annan|2003-03-01|actor/united-nations",
    "Anders Fogh Rasmussen|2005-03-01|state/DNK",
    "Anders Fogh Rasmussen|2014-03-01|actor/nato",
    "Jens Stoltenberg|2012-03-01|state/NOR",
    "Jens Stoltenberg|2014-12-01|actor/nato",
    "John Kerry|2014-03-01|state/USA",
    "Joseph Robinette Biden|2014-03-01|state/USA",
    "Chuck Hagel|2014-03-01|state/USA",
    "Fumio Kishida|2014-03-01|state/JPN",
    "Margaret Thatcher|1985-03-01|state/GBR",
    "Tony Blair|2003-03-01|state/GBR",
    "Tony Blair|2014-03-01|-",
    "Indira Gandhi|1983-03-01|state/IND",
    "Saddam Hussein|1990-06-01|state/IRQ",
    "Slobodan Milošević|1995-06-01|state/YUG-1992",
    "Narendra Modi|2014-03-01|-",
    "Narendra Modi|2014-06-01|state/IND",
    "Ashraf Ghani Ahmadzai|2014-05-01|-",
    "Ashraf Ghani Ahmadzai|2014-11-01|state/AFG",
    "Pavlo Klimkin|2014-07-01|state/UKR",
    "Sergey Kuzhugetovich Shoygu|2014-03-01|state/RUS",
]


@pytest.mark.parametrize("line", HELD)
def test_a_name_of_event_data_speaks_for_its_state_while_in_office(line):
    name, day, end = line.split("|")
    [who] = INDEX.find(name, on=date.fromisoformat(day), by="icews")
    assert INDEX.voice(who, date.fromisoformat(day)) == (who if end == "-" else end, False)


@pytest.mark.parametrize("who", sorted(HOLDERS)[::40])
def test_a_term_holds_from_its_first_day_to_its_last(who):
    terms = HOLDERS.terms(who)
    assert INDEX.get(who).kind == "Person"
    for term in terms:
        for day in (term.start, term.end):
            assert INDEX.voice(who, day)[0] == INDEX.voice(term.whom, day)[0]
    last = max(term.end for term in terms)
    assert INDEX.voice(who, last + timedelta(days=1)) == (who, False)


def test_a_family_name_alone_or_a_name_that_two_have_is_not_taken_for_one():
    assert INDEX.find("Merkel") == INDEX.find("Bush") == INDEX.find("May") == ()
    assert len(INDEX.find("Andris Bērziņš")) == 2


def test_an_index_of_other_actors_has_no_office_holders():
    assert ActorIndex([]).find("Angela Merkel") == ()
    states = [actor for actor in REFERENCE.actors if actor.id == "state/USA"]
    assert ActorIndex(states).find("Angela Merkel") == ()


ROWS = [
    ("Barack Obama", "Iran", "2005-03-01"),
    ("Barack Obama", "Iran", "2010-03-01"),
    ("Angela Merkel", "Iran", "2010-03-01"),
    ("Angela Merkel", "Iran", "2005-03-01"),
]


@pytest.mark.slow
def test_a_release_has_the_voice_of_each_day_and_describes_whom_only_it_names(tmp_path):
    told = []
    for number, rows in enumerate((ROWS, ROWS[::-1])):
        path = tmp_path / str(number) / "icews_2014_test.txt"
        path.parent.mkdir()
        lines = ("\t".join((one, "Make statement", other, day)) for one, other, day in rows)
        path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        store, report, found = loaded(path.parent, "icews", path)
        told.append({(r["actor"][0], str(r["start"])): r["actor_state"][0] for r in found})
        own = {row["id"]: row["label"] for row in table(store, report, "actors")}
        assert own == {"actor/angela-merkel": "Angela Merkel"}
        unload(report.release.id, store=store)
    assert told[0] == told[1]
    assert told[0]["actor/barack-obama", "2005-03-01"] is None
    assert told[0]["actor/barack-obama", "2010-03-01"] == "state/USA"
    assert told[0]["actor/angela-merkel", "2010-03-01"] == "state/DEU"
    assert told[0]["actor/angela-merkel", "2005-03-01"] is None


DOSSIER = """
document:
  id: visit
  title: A chancellor accuses
  publisher: The Daily Example
  published: 2014-03-20
  language: en
  extent: whole

coding: {coder: tests, coded: 2024-10-01, codebook: 1}

events:
  arms: {class: ArmsTransfer, actor: Russia, recipient: Syria, item: weapon, date: 2014-03}

statements:
  said: {class: Accusation, agent: Angela Merkel, date: 2014-03-20, locator: 1, asserts: arms}
"""


def test_a_dossier_that_names_an_office_holder_has_her_with_her_terms(tmp_path):
    path = tmp_path / "2014-03-20-visit.yml"
    path.write_text(DOSSIER, encoding="utf-8")
    model = load(path)
    [claim] = model.claims
    assert (claim.claimant, claim.voice) == ("actor/angela-merkel", "state/DEU")
    [person] = [actor for actor in model.actors if actor.id == "actor/angela-merkel"]
    assert (person.label, person.voice_kind) == ("Angela Merkel", "insider")
    assert [t for t in model.tenures if t.who == person.id] == HOLDERS.terms(person.id)
    assert not any(actor.id == "actor/francois-hollande" for actor in model.actors)


def test_a_dossier_can_describe_a_person_of_the_table_itself(tmp_path):
    path = tmp_path / "2014-03-20-visit.yml"
    own = "actors:\n  merkel: {class: Person, name: Angela Merkel, speaks_for: Germany}\n\nevents:"
    text = DOSSIER.replace("events:", own, 1).replace("agent: Angela Merkel", "agent: merkel")
    path.write_text(text, encoding="utf-8")
    [claim] = load(path).claims
    assert (claim.claimant, claim.voice) == ("actor/2014-03-20-visit/merkel", "state/DEU")


@pytest.mark.parametrize(
    ("whole", "on", "many", "among", "not_among"),
    [
        ("actor/nato", "1949-04-03", 0, "", "state/USA"),
        ("actor/nato", "1989-01-01", 16, "state/GFR", "state/GDR"),
        ("actor/nato", "1991-01-01", 16, "state/DEU", "state/POL"),
        ("actor/nato", "2024-06-01", 32, "state/SWE", "state/UKR"),
        ("actor/european-union", "1993-12-01", 12, "state/GBR", "state/AUT"),
        ("actor/european-union", "2019-01-01", 28, "state/GBR", "state/TUR"),
        ("actor/european-union", "2024-01-01", 27, "state/HRV", "state/GBR"),
        ("actor/eurasian-economic-union", "2016-01-01", 4, "state/ARM", "state/UKR"),
    ],
)
def test_the_members_of_an_organisation_on_a_day(whole, on, many, among, not_among):
    members = INDEX.members(whole, date.fromisoformat(on))
    assert len(members) == many
    assert among in (*members, "")
    assert not_among not in members
