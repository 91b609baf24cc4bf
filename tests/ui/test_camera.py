"""The camera against a real stream on loopback, and the ordinary state of having none."""

from __future__ import annotations

import http.server
import socket
import threading
import time
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from villagedesk.ui.checks.camera import CameraView, can_play
from villagedesk.ui.look.look import Look

needs_player = pytest.mark.skipif(not can_play(), reason="没有安装 PySide6-Addons，摄像头画面的试验没有做")


def jpeg(shade: int) -> bytes:
    image = QImage(320, 240, QImage.Format.Format_RGB32)
    image.fill(QColor(200, shade, 40))
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "JPG", 90)
    return bytes(data.data())


class _Camera(http.server.BaseHTTPRequestHandler):
    """A camera that sends one JPEG after another, as most cheap ones do."""

    frames: tuple[bytes, ...] = ()

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "multipart/x-mixed-replace; boundary=frame")
        self.end_headers()
        try:
            for number in range(400):
                frame = self.frames[number % len(self.frames)]
                head = f"--frame\r\nContent-Type: image/jpeg\r\nContent-Length: {len(frame)}\r\n\r\n"
                self.wfile.write(head.encode() + frame + b"\r\n")
                time.sleep(0.04)
        except OSError:
            return

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def camera() -> Iterator[str]:
    _Camera.frames = tuple(jpeg(shade) for shade in (60, 120, 180))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Camera)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}/video.mjpg"
    server.shutdown()
    server.server_close()


@needs_player
@pytest.mark.qt_log_ignore("No RHI backend", extend=True)
def test_a_stream_on_loopback_is_shown_and_a_still_is_kept(camera: str, look: Look, qtbot: QtBot):
    view = CameraView(look)
    qtbot.addWidget(view)
    view.show()
    assert view.still() == b""
    with qtbot.waitSignal(view.came, timeout=15_000):
        view.open(camera)
    still = view.still()
    assert still.startswith(b"\xff\xd8\xff")
    image = QImage.fromData(still)
    assert (image.width(), image.height()) == (320, 240)
    assert abs(image.pixelColor(100, 100).red() - 200) < 25
    view.stop()
    assert view.still() == b""


@needs_player
@pytest.mark.qt_log_ignore("Could not open media", extend=True)
def test_an_address_where_nobody_answers_is_said_in_words(look: Look, qtbot: QtBot):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    view = CameraView(look)
    qtbot.addWidget(view)
    with qtbot.waitSignal(view.failed, timeout=20_000) as said:
        view.open(f"http://127.0.0.1:{port}/video.mjpg")
    assert "可以改用电话或到场查岗" in said.args[0]
    view.stop()


def test_without_a_player_the_view_says_so_and_nothing_breaks(
    look: Look, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("villagedesk.ui.checks.camera._MEDIA", None)
    view = CameraView(look)
    qtbot.addWidget(view)
    with qtbot.waitSignal(view.failed, timeout=1000) as said:
        view.open("rtsp://127.0.0.1/live")
    assert "没有安装摄像头部件" in said.args[0]
    assert view.still() == b""
    view.stop()
