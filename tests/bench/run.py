"""Print every speed line of the project: ours, limit, ratio, goal. Timings are read, they decide no test.

python tests/bench/run.py            all lines
python tests/bench/run.py roster     the lines of tests/bench/bench_roster.py
"""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

from row import Row, measure  # noqa: E402


def rows_of(file: Path) -> list[Row]:
    """The rows that a bench file offers through its `rows()`."""
    spec = importlib.util.spec_from_file_location(file.stem, file)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.rows()


def main(names: list[str]) -> int:
    """Measure and print; always 0."""
    files = sorted(HERE.glob("bench_*.py"))
    chosen = [file for file in files if not names or file.stem.removeprefix("bench_") in names]
    print(f"{'line':<64}{'ours':>10}{'limit':>10}{'ratio':>8}{'goal':>8}")
    for file in chosen:
        for row in rows_of(file):
            figure = measure(row)
            limit = "–" if figure.limit is None else f"{figure.limit:.4g}{figure.unit}"
            ours = f"{figure.ours:.4g}{figure.unit}"
            mark = "" if figure.met else "  missed"
            print(f"{figure.name:<64}{ours:>10}{limit:>10}{figure.ratio:>8.3g}{figure.goal:>8.3g}{mark}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
