"""Run every benchmark, one after the other; each prints ratios from its own single run."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent


def main() -> int:
    """Return 0 when no benchmark broke a bound that it states."""
    scripts = sorted(p for p in HERE.glob("*.py") if not p.name.startswith("__"))
    worst = 0
    for script in scripts:
        print(f"\n== {script.stem} ==", flush=True)
        worst = max(worst, subprocess.run([sys.executable, str(script)], check=False).returncode)
    return worst


if __name__ == "__main__":
    sys.exit(main())
