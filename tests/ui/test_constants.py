"""The binding may not use up the interpreter's own constants."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal


class Bell(QObject):
    rung = Signal(object)


def test_many_signals_do_not_end_the_interpreter(look: object) -> None:
    bell = Bell()
    heard: list[object] = []
    bell.rung.connect(heard.append)
    for _ in range(20_000):
        bell.rung.emit(None)
    assert len(heard) == 20_000 and set(heard) == {None}
