"""Every file of a folder of publishers' files in one store: what becomes of each, in what time.

    python benchmarks/everything.py [FOLDER] [--store STORE] [--base STORE]

The corpus is built (or a built store is copied), and each file is loaded into it as ``geograph
load`` does, in the order of the table below, or, where the table does not know it, by the one data
set that it looks like. Printed are file, data set, records read, kept and dropped, events, seconds
and quads, and what differs from the counts that the index of the folder states. Returns 1 when a
count differs, when a file that should be refused is not, or when one that should be read is.
Without a folder it is ``../shared/data`` beside the checkout, or nothing is done.
"""

from __future__ import annotations

import argparse
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph

from geograph.display import Table
from geograph.errors import GeographError
from geograph.pipeline.build import build
from geograph.pipeline.construct import load_events
from geograph.pipeline.foreign import load_rdf
from geograph.pipeline.load import load
from geograph.pipeline.releases.read_rows import choose
from geograph.sources.mapping import dataset_names, load_dataset


@dataclass(frozen=True, slots=True)
class Release:
    """Files that go together (below the folder), their data set, and what is known of them.

    ``records`` is the count that the index of the folder states; ``refused`` a part of the message
    with which the file must be refused.
    """

    dataset: str
    files: tuple[str, ...]
    records: int | None = None
    refused: str | None = None
    errors: int = 0
    map: str | None = None
    released: str | None = None


def _one(dataset: str, file: str, records: int | None = None, **more: object) -> Release:
    return Release(dataset, (file,), records, **more)  # type: ignore[arg-type]


