"""Build the wheel, install it in a fresh environment, and use what it carries: an icon, a register, a paper.

Run by `.ci/run` after the tests: `python tests/wheel_check.py`. Exits 1 with a sentence when the wheel lacks anything.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

STRANGER = """
import pathlib, sys, tomllib
from villagedesk.base.paths import resource
assert "site-packages" in str(resource("icons")), resource("icons")
icons = sorted(resource("icons").glob("*.svg"))
assert icons and "<svg" in icons[0].read_text("utf-8"), "no icon in the wheel"
book = tomllib.loads(resource("registers", "visit.toml").read_text("utf-8"))
assert book["title"], "no register in the wheel"
print("icon", icons[0].name, "register", book["title"])
"""


def run(*command: str, cwd: Path) -> str:
    """Run a command away from the checkout and return what it printed; exit with its words when it fails."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"wheel check failed at {' '.join(command[:4])}:\n{done.stdout}\n{done.stderr}")
    return done.stdout


def main() -> None:
    """Build, install, open."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        run(sys.executable, "-m", "build", "--wheel", "--outdir", str(place), str(ROOT), cwd=place)
        wheel = next(place.glob("*.whl"))
        venv.create(place / "fresh", with_pip=True)
        python = str(place / "fresh" / ("Scripts/python.exe" if os.name == "nt" else "bin/python"))
        run(python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", str(wheel), cwd=place)
        print(run(python, "-c", STRANGER, cwd=place).strip())
        office, pdf = place / "演示.vdesk", place / "表.pdf"
        run(python, "-m", "villagedesk", "demo", str(office), "--seed", "7", "--today", "2026-11-21", cwd=place)
        run(
            python,
            "-m",
            "villagedesk",
            "paper",
            "值班公示表",
            "2026-11",
            "--pdf",
            str(pdf),
            "--office",
            str(office),
            cwd=place,
        )
        if not pdf.read_bytes().startswith(b"%PDF"):
            sys.exit("wheel check failed: the paper is no PDF")
        print(f"paper {pdf.stat().st_size} bytes; the wheel is whole")


if __name__ == "__main__":
    main()
