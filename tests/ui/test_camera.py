"""The camera against a real stream on loopback, and the ordinary state of having none."""

from __future__ import annotations

import http.server
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from villagedesk.services import people
from villagedesk.services.office import Office
from villagedesk.services.signs import checks
from villagedesk.ui.checks.camera import CameraView, can_play
from villagedesk.ui.checks.cameras import CamerasDialog
from villagedesk.ui.checks.record import CheckDialog
from villagedesk.ui.checks.still import StillDialog
from villagedesk.ui.checks.window import ChecksWindow
from villagedesk.ui.forms.form import FormDialog
from villagedesk.ui.frame.window import Window
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
    most = 400
    seen: threading.Event | None = None
    """When set, the camera goes away as soon as its picture was seen, however slow the machine is."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "multipart/x-mixed-replace; boundary=frame")
        self.end_headers()
        try:
            for number in range(self.most):
                if self.seen is not None and self.seen.is_set():
                    return
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
@pytest.mark.qt_log_ignore("No RHI backend", "Cannot set loops", extend=True)
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


_SERVER = """
import gi
gi.require_version("Gst", "1.0")
gi.require_version("GstRtspServer", "1.0")
from gi.repository import GLib, Gst, GstRtspServer
Gst.init(None)
server = GstRtspServer.RTSPServer()
server.set_address("127.0.0.1")
server.set_service("0")
factory = GstRtspServer.RTSPMediaFactory()
factory.set_launch(
    "( videotestsrc is-live=true pattern=red ! video/x-raw,width=320,height=180,framerate=15/1"
    " ! x264enc tune=zerolatency key-int-max=15 ! rtph264pay name=pay0 pt=96 )"
)
server.get_mount_points().add_factory("/live", factory)
server.attach(None)
print(server.get_bound_port(), flush=True)
GLib.MainLoop().run()
"""


@pytest.fixture
def rtsp() -> Iterator[str]:
    """An H.264 stream as surveillance cameras send it; needs GStreamer's RTSP server of the system."""
    python = next((p for p in ("/usr/bin/python3",) if Path(p).exists()), None)
    if python is None:
        pytest.skip("没有系统的 Python，RTSP 的试验没有做")
    server = subprocess.Popen([python, "-c", _SERVER], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert server.stdout is not None
    port = server.stdout.readline().strip()
    if not port:
        server.wait()
        server.stdout.close()
        pytest.skip("没有安装 gir1.2-gst-rtsp-server-1.0 和 gstreamer1.0-plugins-ugly，RTSP 的试验没有做")
    yield f"rtsp://127.0.0.1:{port}/live"
    server.kill()
    server.wait()
    server.stdout.close()


@needs_player
@pytest.mark.qt_log_ignore("No RHI backend", "Cannot set loops", extend=True)
def test_an_rtsp_stream_on_loopback_is_shown_and_a_still_is_kept(rtsp: str, look: Look, qtbot: QtBot):
    view = CameraView(look)
    qtbot.addWidget(view)
    with qtbot.waitSignal(view.came, timeout=15_000):
        view.open(rtsp)
    image = QImage.fromData(view.still())
    assert (image.width(), image.height()) == (320, 180)
    seen = image.pixelColor(160, 90)
    assert seen.red() > 180 and seen.green() < 90
    view.stop()


@needs_player
@pytest.mark.qt_log_ignore("No RHI backend", "Cannot set loops", "Demuxing failed", extend=True)
def test_a_camera_that_goes_away_leaves_no_old_picture_to_be_kept(
    camera: str, look: Look, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
):
    seen = threading.Event()
    monkeypatch.setattr(_Camera, "seen", seen)
    view = CameraView(look)
    qtbot.addWidget(view)
    view.came.connect(seen.set)
    with qtbot.waitSignal(view.failed, timeout=15_000) as said:
        view.open(camera)
    assert "断了" in said.args[0]
    assert view.still() == b""
    view.stop()


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
    assert "改用电话、到场查岗" in said.args[0]
    assert said.args[0].isascii() is False and not any("a" <= c <= "z" for c in said.args[0])
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


@needs_player
@pytest.mark.qt_log_ignore("No RHI backend", "Cannot set loops", extend=True)
def test_a_still_goes_with_its_check_and_is_seen_again(
    camera: str, open_window: Callable[..., Window], office: Office, qtbot: QtBot
):
    person = people.add_person(office, {"name": "王芳"}).value
    window = open_window("people")
    shown = ChecksWindow(window.desk, window)
    qtbot.addWidget(shown)
    shown.show()
    window.desk.ops.settle()
    dialog = CheckDialog(
        window.desk, shown, (person, "王芳", "坐班", office.clock().replace(hour=8)), None, (("大厅", camera),)
    )
    dialog.show()
    assert not dialog.take_button.isEnabled()
    with qtbot.waitSignal(dialog.view.came, timeout=15_000):
        dialog.view.open(dialog.choice.currentData())
    dialog.take()
    dialog.submit()
    window.desk.ops.settle()
    window.desk.ops.settle()
    (made,) = checks.checks(office, office.clock().date(), office.clock().date())
    assert (made.channel, made.stills) == ("视频", 1)
    ((name, path),) = checks.stills(office, made.id)
    assert name.startswith("查岗截图")
    assert QImage(str(path)).size().toTuple() == (320, 240)
    shown.show_stills(made)
    window.desk.ops.settle()
    assert next(d for d in shown.findChildren(StillDialog)).findChildren(QLabel)[0].pixmap().width() == 320


def test_cameras_are_written_down_changed_and_taken_away(
    open_window: Callable[..., Window], office: Office, qtbot: QtBot
):
    window = open_window("people")
    listed = CamerasDialog(window.desk, window)
    qtbot.addWidget(listed)
    listed.show()
    window.desk.ops.settle()
    assert "电话和到场查岗照常" in listed.table.hint

    def fill(name: str, url: str) -> FormDialog:
        form = listed.findChildren(FormDialog)[-1]
        form.form.show_values({"name": name, "url": url})
        form.submit()
        window.desk.ops.settle()
        return form

    listed.add()
    form = fill("大厅", "大厅的摄像头")
    words = [label.text() for label in form.findChildren(QLabel)]
    assert "摄像头的地址要以 rtsp:// 或 http:// 开头，照说明书填。" in words
    fill("大厅", "rtsp://192.168.1.64/1")
    window.desk.ops.settle()
    listed.edit()
    fill("便民大厅", "rtsp://192.168.1.64/1")
    window.desk.ops.settle()
    assert checks.cameras(office) == (("便民大厅", "rtsp://192.168.1.64/1"),)
    listed.remove()
    window.desk.ops.settle()
    assert checks.cameras(office) == ()
