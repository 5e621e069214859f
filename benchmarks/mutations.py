"""Mutated RDF against the boundary of foreign data: nothing outside its own graph, no other error.

Small files of every format are changed at random, by a seed: bytes are flipped, parts are taken
out, doubled and exchanged, and hostile text is put in. Each is read as `geograph.load` reads it.
What is accepted has to be loadable as it was written, triple for triple, into one graph; what is
refused has to be refused by a `RecordError`. One in `EVERY` is loaded into a store in earnest,
whose trusted quads have to stay as they were.

Run as ``python benchmarks/mutations.py [HOW MANY]``.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import pyoxigraph as ox

from geograph.errors import RecordError, WorkerDied
from geograph.pipeline import foreign
from geograph.pipeline.build import build
from geograph.pipeline.foreign import load_rdf, unload_graph
from geograph.store import open_store
from geograph.store.dump import sorted_quads
from geograph.worker import Tell, call

DOSSIER = Path(__file__).parents[1] / "data" / "dossiers" / "2024-09-10-iran-missiles.yml"
SEED = 20240911
BATCH = 250
EVERY = 2_000
GRAPH = ox.NamedNode("https://w3id.org/geograph/id/graph/rdf/mutant")
FILES = {
    "ttl": """@prefix e: <http://example.org/> .
e:a a e:B ; e:p "x"@en , 'y'^^e:t , \"\"\"long "text" here\"\"\" ; e:q [ e:r ( 1 2.5 true ) ] .
<http://example.org/\\u0041> e:p <relative> , _:b .
<< e:a e:p e:b >> e:said e:c .
""",
    "nt": '<http://e.org/a> <http://e.org/p> "t\\u00e9\\n"@en-GB .\n_:x <http://e.org/p> <urn:y> .',
    "nq": '<http://e.org/a> <http://e.org/p> "o"^^<urn:t> <http://e.org/g> .\n_:a <u:p> _:a _:g .',
    "trig": "@prefix e: <http://e.org/> . e:g { e:a e:p [ e:q 1 ] } GRAPH _:b { e:c e:d 'x' }\n",
    "n3": "@prefix e: <http://e.org/> . e:a e:p { e:b e:c e:d } . e:a => e:b . e:x = e:y .\n",
    "jsonld": """{"@context": {"e": "http://e.org/", "p": {"@id": "e:p", "@type": "@id"}},
"@id": "e:a", "@type": "e:T", "p": "e:b", "e:q": [{"@value": "x", "@language": "en"}, 1, null],
"e:list": {"@list": [1, "two"]}, "@graph": [{"@id": "_:x", "e:p": "z"}]}""",
    "rdf": """<?xml version="1.0"?><rdf:RDF xmlns:e="http://e.org/"
 xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xml:base="http://e.org/base">
