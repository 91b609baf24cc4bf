"""The office file: SQLite through sqlite-utils, one module per room, every write audited.

sqlite-utils loads numpy and pandas wherever they are installed (the planner's library brings both) only to
name column types we never use; that costs a quarter second and 50 MB, so it is loaded here without them.
"""

import sys

_absent = [name for name in ("numpy", "pandas") if name not in sys.modules]
for _name in _absent:
    sys.modules[_name] = None  # type: ignore[assignment]
try:
    import sqlite_utils as sqlite_utils
finally:
    for _name in _absent:
        del sys.modules[_name]
