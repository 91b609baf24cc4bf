"""The workbook writer stays light: it loads without numpy, and numpy itself can still be loaded."""

from __future__ import annotations

import subprocess
import sys

SCRIPT = """
import sys
import villagedesk.writers.xlsx
import villagedesk.writers.xlsx_chart
heavy = [name for name in ("numpy", "pandas") if name in sys.modules]
import numpy
print(heavy, int(numpy.array([1, 2]).sum()))
"""


def test_a_workbook_is_written_without_numpy_which_still_loads_for_others() -> None:
    done = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["[]", "3"]
