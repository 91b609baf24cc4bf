"""A live picture from a camera's address, and a still of it as evidence; no camera is an ordinary state."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from villagedesk.ui.look.look import Look

# QtMultimedia is the optional extra `camera`: without it the checks by telephone and visit go on
try:
    from PySide6 import QtMultimedia
except ImportError:
    QtMultimedia = None
_MEDIA: Any = QtMultimedia
_PATIENCE_MS = 12_000
_STALLED_MS = 8_000
_WHY = {
    "ResourceError": "地址不对，或者摄像头没有开、没有接上网",
    "FormatError": "送来的画面格式认不出来，请在摄像头里改用 H.264 或 MJPEG",
    "NetworkError": "网络不通，请检查地址和网线",
    "AccessDeniedError": "摄像头要用户名和密码，请把地址写成 rtsp://用户名:密码@地址",
}


def can_play() -> bool:
    """Whether the part that plays cameras is installed."""
    return _MEDIA is not None


class CameraView(QWidget):
    """Plays one address; `came` with the first picture, `failed` with a sentence when there is none."""

    came = Signal()
    failed = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._image = QImage()
        self._says = "没有打开摄像头"
        self._player: Any = None
        self._sink: Any = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(look.px(320), look.px(180))
        self.setAccessibleName("摄像头画面")
        self._patience = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self._patience.timeout.connect(self._lose)

    @property
    def picture(self) -> QImage:
        """The picture in front, null before the first."""
        return self._image

    def open(self, url: str) -> None:
        """Play an rtsp or http address."""
        self.stop()
        if _MEDIA is None:
            self._fail("没有安装摄像头部件")
            return
        self._player, self._sink = _MEDIA.QMediaPlayer(self), _MEDIA.QVideoSink(self)
        self._player.setVideoSink(self._sink)
        self._sink.videoFrameChanged.connect(self._take)
        self._player.errorOccurred.connect(self._refused)
        self._player.mediaStatusChanged.connect(self._watch)
        self._says = "正在连接摄像头…"
        self.update()
        self._patience.start(_PATIENCE_MS)
        self._player.setSource(QUrl(url))
        self._player.play()

    def stop(self) -> None:
        """Let the camera go."""
        self._let_go()
        self._says = "没有打开摄像头"
        self.update()

    def still(self) -> bytes:
        """The picture in front as JPEG, empty before the first."""
        if self._image.isNull():
            return b""
        data = QByteArray()
        buffer = QBuffer(data)
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        self._image.save(buffer, "JPG", 85)  # pyright: ignore[reportCallIssue, reportArgumentType]
        return bytes(data.data())

    def sizeHint(self) -> QSize:
        """Sixteen to nine."""
        return QSize(self._look.px(480), self._look.px(270))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The picture in its own proportions, or a sentence."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._look.color("ink"))
        if self._image.isNull():
            painter.setPen(self._look.color("ground"))
            words = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(self.rect().adjusted(16, 8, -16, -8), words, self._says)
        else:
            size = self._image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
            left, top = (self.width() - size.width()) // 2, (self.height() - size.height()) // 2
            painter.drawImage(self.rect().adjusted(left, top, -left, -top), self._image)
        painter.end()

    def _take(self, frame: Any) -> None:
        image = frame.toImage()
        if image.isNull():
            return
        first = self._image.isNull()
        self._image = image
        self.update()
        # a picture that stands still is no evidence of now
        self._patience.start(_STALLED_MS)
        if first:
            self.came.emit()

    def _refused(self, error: Any, _text: str) -> None:
        self._lose(_WHY.get(error.name, "放不出来"))

    def _watch(self, status: Any) -> None:
        if status == _MEDIA.QMediaPlayer.MediaStatus.EndOfMedia:
            self._lose("对方停止了发送")

    def _lose(self, why: str = "") -> None:
        """The camera refused, fell silent or went away, before or after its first picture."""
        if self._player is None:
            return
        shown = not self._image.isNull()
        words = "摄像头的画面断了" if shown else "摄像头打不开" if why else "摄像头没有送来画面"
        self._fail(f"{words}（{why}）" if why else words)

    def _let_go(self) -> None:
        self._patience.stop()
        if self._player is not None:
            # one loss is told by several errors; only the first speaks
            self._player.disconnect(self)
            self._player.stop()
            self._player.deleteLater()
            self._sink.deleteLater()
            self._player = self._sink = None
        self._image = QImage()

    def _fail(self, says: str) -> None:
        self._let_go()
        self._says = f"{says}；可以再试，或者改用电话、到场查岗。"
        self.update()
        self.failed.emit(self._says)
