"""Run the quick tests on the lowest versions of all dependencies and on every other Python found.

Usage: ``make versions``, or ``python .ci/versions.py --lowest --minutes 15``. Environments are made
in a temporary folder by uv, which can choose the lowest versions, and are removed again.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
#: Bytecode is written: without it each worker compiles everything again.
ENVIRONMENT = {**os.environ, "PYTHONDONTWRITEBYTECODE": ""}
TESTS = (
    *("-m", "pytest", "--quiet", "--numprocesses", "auto", "--dist", "loadfile"),
    *("-m", "not slow", "tests"),
)


def interpreter(version: str) -> Path | None:
    """Return a Python of a version: one on the path, or one that pyenv has."""
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    folders = [Path(folder) for folder in os.environ["PATH"].split(os.pathsep)]
    folders += sorted(pyenv.glob(f"{version}.*/bin"))
    ask = "import ensurepip, sys, venv; print('%d.%d' % sys.version_info[:2])"
    for python in (folder / f"python{version}" for folder in folders):
        if python.is_file():
            # a shim is a file too, and fails where its version is not chosen
            done = subprocess.run([python, "-c", ask], capture_output=True, text=True)
            if done.returncode == 0 and done.stdout.strip() == version:
                return python
    return None


class Late(Exception):
    """The time is over."""


class Runner:
    """Runs commands until a time."""

    def __init__(self, minutes: float) -> None:
        self.until = time.monotonic() + 60 * minutes

    def run(self, *command: str | Path) -> bool:
        """Run a command in the checkout, and return whether it succeeded."""
        left = self.until - time.monotonic()
        try:
            done = subprocess.run(command, cwd=ROOT, env=ENVIRONMENT, timeout=max(left, 0))
            return done.returncode == 0
        except subprocess.TimeoutExpired:
            raise Late(f"no time left for {' '.join(map(str, command))}") from None

    def environment(self, python: Path, folder: Path) -> Path:
        """Make an environment, and return its Python."""
        if not self.run(python, "-m", "venv", folder):
            sys.exit(f"{python} makes no environment")
        return folder / "bin" / "python"


def main() -> None:
    """Run all, and exit with 1 if anything failed."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--minutes", type=float, default=20, help="fail after so many")
    parser.add_argument("--lowest", action="store_true", help="the lowest versions alone")
    options = parser.parse_args()
    runner = Runner(options.minutes)
    found = {version: interpreter(version) for version in PYTHONS}
    for version, python in found.items():
        print(f"Python {version}: {python or 'not found'}", flush=True)
    pythons = {version: python for version, python in found.items() if python}
    here = ".".join(map(str, sys.version_info[:2]))
    runs = [(next(iter(pythons)), "lowest-direct")]
    if not options.lowest:
        runs += [(version, "highest") for version in pythons if version != here]
    failed = []
    with tempfile.TemporaryDirectory() as folder:
        tool = runner.environment(Path(sys.executable), Path(folder) / "uv")
        if not runner.run(tool, "-m", "pip", "install", "--quiet", "uv"):
            sys.exit("uv cannot be installed")
        install = (tool.with_name("uv"), "pip", "install", "--quiet", "--editable", ".[dev]")
        for version, resolution in runs:
            name, start = f"Python {version}, {resolution} versions", time.monotonic()
            python = runner.environment(pythons[version], Path(folder) / version / resolution)
            good = runner.run(*install, "--resolution", resolution, "--python", python)
            if not (good and runner.run(python, *TESTS)):
                failed.append(name)
            word = "FAILED" if name in failed else "passed"
            print(f"{name}: {word} after {time.monotonic() - start:.0f} s", flush=True)
    sys.exit(f"failed: {'; '.join(failed)}" if failed else 0)


if __name__ == "__main__":
    try:
        main()
    except Late as exc:
        sys.exit(str(exc))
