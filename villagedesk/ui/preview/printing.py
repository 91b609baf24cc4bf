"""The printer as it was chosen last time for a paper, set to the paper and direction of what is printed."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from PySide6.QtCore import QSizeF
from PySide6.QtGui import QPageLayout, QPageSize
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from villagedesk.ui.memory import Memory

DOTS = 300


@dataclass(frozen=True, slots=True)
class Habit:
    """What stays from one print to the next: the printer, the sides (a `QPrinter.DuplexMode`), grey or colours."""

    printer: str = ""
    duplex: int = QPrinter.DuplexMode.DuplexNone.value
    grey: bool = False


def printers() -> list[str]:
    """The printers of this computer; none is an ordinary state of a village office."""
    return QPrinterInfo.availablePrinterNames()


def habit_of(memory: Memory, paper: str = "") -> Habit:
    """How `paper` was printed last, else how anything was."""
    usual = {
        "printer": memory.get("printer.name", ""),
        "duplex": memory.get("printer.duplex", QPrinter.DuplexMode.DuplexNone.value),
        "grey": memory.get("printer.grey", False),
    }
    kept = memory.get(f"printer.paper.{paper}", {}) if paper else {}
    return Habit(**{**usual, **{name: kept[name] for name in usual if name in kept}})


def remember_habit(memory: Memory, habit: Habit, paper: str = "") -> None:
    """Keep how it was printed, for this paper and as the usual way; copies are counted anew each time."""
    memory.put("printer.name", habit.printer)
    memory.put("printer.duplex", habit.duplex)
    memory.put("printer.grey", habit.grey)
    if paper:
        memory.put(f"printer.paper.{paper}", asdict(habit))


def printer_for(memory: Memory, points: QSizeF, title: str, habit: Habit | None = None) -> QPrinter:
    """The printer of last time (or of a habit), set to the paper and direction of the document."""
    habit = habit or habit_of(memory)
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    if habit.printer:
        printer.setPrinterName(habit.printer)
    printer.setDocName(title)
    printer.setResolution(DOTS)
    lying = points.width() > points.height()
    upright = points.transposed() if lying else points
    printer.setPageSize(QPageSize(upright, QPageSize.Unit.Point))
    printer.setPageOrientation(QPageLayout.Orientation.Landscape if lying else QPageLayout.Orientation.Portrait)
    printer.setFullPage(True)
    printer.setColorMode(QPrinter.ColorMode.GrayScale if habit.grey else QPrinter.ColorMode.Color)
    printer.setDuplex(QPrinter.DuplexMode(habit.duplex))
    printer.setCopyCount(1)
    return printer


def remember_printer(memory: Memory, printer: QPrinter, paper: str = "") -> None:
    """Keep the chosen printer, its colours and its sides for next time."""
    grey = printer.colorMode() == QPrinter.ColorMode.GrayScale
    remember_habit(memory, Habit(printer.printerName(), printer.duplex().value, grey), paper)
