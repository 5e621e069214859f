"""Reading dossiers: a hundred broken ones, each with its one error, and whatever else may come."""

from __future__ import annotations

import csv
import os
import random
import re
from contextlib import suppress
from pathlib import Path

import pytest
import yaml
from effort import draws
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from geograph.errors import DossierError, GeographError, SeveralErrors
from geograph.sources.dossier import Dossier, load, read
from geograph.sources.dossier.checks import classes
from geograph.sources.dossier.fields import DETAILS, NEEDS, SECTIONS
from geograph.vocab import EVENT_CLASSES, Stance, is_a
from geograph.yamlsafe import MAX_BYTES, MAX_DEPTH, MAX_TEXT, MAX_VALUES, read_yaml

ROOT = Path(__file__).parents[1]
BROKEN = Path("tests/fixtures/broken")
SMALL = Path("tests/fixtures/small")
GOOD = ROOT / SMALL / "2024-09-10-small.yml"
#: These are wrong only beside the small dossiers.
BESIDE = {"uses-in-vain", "not-listed-in-uses", "event-in-two-files", "document-in-two-files"}

with (ROOT / BROKEN / "expected.tsv").open(encoding="utf-8", newline="") as stream:
    EXPECTED = list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.fixture(autouse=True)
def _at_root(monkeypatch):
    monkeypatch.chdir(ROOT)


def errors(*paths: Path) -> tuple[GeographError, ...]:
    with pytest.raises(SeveralErrors) as caught:
        load(paths)
    return caught.value.errors


def test_every_broken_dossier_has_its_expectation():
    names = {path.stem for path in BROKEN.glob("*.yml")}
    assert names == {row["file"] for row in EXPECTED}
    assert len(names) == len(EXPECTED) > 100


@pytest.mark.slow
@pytest.mark.parametrize("row", EXPECTED, ids=lambda row: row["file"])
def test_a_broken_dossier_has_exactly_its_error(row):
    path = BROKEN / f"{row['file']}.yml"
    (error,) = errors(path, *([SMALL] if row["file"] in BESIDE else []))
    assert type(error).__name__ == row["error"]
    assert error.where is not None
    assert error.where.file == path.as_posix()
    assert error.where.line == int(row["line"])
    assert (error.where.field or "") == row["field"]
    # What other modules and the YAML parser say is held to by its beginning alone.
    assert error.what.startswith(row["what"])
    assert error.fix
    assert error.fix.startswith(row["fix"])


def test_all_broken_dossiers_at_once_show_each_its_one_error(tmp_path):
    """In one folder, with keys of their own so that they do not define each other's events."""
    rows = [row for row in EXPECTED if row["file"] not in BESIDE]
    for row in rows:
        data = (BROKEN / f"{row['file']}.yml").read_bytes()
        for key in (b"arms", b"more", b"early", b"embargo", b"broken"):
            data = re.sub(
                rb"(?<![-\w])%b(?=[,:}\]])" % key, key + b"-" + row["file"].encode(), data
            )
        write(tmp_path, data, f"{row['file']}.yml")
    found = errors(tmp_path)
    shown = [(Path(e.where.file).stem, type(e).__name__, e.where.line) for e in found if e.where]
    assert sorted(shown) == sorted((r["file"], r["error"], int(r["line"])) for r in rows)
    assert all(e.fix for e in found)


