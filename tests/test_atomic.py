"""Files and folders written as a whole: killed, out of room, two at once, on standard output."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from geograph import atomic
from geograph.atomic import write_atomic, write_folder
from geograph.errors import ExportError

NAMES = frozenset({"a", "b"})

#: A run that is killed right before its so-manieth call of what touches the disk.
KILLED = """
import os, shutil, signal, sys
from pathlib import Path
from geograph.atomic import write_atomic, write_folder

left = int(sys.argv[1])

def killing(name, module):
    real = getattr(module, name)
    def run(*args, **kwargs):
        global left
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        left -= 1
        return real(*args, **kwargs)
    setattr(module, name, run)

for name in ("open", "fsync"):
    killing(name, os)
killing("replace", Path)
killing("rmtree", shutil)

def fill(folder):
    for name in ("a", "b"):
        (folder / name).write_text("new")

target = Path(sys.argv[3])
if sys.argv[2] == "file":
    write_atomic(target, iter([b"n", b"ew"]))
else:
    write_folder(target, fill, names=frozenset({"a", "b"}))
"""


def fill(folder: Path, text: str = "newer") -> None:
    for name in NAMES:
        (folder / name).write_text(text)


def contents(folder: Path) -> dict[str, str]:
    return {str(p.relative_to(folder)): p.read_text() for p in folder.rglob("*") if p.is_file()}


def killed_before(call: int, what: str, target: Path) -> bool:
    """Return whether a run was killed before one of its calls; it ended well if it has fewer."""
    command = [sys.executable, "-c", KILLED, str(call), what, str(target)]
    code = subprocess.run(command, check=False).returncode
    assert code in (0, -signal.SIGKILL)
    return code != 0


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="no SIGKILL")
@pytest.mark.parametrize("before", [None, "old"])
def test_a_file_of_a_killed_run_is_the_old_or_the_new(tmp_path, before):
    target = tmp_path / "page.html"
    seen, call = set(), 0
    while True:
        if before is None:
            target.unlink(missing_ok=True)
        else:
            target.write_text(before)
        again = killed_before(call, "file", target)
        seen.add(target.read_text() if target.exists() else None)
        write_atomic(target, "newer")
        assert contents(tmp_path) == {"page.html": "newer"}
        if not again:
            break
        call += 1
    assert seen == {before, "new"}
    assert call >= 4


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="no SIGKILL")
@pytest.mark.parametrize("before", [None, "old"])
def test_a_folder_of_a_killed_run_is_the_old_or_the_new_once_another_has_begun(tmp_path, before):
    target = tmp_path / "tables"
    seen, call = set(), 0

    def refuse(folder: Path) -> None:
        seen.add(frozenset(contents(target).items()) if target.exists() else None)
        raise ZeroDivisionError

    while True:
        if before is not None:
            write_folder(target, lambda folder: fill(folder, before), names=NAMES)
        elif target.exists():
            for path in target.iterdir():
                path.unlink()
            target.rmdir()
        again = killed_before(call, "folder", target)
        with pytest.raises(ZeroDivisionError):
            write_folder(target, refuse, names=NAMES)
        write_folder(target, fill, names=NAMES)
        assert contents(tmp_path) == {"tables/a": "newer", "tables/b": "newer"}
        assert [p.name for p in tmp_path.iterdir()] == ["tables"]
        if not again:
            break
        call += 1
    whole = [None if text is None else frozenset({("a", text), ("b", text)}) for text in
             (before, "new")]  # fmt: skip
    assert seen == set(whole)
    assert call >= 6


def test_what_another_run_still_writes_is_not_removed(tmp_path):
    target = tmp_path / "a.txt"
    begun, go_on = threading.Event(), threading.Event()

    def slowly() -> Iterator[bytes]:
        yield b"slow"
        begun.set()
        assert go_on.wait(20)

    writer = threading.Thread(target=write_atomic, args=(target, slowly()))
    writer.start()
    assert begun.wait(20)
    write_atomic(target, "quick")
    assert target.read_text() == "quick"
    assert len(list(tmp_path.iterdir())) == 2
    go_on.set()
    writer.join()
    assert contents(tmp_path) == {"a.txt": "slow"}


def test_two_folders_at_once_are_one_or_the_other(tmp_path):
    target = tmp_path / "t"
    runs = [
        threading.Thread(
            target=write_folder, args=(target, lambda folder, n=n: fill(folder, str(n)))
        , kwargs={"names": NAMES})
        for n in range(8)
    ]  # fmt: skip
    for run in runs:
        run.start()
    for run in runs:
        run.join()
    assert [p.name for p in tmp_path.iterdir()] == ["t"]
    assert len(set(contents(target).values())) == 1


def test_only_what_a_run_left_is_removed(tmp_path):
    mine = (".a.txt.old", ".a.txt.12345678.mine", ".a.txt.123.new", ".b.txt.12345678.new", "a.new")
    for name in (*mine, ".a.txt.0123abcd.new"):
        (tmp_path / name).write_text("mine")
    write_atomic(tmp_path / "a.txt", "new")
    assert contents(tmp_path) == {**dict.fromkeys(mine, "mine"), "a.txt": "new"}


@pytest.mark.parametrize(("of", "call"), [(os, "fsync"), (Path, "replace")])
def test_a_failed_write_leaves_the_old_file(tmp_path, monkeypatch, of, call):
    path = write_atomic(tmp_path / "a.txt", "old")

    def fail(*args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(of, call, fail)
    with pytest.raises(ExportError, match="No space left on device"):
        write_atomic(path, "new and longer")
    assert contents(tmp_path) == {"a.txt": "old"}


def test_a_fault_between_two_parts_leaves_the_old_file(tmp_path):
    def parts() -> Iterator[bytes]:
        yield b"new"
        raise ZeroDivisionError

    path = write_atomic(tmp_path / "a.txt", "old")
    with pytest.raises(ZeroDivisionError):
        write_atomic(path, parts())
    assert contents(tmp_path) == {"a.txt": "old"}


def test_a_folder_that_cannot_be_moved_in_puts_the_old_one_back(tmp_path, monkeypatch):
    folder = tmp_path / "t"
    folder.mkdir()
    (folder / "a").write_text("old")
    real = Path.replace

    def fail(self: Path, target: Path) -> Path:
        if self.name.endswith(".new"):
            raise OSError(5, "Input/output error")
        return real(self, target)

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(ExportError, match="Input/output error"):
        write_folder(folder, lambda f: None, names=frozenset({"a"}))
    monkeypatch.undo()
    assert contents(folder) == {"a": "old"}
    assert [p.name for p in tmp_path.iterdir()] == ["t"]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Give a file system of 64 kB, where one may be mounted."""
    place = tmp_path / "disk"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(place)]
    try:
        done = subprocess.run(command, check=False, capture_output=True)
    except FileNotFoundError:
        pytest.skip("no mount here")
    if done.returncode:
        pytest.skip("nothing may be mounted here")
    try:
        yield place
    finally:
        subprocess.run(["umount", str(place)], check=True)