RELEASES = (
    _one("cow-states", "cow/states2016.csv", 243),
    _one("cow-states", "cow/system2016.csv", 15_951),
    _one("cow-states", "cow/majors2016.csv", 14),
    _one("cow-states", "cow/COW country codes.csv", 243),
    _one("gleditsch-ward", "peacesciencer_rda/gw_states_converted.csv", 216),
    _one("cow-alliances", "cow/alliance_v4.1_by_dyad.csv", 3_222),
    _one("cow-alliances", "cow/alliance_v4.1_by_directed.csv", 6_444),
    _one("cow-alliances", "cow/alliance_v4.1_by_member.csv", 1_221),
    _one("cow-alliances", "cow/alliance_v4.1_by_member_yearly.csv", 21_315),
    Release("cow-disputes", ("cow/MIDB 5.0.csv", "cow/MIDA 5.0.csv"), 5_883),
    Release("cow-disputes", ("cow/MIDIP 5.0.csv", "cow/MIDI 5.0.csv"), 9_619),
    _one("cow-wars", "cow/Inter-StateWarData_v4.0.csv", 337),
    _one("cow-wars", "cow/Extra-StateWarData_v4.0.csv", 198),
    _one("cow-wars", "cow/Non-StateWarData_v4.0.csv", 62),
    _one("cow-wars", "cow/INTRA-STATE WARS v5.1 CSV.csv", 420),
    _one("cow-contiguity", "peacesciencer_rda/cow_contdir_converted.csv", 1_874),
    _one("cow-contiguity", "cow/contcold.csv", 14_538),
    _one("cow-territory", "cow/tc2018.csv", 842),
    _one("cow-nmc", "peacesciencer_rda/cow_nmc_converted.csv", 17_121),
    _one("cow-trade", "peacesciencer_rda/cow_trade_sy_converted.csv", 14_410),
    _one("gml-disputes", "peacesciencer_rda/gml_dirdisp_converted.csv", 10_276),
    _one("strategic-rivalries", "peacesciencer_rda/td_rivalries_converted.csv", 197),
    _one("archigos", "leaders/archigos_converted.csv", 3_409),
    _one("atop", "atop/atop-member-level.csv", 2_398),
    _one("atop", "atop/atop-alliance-level.csv", 745),
    _one("ucdp", "ucdp/organizedviolencecy_v25_1.csv", 6_936),
    _one("unvotes", "un_votes/un_votes_r4da.csv", 59_284),
    _one("sipri", "sipri/trade-register_2026_headerless-preamble.csv", released="2026-03-09"),
    _one("gdelt", "gdelt/20191024143000.export.CSV", 2_111),
    _one("gdelt", "gdelt/20190121220000.export2.semicolon.CSV", refused="semicolon"),
    _one("plover", "plover/PLOVER_GSR_CAMEO.txt", 323),
    Release("ofac", ("ofac/sdn.csv", "ofac/add.csv", "ofac/alt.csv"), 8_890),
    _one("ofac", "ofac/consolidated_nonsdn_2025-03-28.xml", 443),
    _one("un", "un_sc/consolidated_2025-04-19.xml", 684 + 193),
    _one("un", "un_sc/consolidated_2025-08-16.xml", refused="53"),
    _one("eu", "eu_journal/32014R0269.csv", 2_802),
    _one("eu", "eu_journal/32023R1529.csv", 49),
    _one("canada", "canada_sema/sema-lmes.xml", 4_759),
    _one("opensanctions", "opensanctions/ua_war_sanctions.targets.simple.csv", 5_600),
    _one("opensanctions", "opensanctions/zala.entities.ftm.json", 91),
    _one("opensanctions", "opensanctions/t2.entities.delta.json", 2),
    _one("opensanctions", "opensanctions/sa_wiki_peps.entities.ftm.json", refused="list"),
    _one("rdf", "rdf/eventkg_schema.ttl", 18),
    _one("rdf", "rdf/eventkg_void.ttl", refused="TURTLE"),
    _one("rdf", "rdf/fao_geopolitical_2016.owl", 24_078),
    _one("rdf", "rdf/newsreader_wikinews.sem.trig.gz", 63_600, map="sem"),
    _one("rdf", "rdf/prov-o.ttl", 1_146),
    _one("rdf", "rdf/sem.nq", 258),
    _one("rdf", "rdf/time.nq", 1_296),
    _one("icews", "icews/original_tsv/events.2018.sample.tab", 3_705),
    Release(
        "icews",
        tuple(
            f"icews/icews14_rebuilt_names/icews_2014_{part}.txt"
            for part in ("train", "valid", "test")
        ),
        90_730,
    ),
)  # fmt: skip
#: What is there for other ends: code tables, names, shapes of countries, networks for validation.
OTHER = (
    "*.md", "*LICENSE*", "cameo/*", "cameo/*/*", "countries/*", "naturalearth/*", "signed/*",
    "plover/CAMEO2PLOVER*", "plover/*.html",
)  # fmt: skip


@dataclass(slots=True)
class Outcome:
    """What became of a release."""

    files: str
    dataset: str
    read: int | None = None
    kept: int | None = None
    dropped: int | None = None
    events: int | None = None
    seconds: float = 0.0
    quads: int | None = None
    megabytes: int = 0
    said: str = ""
    wrong: list[str] = field(default_factory=list)


def unknown(folder: Path) -> Iterator[Release]:
    """Yield a release for each file of the folder that the table does not name."""
    named = {file for release in RELEASES for file in release.files}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if not path.is_file() or name in named or any(Path(name).match(p) for p in OTHER):
            continue
        fitting = [one for one in dataset_names() if one != "rdf" and _fits(one, path)]
        yield Release(fitting[0] if len(fitting) == 1 else "", (name,))


def _fits(dataset: str, path: Path) -> bool:
    try:
        choose(load_dataset(dataset), [path])
    except GeographError:
        return False
    return True


def quads(store: Path) -> int:
    """Return how many quads a store has."""
    return len(pyoxigraph.Store.read_only(str(store / "oxigraph")))


