"""Speed lines of the machine files: a million rows in, again, peak memory, and workbooks against calamine alone."""

from __future__ import annotations

import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from python_calamine import CalamineWorkbook
from row import Row, timed

from villagedesk.devices.sheets import workbook
from villagedesk.devices.sniff import Found, Wishes, recognise
from villagedesk.services.office import create_office
from villagedesk.services.punches.imports import import_files
from villagedesk.store.punches import PUNCH_COLUMNS

ROWS = 1_000_000
SAMPLES = Path(__file__).parents[2].parent / "shared" / "samples" / "devices"


def write_attlog(path: Path, rows: int) -> None:
    """A year of punches of 200 badges in the order of time, as a terminal writes it."""
    rng = random.Random(7)
    moment = datetime(2024, 1, 1, 6, 0)
    with path.open("w", newline="") as file:
        for _ in range(rows):
            moment += timedelta(seconds=rng.randint(1, 60))
            file.write(f"{rng.randint(1, 200):>9}\t{moment:%Y-%m-%d %H:%M:%S}\t1\t{rng.randint(0, 1)}\t1\t0\n")


class Bench:
    """The file and a folder for offices, made once."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.file = self.folder / "1_attlog.dat"
        write_attlog(self.file, ROWS)
        self.count = 0

    def first(self) -> float:
        """Seconds to import the file into a new office."""
        office = self._office()
        spent = timed(lambda: import_files(office, [self.file]))()
        office.close()
        return spent

    def again(self) -> float:
        """Seconds to import it a second time."""
        office = self._office()
        import_files(office, [self.file])
        spent = timed(lambda: import_files(office, [self.file]))()
        office.close()
        return spent

    def plain(self) -> float:
        """Seconds of a plain `executemany` of the same rows into the same table and index."""
        office = self._office()
        rows = self._rows()
        office.store.db.execute("insert into machine (id, name) values (1, 'm')")
        office.store.db.execute(
            "insert into punch_file (id, machine, name, sha256, bytes, layout, encoding, imported_at)"
            " values (1, 1, 'f', 'x', 1, 'attlog', 'utf-8', '2026-01-01 00:00:00')"
        )
        office.store.db.conn.commit()
        names = ("machine", "file", *PUNCH_COLUMNS)
        marks = ", ".join("?" for _ in names)

        def work() -> None:
            conn: sqlite3.Connection = office.store.db.conn
            conn.execute("begin")
            conn.executemany(f"insert into punch ({', '.join(names)}) values ({marks})", rows)
            conn.execute("commit")

        spent = timed(work)()
        office.close()
        return spent

    def _rows(self) -> list[tuple[object, ...]]:
        found = recognise(self.file, Wishes(datetime(2027, 1, 1)))
        assert isinstance(found, Found)
        return [
            (1, 1, badge, at, state, verify, line, text)
            for batch in found.read(Wishes(datetime(2027, 1, 1)))
            for badge, at, state, verify, line, text in batch.rows
        ]

    def _office(self):
        self.count += 1
        return create_office(self.folder / f"{self.count}.vdesk", "桃源村", "锦湖街道")

    def memory(self) -> float:
        """Peak megabytes of a process that imports the file into a new office."""
        self.count += 1
        office = self.folder / f"{self.count}.vdesk"
        create_office(office, "桃源村", "锦湖街道").close()
        code = (
            "import sys; from pathlib import Path; from villagedesk.cli.app import run;"
            "run(['punches', 'import', sys.argv[1], '--office', sys.argv[2], '--json']);"
            "lines = Path('/proc/self/status').read_text().splitlines();"
            "peak = [line.split()[1] for line in lines if 'VmHWM' in line];"
            "print('', int(peak[0]) / 1024, file=sys.stderr)"
        )
        done = subprocess.run(
            [sys.executable, "-c", code, str(self.file), str(office)], capture_output=True, text=True, check=True
        )
        return float(done.stderr.split()[-1])

    def close(self) -> None:
        """Remove the folder."""
        shutil.rmtree(self.folder, ignore_errors=True)


def _cells_alone(path: Path) -> Callable[[], float]:
    def work() -> None:
        book = CalamineWorkbook.from_path(str(path))
        for name in book.sheet_names:
            book.get_sheet_by_name(name).to_python(skip_empty_area=False)

    return _often(work)


def _cells_ours(path: Path) -> Callable[[], float]:
    return _often(lambda: [sheet.rows for sheet in workbook.sheets(path) or ()])


def _punches_ours(path: Path) -> Callable[[], float]:
    def work() -> None:
        wishes = Wishes(datetime(2027, 1, 1))
        found = recognise(path, wishes)
        assert isinstance(found, Found)
        for _ in found.read(wishes):
            pass

    return _often(work)


def _often(work: Callable[[], object]) -> Callable[[], float]:
    def once() -> float:
        begin = time.perf_counter()
        for _ in range(10):
            work()
        return (time.perf_counter() - begin) / 10

    return once


def rows() -> list[Row]:
    """The speed lines of reading machines."""
    bench = Bench()
    lines = [
        Row("1,000,000 attlog rows into a new office / plain executemany", bench.first, 2.0, bench.plain, runs=3),
        Row("the same file a second time / the first time", bench.again, 1.0, bench.first, runs=3),
        Row("peak memory of that import", bench.memory, 200, None, "MB", runs=1),
    ]
    for name in ("标准报表.xls", "考勤报表.xls"):
        sample = SAMPLES / name
        if sample.exists():
            alone = _cells_alone(sample)
            lines.append(
                Row(f"every cell of {name}, through our reader / calamine alone", _cells_ours(sample), 1.5, alone)
            )
            lines.append(
                Row(f"{name} recognised and made punches / calamine's bare cells", _punches_ours(sample), 1.5, alone)
            )
    return lines