def write(folder: Path, data: bytes | str, name: str = "made.yml") -> Path:
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def test_a_huge_file_is_not_even_read(tmp_path):
    path = write(tmp_path, b"# x\n" * (MAX_BYTES // 4 + 1))
    (error,) = errors(path)
    assert error.what == f"larger than {MAX_BYTES} bytes"
    assert error.fix == "one dossier is one report: split it"
    path.write_bytes(b"# x\n" * (MAX_BYTES // 4))
    (error,) = errors(path)
    assert error.what == "empty"


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "[{a: "])
def test_no_depth_exhausts_the_stack(tmp_path, opening):
    (error,) = errors(write(tmp_path, "a: " * (opening != "- ") + opening * 50_000))
    assert f"deeper than {MAX_DEPTH} levels" in error.what or error.what.startswith("not YAML")


def test_the_deepest_allowed_level_is_read(tmp_path):
    deep = "[" * (MAX_DEPTH - 1) + "a" + "]" * (MAX_DEPTH - 1)
    assert read_yaml(write(tmp_path, deep)).line == 1
    with pytest.raises(DossierError, match="deeper"):
        read_yaml(write(tmp_path, f"[{deep}]"))


def test_many_values_are_refused(tmp_path):
    (error,) = errors(write(tmp_path, "".join(f"k{i}: v\n" for i in range(MAX_VALUES))))
    assert error.what == f"more than {MAX_VALUES} values"
    assert error.where is not None
    assert error.where.line > 10_000


@pytest.mark.slow
def test_many_wrong_names_do_not_take_for_ever(tmp_path):
    names = ", ".join(f"Ruritania {i}" for i in range(3_000))
    text = GOOD.read_text(encoding="utf-8").replace("to: Iran", f"to: [{names}]")
    found = errors(write(tmp_path, text, "many.yml"))
    assert len(found) == 500
    assert found[0].what == "unknown actor 'Ruritania 0' on 2024-09-10"


def test_a_long_text_is_refused_and_the_longest_read(tmp_path):
    assert read_yaml(write(tmp_path, f"a: {'b' * MAX_TEXT}")).line == 1
    with pytest.raises(DossierError, match=f"more than {MAX_TEXT} characters"):
        read_yaml(write(tmp_path, f"a: {'b' * (MAX_TEXT + 1)}"))


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a: b\n\tc: d\n", 2),
        ("a: b\r\nc: d\te\r\n", 2),
        ("a: b\rc:\u2028d\r", 2),
        ("a: b\n\n\nc: \ud7ff\ufffe", 4),
        ('a: b\nc: "\\0"', 2),
        ('a: b\nc: "\\t"', 2),
    ],
)
def test_a_forbidden_character_is_found_on_its_line(tmp_path, text, line):
    if '"\\t"' in text:
        # an escaped tab is white space, and white space is folded
        assert read_yaml(write(tmp_path, text)).line == 1
        return
    (error,) = errors(write(tmp_path, text))
    assert error.where is not None
    assert error.where.line == line


def test_the_mark_of_utf_8_is_no_part_of_the_text(tmp_path):
    data = b"\xef\xbb\xbf" + GOOD.read_bytes()
    (dossier,) = read(write(tmp_path, data, GOOD.name))
    assert not dossier.errors
    assert dossier.document is not None
    assert dossier.document.text("title") == "Two states accuse a third"


def test_what_is_not_a_file_is_an_error_and_blocks_nothing(tmp_path):
    os.mkfifo(tmp_path / "pipe.yml")
    (error,) = errors(tmp_path / "pipe.yml")
    assert error.what == "not a regular file"
    (error,) = errors(tmp_path / "absent.yml")
    assert error.what.startswith("cannot be read: No such file")
    (tmp_path / "round.yml").symlink_to("round.yml")
    (error,) = errors(tmp_path / "round.yml")
    assert error.what.startswith("cannot be read: ")
    (error,) = errors(Path("a\0b.yml"))
    assert error.fix


def test_a_folder_without_dossiers_is_an_error(tmp_path):
    with pytest.raises(DossierError, match="no dossier found"):
        list(read(tmp_path))


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("2024-09-10-small.yaml", "the file name ends in .yaml"),
        ("Iran Air.yml", "the file name 'Iran Air' is not a key"),
    ],
)
def test_a_file_name_has_its_form(tmp_path, name, what):
    write(tmp_path, GOOD.read_bytes(), name)
    (error,) = errors(tmp_path)
    assert error.what == what
    assert error.fix


def test_lines_and_fields_are_kept():
    (dossier,) = read(GOOD)
    assert not dossier.errors
    accuse = dossier.statements[0]
    assert (accuse.key.text, accuse.kind) == ("accuse", "Accusation")
    assert accuse.texts("agent") == ("Antony Blinken", "David Lammy")
    lines = GOOD.read_text(encoding="utf-8").splitlines()
    assert lines[accuse.key.where.line - 1] == "  accuse:"
    claim = accuse.claims[0]
    assert (claim.stance, claim.object.text) == (Stance.ASSERTS, "missiles")
    stage = claim.get("stage")
    assert stage is not None
    assert (stage.text, claim.text("stage")) == ("delivered", "delivered")
    assert stage.where.field == "statements.accuse.asserts.missiles.stage"
    assert (claim.all("senders"), claim.get("date"), claim.text("date")) == ((), None, None)
    assert "asserts: {missiles" in lines[claim.object.where.line - 1]
    assert accuse.text("via") is None