def test_a_full_disk_leaves_the_old_file_and_folder(small_disk):
    file, folder = small_disk / "a.txt", small_disk / "t"
    write_atomic(file, "old")
    write_folder(folder, lambda to: fill(to, "old"), names=NAMES)
    with pytest.raises(ExportError, match="No space left on device"):
        write_atomic(file, "x" * 100_000)
    with pytest.raises(ExportError, match="No space left on device"):
        write_folder(folder, lambda to: fill(to, "x" * 100_000), names=NAMES)
    assert contents(small_disk) == {"a.txt": "old", "t/a": "old", "t/b": "old"}
    assert sorted(p.name for p in small_disk.iterdir()) == ["a.txt", "t"]


@pytest.mark.skipif(os.name == "nt", reason="no modes")
def test_the_mode_is_kept_and_a_new_one_follows_the_umask(tmp_path):
    before = os.umask(0o027)
    try:
        new = write_atomic(tmp_path / "new", "x")
        folder = write_folder(tmp_path / "t", fill, names=NAMES)
        assert new.stat().st_mode & 0o777 == 0o640
        assert folder.stat().st_mode & 0o777 == 0o750
        for mode in (0o600, 0o666, 0o400):
            new.chmod(mode)
            folder.chmod(mode | 0o300)
            write_atomic(new, "y")
            write_folder(folder, fill, names=NAMES)
            assert new.stat().st_mode & 0o777 == mode
            assert folder.stat().st_mode & 0o777 == mode | 0o300
    finally:
        os.umask(before)


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="no links")
def test_a_link_stays_a_link(tmp_path):
    (tmp_path / "real.txt").write_text("old")
    (tmp_path / "link.txt").symlink_to(tmp_path / "real.txt")
    write_atomic(tmp_path / "link.txt", "new")
    assert (tmp_path / "link.txt").is_symlink()
    assert (tmp_path / "real.txt").read_text() == "new"


def test_standard_output_gets_the_bytes_and_nothing_else(capfdbinary):
    assert write_atomic(atomic.STDOUT, "Türkiye\r\n") == Path("-")
    assert capfdbinary.readouterr().out == "Türkiye\r\n".encode()
    with pytest.raises(ExportError, match="a folder cannot be written to standard output"):
        write_folder(atomic.STDOUT, fill, names=NAMES)


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="pipes break otherwise there")
def test_a_closed_pipe_is_no_success_and_no_traceback(tmp_path):
    code = (
        "import click, sys\n"
        "from geograph.atomic import write_atomic\n"
        "from geograph.cli.output import Main\n"
        "@click.group(cls=Main)\n"
        "def run(): pass\n"
        "@run.command()\n"
        "def out(): write_atomic('-', b'x' * 1_000_000)\n"
        "run(['out'])\n"
    )
    reader, writer = os.pipe()
    os.close(reader)
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, stdout=writer, stderr=subprocess.PIPE, check=False)
    os.close(writer)
    assert done.returncode == 1
    assert done.stderr == b""
