"""The planning process: one model as JSON per line in; lines of progress and then the plan out, until the end."""

from __future__ import annotations

import json
import sys
from typing import Any

from villagedesk.base import plain
from villagedesk.planner.solve import solve
from villagedesk.planner.wire import from_line


def tell(line: dict[str, Any]) -> None:
    """Write one line of JSON at once."""
    sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def main() -> None:
    """Answer every model that comes in."""
    for line in sys.stdin:
        if not line.strip():
            continue
        solved = solve(from_line(line), tell)
        tell({"kind": "plan", **plain.write(solved)})