def test_without_libyaml_the_same_is_read(monkeypatch):
    fast = list(read(SMALL))
    monkeypatch.delattr(yaml, "CSafeLoader", raising=False)
    assert list(read(SMALL)) == fast
    for row in EXPECTED:
        (dossier,) = read(BROKEN / f"{row['file']}.yml")
        assert isinstance(dossier, Dossier)
        if row["what"].startswith("not YAML"):
            assert [e.what[:9] for e in dossier.errors] == ["not YAML:"]


def test_the_tables_of_the_form_use_words_of_the_vocabulary():
    for name, stances in NEEDS.items():
        assert is_a(name, "Statement")
        assert stances
    free = {n for n in EVENT_CLASSES if is_a(n, "Statement")} - set(NEEDS)
    assert {"Statement", "Report", "Comment", "JointStatement"} <= free
    for section in ("events", "measures", "statements"):
        assert set(classes(section)) <= set(EVENT_CLASSES)
    assert set(EVENT_CLASSES) == {
        name for section in ("events", "measures", "statements") for name in classes(section)
    }


def test_the_documentation_tells_every_key_class_and_stance():
    text = (ROOT / "docs" / "dossier-format.md").read_text(encoding="utf-8")
    chapters = dict(re.findall(r"^## `([a-z]+)`[^\n]*\n(.*?)(?=^## |\Z)", text, re.M | re.S))
    for section, form in SECTIONS.items():
        if section == "groups":  # the keys of actors
            continue
        table = chapters[section].partition("And at least one **stance**")[0]
        rows = dict(re.findall(r"^\| `([a-z_]+)` \| ([^\n]*)$", table, re.M))
        assert set(rows) == set(form), section
        for name, field in form.items():
            assert ("required" in rows[name]) is field.required, name
            assert (
                bool(re.match(r"(ActorGroup: )?(required )?list of ", rows[name])) is field.many
            ), name
    for name in DETAILS:
        assert f"| `{name}` |" in chapters["statements"]
    for name, stances in NEEDS.items():
        assert f"| `{name}` | {', '.join(f'`{s}`' for s in stances)} |" in text
    for stance in Stance:
        assert f"`{stance}`" in chapters["statements"]


# Whatever comes, nothing but a GeographError leaves.

FUZZ = settings(
    deadline=None,
    max_examples=draws(150),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@pytest.mark.slow
@FUZZ
@given(st.binary(max_size=300))
@example(b"\x00")
@example(b"%TAG ! tag:yaml.org,2000:\n--- !x\n")
@example(b"%YAML 9.9\n--- a\n")
@example(b"- &a [*a]")
@example(b"<<: {a: b}")
@example(b'"\\ud800"')
@example(b"a: |\n  b\n c: d")
def test_random_bytes(tmp_path, data):
    with suppress(GeographError):
        load(write(tmp_path, data))


@pytest.mark.slow
@FUZZ
@given(st.text(alphabet="abc:-[]{},#&*!|>'\"%@`?~ \n=<.0123456789", max_size=200))
def test_random_yaml(tmp_path, text):
    with suppress(GeographError):
        load(write(tmp_path, text))


@pytest.mark.slow
@FUZZ
@given(st.integers(0, 2**32), st.integers(1, 6))
def test_random_changes_of_a_good_dossier(tmp_path, seed, count):
    rng = random.Random(seed)
    text = GOOD.read_text(encoding="utf-8")
    for _ in range(count):
        text = mutate(text, rng)
    try:
        load(write(tmp_path, text, GOOD.name))
    except SeveralErrors as caught:
        for error in caught.errors:
            assert error.fix, error
            assert error.where, error


def mutate(text: str, rng: random.Random) -> str:
    """Return a text with one line or word lost, doubled, moved, or put in another's place."""
    lines = text.splitlines(keepends=True) or ["\n"]
    words = re.findall(r"[\w./-]+|[^\w\s]", text) or ["x"]
    at, other = rng.randrange(len(lines)), rng.randrange(len(lines))
    old, new = rng.choice(words), rng.choice([*words, "", "~", "[]", "{}", "iran", "1900", "0"])
    choice = rng.randrange(6)
    if choice == 0:
        del lines[at]
    elif choice == 1:
        lines.insert(other, lines[at])
    elif choice == 2:
        lines[at], lines[other] = lines[other], lines[at]
    elif choice == 3:
        lines[at] = lines[at].replace(old, new)
    elif choice == 4:
        return text.replace(old, new)
    else:
        position = rng.randrange(len(text) or 1)
        return text[:position] + rng.choice(":-[]{},#&*!|>'\"\n ") + text[position + 1 :]
    return "".join(lines)