def tried(release: Release, folder: Path, store: Path) -> Outcome:
    """Load a release, and say what became of it."""
    names = ", ".join(Path(file).name for file in release.files)
    out = Outcome(names, release.dataset)
    before = quads(store)
    begin = time.perf_counter()
    try:
        _load(release, [folder / file for file in release.files], store, out)
    except GeographError as exc:
        out.said = str(exc).splitlines()[0]
        if release.refused is None:
            out.wrong.append(f"refused: {exc}")
        elif release.refused not in str(exc):
            out.wrong.append(f"refused for another reason: {exc}")
    else:
        if release.refused is not None:
            out.wrong.append("should be refused")
        if release.records is not None and out.read != release.records:
            out.wrong.append(f"{out.read} records, {release.records} are stated")
    out.seconds = time.perf_counter() - begin
    out.quads = quads(store) - before
    if release.refused is not None and out.quads:
        out.wrong.append(f"refused, and {out.quads} quads more")
    unit = 2**20 if sys.platform == "darwin" else 2**10
    out.megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // unit
    return out


def _load(release: Release, files: Sequence[Path], store: Path, out: Outcome) -> None:
    if release.dataset == "rdf":
        told = load_rdf(files, store)
        out.read = out.kept = told["triples"]
        out.dropped = 0
        if release.map is not None:
            out.events = load_events(told["graph"], release.map, store).events
        return
    if not release.dataset:
        out.wrong.append("no data set, or several, fit it")
        return
    report = load(release.dataset, files, store, released=release.released)
    out.read, out.kept, out.events = report.records, report.kept, report.events
    out.dropped = report.dropped.total()
    if report.kept + out.dropped + report.errors != report.records:
        out.wrong.append("records read are not those kept, dropped and unreadable")
    unclear = {*report.names.unresolved, *report.names.ambiguous}
    out.said = f"{len(unclear)} names unclear" if unclear else ""


def table(outcomes: Iterable[Outcome]) -> Table:
    """Return the outcomes as a table."""
    heads = (
        "file",
        "data set",
        "records",
        "kept",
        "dropped",
        "events",
        "seconds",
        "quads",
        "peak MB",
        "said",
    )
    rows = tuple(
        (
            o.files, o.dataset or "none", o.read, o.kept, o.dropped, o.events,
            round(o.seconds, 1), o.quads, o.megabytes, o.said or None,
        )
        for o in outcomes
    )  # fmt: skip
    return Table(heads, rows, "Releases in one store")


def main() -> int:
    """Load everything, print the table and what differs; return 1 when anything does."""
    parser = argparse.ArgumentParser(description=__doc__)
    places = [top.parent / "shared" / "data" for top in Path(__file__).resolve().parents[1:3]]
    parser.add_argument(
        "folder", type=Path, nargs="?", default=next(filter(Path.is_dir, places), None)
    )
    parser.add_argument("--store", type=Path, help="keep the store here (it must not exist)")
    parser.add_argument("--base", type=Path, help="a built store to begin with")
    parser.add_argument("--only", help="only data sets of this name")
    options = parser.parse_args()
    if options.folder is None:
        print("the publishers' files are not beside the checkout (../shared/data)")
        return 0
    with tempfile.TemporaryDirectory() as top:
        store = options.store or Path(top) / "geograph.db"
        if options.base is not None:
            shutil.copytree(options.base, store)
        else:
            build(store=store, validate=False).close()
        outcomes = []
        for release in (*RELEASES, *unknown(options.folder)):
            here = all((options.folder / file).is_file() for file in release.files)
            if not here or options.only not in (None, release.dataset):
                continue
            outcomes.append(tried(release, options.folder, store))
            done = outcomes[-1]
            print(f"{done.seconds:7.1f} s  {done.dataset}: {done.files}", *done.wrong, sep="\n    ")
            sys.stdout.flush()
        print(table(outcomes).to_text(width=None) if outcomes else "no file of any data set")
        print(f"{quads(store)} quads in all, {sum(o.seconds for o in outcomes):.0f} seconds")
    return int(not outcomes or any(o.wrong for o in outcomes))


if __name__ == "__main__":
    sys.exit(main())