<rdf:Description rdf:about="#a"><e:p xml:lang="en">x &amp; y</e:p>
<e:q rdf:resource="http://e.org/b"/><e:r rdf:parseType="Collection"><e:T/></e:r>
<e:s rdf:parseType="Literal"><i>z</i></e:s></rdf:Description></rdf:RDF>""",
}
HOSTILE = tuple(
    text.encode("utf-8", "surrogatepass")
    for text in (
        *(
            "\\u003E",
            "\\u0020",
            "\\u000A",
            "\\u0022",
            "\\U0010FFFF",
            "\\uD800",
            "\\u0000",
            "%zz",
            "%",
        ),
        *(
            "<",
            ">",
            '"',
            "'",
            "\\",
            "{",
            "}",
            "[",
            "]",
            "(",
            ")",
            " .\n",
            ";",
            "#",
            "@",
            "^^",
            "\0",
        ),
        *("\n", "\r", "\u2028", "\ufeff", "\u202e", "\ud800", "\U0001f680", "é", "_:", "a:", "//"),
        *(
            "<<(",
            ")>>",
            "<<",
            ">>",
            "<!--",
            "<![CDATA[",
            "&#0;",
            "&#xD800;",
            "&lol;",
            "urn:",
            "@en--x",
        ),
        '<!DOCTYPE r [<!ENTITY lol "lol">]>',
        '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '"@context": "http://127.0.0.1:9/c",',
        '"@id": "https://w3id.org/geograph/id/graph/dossier/2024-09-10-small",',
        "<https://w3id.org/geograph/id/graph/reference>",
        "\\u003E\\u0020\\u003Chttps://w3id.org/geograph/id/graph/reference\\u003E\\u0020.\\u000A",
        *("[ <urn:p> " * 200, "<<( <urn:a> <urn:p> " * 50, "( " * 500, "<e:x>" * 600, "{" * 300),
    )
)
#: What may take the place of a letter, so that more files stay ones.
PLAIN = tuple(letter.encode() for letter in "aZ09-._~%:/é\u0301\u4e2d\U0001f680 ")


def mutant(rng: random.Random) -> tuple[str, bytes]:
    """Return the ending and the bytes of a changed file."""
    ending, text = rng.choice(sorted(FILES.items()))
    data = bytearray(text.encode())
    for _ in range(rng.choice((1, 1, 1, 2, 3, 5, 8))):
        at = rng.randrange(len(data) + 1)
        end = min(len(data), at + rng.choice((1, 2, 5, 20)))
        kind = rng.randrange(9)
        if kind == 0 and at < len(data):
            data[at] = rng.randrange(256)
        elif kind == 1:
            del data[at:end]
        elif kind == 2:
            data[at:at] = data[at:end]
        elif kind == 3:
            other = rng.choice(sorted(FILES.values())).encode()
            start = rng.randrange(len(other))
            data[at:end] = other[start : start + rng.randrange(60)]
        elif kind < 6:
            data[at:at] = rng.choice(HOSTILE)
        elif at < len(data) and data[at : at + 1].isalnum():
            data[at : at + 1] = rng.choice(PLAIN)
    return (rng.choice(sorted(FILES)) if rng.random() < 0.02 else ending), bytes(data)


def outcome(file: Path) -> str:
    """Return ``refused``, ``accepted``, or what is wrong with how a file was read."""
    try:
        lines = list(foreign._lines([file], "mutant", lambda *_told: None))
    except RecordError:
        return "refused"
    except Exception as exc:  # what is asked is whether there is any other
        return f"raised {type(exc).__name__}: {exc}"
    store = ox.Store()
    try:
        text = "".join(lines).encode()
        store.bulk_load(text, format=ox.RdfFormat.N_TRIPLES, to_graph=GRAPH)
    except (SyntaxError, ValueError, UnicodeError) as exc:
        return f"wrote what cannot be read: {exc}"
    if len(store) != len(set(lines)) or any(quad.graph_name != GRAPH for quad in store):
        return f"wrote {len(store)} quads for {len(set(lines))} lines"
    return "accepted"


def batch(folder: Path, files: list[tuple[str, bytes]]) -> list[str]:
    """Return the outcomes of some files, read in a process of their own."""

    def work(_tell: Tell) -> list[str]:
        found = []
        for ending, data in files:
            file = folder / f"mutant.{ending}"
            file.write_bytes(data)
            found.append(outcome(file))
        return found

    try:
        return call(work, timeout=60, memory=300 * 2**20)
    except WorkerDied:
        if len(files) == 1:
            return ["refused"]  # it ends its own process, which a load tells as a RecordError
        half = len(files) // 2
        return [*batch(folder, files[:half]), *batch(folder, files[half:])]


def trusted(path: Path, folder: Path) -> list[bytes]:
    """Return what a store holds of trusted quads."""
    with open_store(path) as store:
        return list(sorted_quads(store, folder))


def main(many: int) -> int:
    """Print the outcomes with their counts; fails where one is neither accepted nor refused."""
    rng, counts, start = random.Random(SEED), Counter[str](), time.perf_counter()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "geograph.db"
        build(DOSSIER, path, validate=False).close()
        before = trusted(path, folder)
        last = ("nt", FILES["nt"].encode())
        for done in range(0, many, BATCH):
            files = [mutant(rng) for _ in range(min(BATCH, many - done))]
            for (ending, data), found in zip(files, batch(folder, files), strict=True):
                counts[found] += 1
                if found not in ("accepted", "refused"):
                    print(ending, data, found)
                elif found == "accepted":
                    last = ending, data
            if not (done + len(files)) % EVERY:
                file = folder / f"mutant.{last[0]}"
                file.write_bytes(last[1])
                load_rdf([file], path)
                counts["changed what is trusted"] += trusted(path, folder) != before
                unload_graph("graph/rdf/mutant", path)
    for found, count in (+counts).most_common():
        print(f"{count:>8,} {found}")
    print(f"{time.perf_counter() - start:.0f} s")
    return 0 if set(+counts) <= {"accepted", "refused"} else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if sys.argv[1:] else 100_000))
