"""Pull the records of a ZKTeco terminal over TCP or UDP; nothing on it is changed or deleted."""

from __future__ import annotations

import contextlib
import io
import socket
import struct
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from villagedesk.base.errors import Trouble

# pyzk is the optional extra `terminal`: without it the program runs and says so when a terminal is asked for
try:
    from zk import base as _base
except ImportError:
    _base = None
_PYZK: Any = _base
_REFUSED: type[Exception] = _PYZK.ZKErrorResponse if _PYZK else OSError
_LOST: tuple[type[Exception], ...] = (
    OSError,
    struct.error,
    TypeError,
    ValueError,
    IndexError,
    AttributeError,
    *((_PYZK.ZKErrorResponse, _PYZK.ZKNetworkError, _PYZK.ZKErrorConnection) if _PYZK else ()),
)
_ATTENDANCE, _USERS, _USER_TABLE = 13, 9, 5
PORT = 4370
Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Address:
    """Where a terminal is and how to talk to it; `udp` None tries TCP first."""

    host: str
    port: int = PORT
    password: int = 0
    udp: bool | None = None
    timeout: float = 10.0


@dataclass(frozen=True, slots=True)
class Pulled:
    """What a terminal sent: raw attendance and users with their counts, and its clock and serial number."""

    attendance: bytes
    records: int
    users: bytes
    people: int
    clock: datetime | None
    serial: str


def pull(address: Address, progress: Progress) -> Pulled:
    """Read everything a terminal has recorded. `Trouble` in one sentence for whatever goes wrong.

    `progress` is called before each step and may raise to cancel.
    """
    if _PYZK is None:
        raise Trouble("没有安装联网读取考勤机的部件（pyzk），不能联网读取；请改用优盘导出后导入。")
    udp = _way(address)
    terminal = _PYZK.ZK(
        address.host,
        port=address.port,
        timeout=address.timeout,
        password=address.password,
        force_udp=udp,
        ommit_ping=True,
    )
    where = f"{address.host}:{address.port}"
    with contextlib.redirect_stdout(io.StringIO()):
        progress("正在连接考勤机")
        terminal._ZK__sock.close()  # pyzk opens a socket that it never uses
        try:
            _connect(terminal, where, udp)
            return _read(terminal, address, progress)
        except _LOST as error:
            # pyzk turns whatever happens in its socket into an error of its own, also a person's cancel
            if stopped := getattr(terminal._ZK__sock, "stopped", None):
                raise stopped from None
            raise Trouble(
                f"读到一半和考勤机（{where}）断开了，这次读到的没有存；机器里的记录还在，请检查网线后再读一次。"
            ) from error
        finally:
            _leave(terminal)


def _way(address: Address) -> bool:
    """Whether to use UDP: as asked, else TCP where the port answers; `Trouble` when the host cannot be reached."""
    if address.udp:
        return True
    try:
        socket.create_connection((address.host, address.port), address.timeout).close()
    except socket.gaierror as error:
        raise Trouble(f"找不到地址“{address.host}”；请核对考勤机屏幕上“网络设置”里的 IP 地址。") from error
    except TimeoutError as error:
        raise Trouble(
            f"考勤机（{address.host}:{address.port}）在 {address.timeout:g} 秒内没有回答；"
            "请检查机器是否开机、网线是否插好、地址是否正确。"
        ) from error
    except OSError as error:
        if address.udp is None:
            return True
        raise Trouble(
            f"连不上考勤机（{address.host}:{address.port}）；请检查机器是否开机、地址和端口是否正确。"
        ) from error
    return False


def _connect(terminal: Any, where: str, udp: bool) -> None:
    try:
        terminal.connect()
    except _REFUSED as error:
        if "Unauthenticated" in str(error):
            raise Trouble(f"考勤机（{where}）的通讯密码不对，没有读取；请在机器“通讯设置”里查看密码后再试。") from error
        raise Trouble(f"考勤机（{where}）拒绝连接；可能正被别的程序占用，请稍后再试。") from error
    except _LOST as error:
        if "timed out" in str(error) or "refused" in str(error):
            raise Trouble(
                f"考勤机（{where}）没有回答；请检查机器是否开机、网线是否插好、地址和端口是否正确。"
            ) from error
        kind = "UDP" if udp else "TCP"
        raise Trouble(
            f"{where} 上的设备（{kind}）不是中控考勤机，或型号不支持联网读取；请核对地址，或改用优盘。"
        ) from error


def _read(terminal: Any, address: Address, progress: Progress) -> Pulled:
    # pyzk waits for ever on a socket that the other side has closed: an empty answer must be an error
    terminal._ZK__sock = _Watched(terminal._ZK__sock, address.timeout, progress)
    terminal.read_sizes()
    records, people = int(terminal.records), int(terminal.users)
    progress(f"机器里有 {records} 条记录")
    users = terminal.read_with_buffer(_USERS, _USER_TABLE)[0] if people else b""
    attendance = terminal.read_with_buffer(_ATTENDANCE)[0] if records else b""
    if records and len(attendance) - 4 < _promised(attendance):
        raise ConnectionResetError
    return Pulled(attendance, records, users, people, *_extras(terminal))


def _promised(attendance: bytes) -> int:
    return struct.unpack_from("<I", attendance)[0] if len(attendance) >= 4 else 1


def _extras(terminal: Any) -> tuple[datetime | None, str]:
    """Clock and serial number, which some models do not tell; the records count without them."""
    clock: datetime | None = None
    serial = ""
    with contextlib.suppress(*_LOST):
        clock = terminal.get_time()
    with contextlib.suppress(*_LOST):
        serial = str(terminal.get_serialnumber()).strip("\0 ")
    return clock, serial


def _leave(terminal: Any) -> None:
    with contextlib.suppress(*_LOST):
        if terminal.is_connect:
            terminal.disconnect()
    with contextlib.suppress(OSError, AttributeError):
        terminal._ZK__sock.close()


class _Watched:
    """A socket whose end is an error, that never waits past a deadline of silence, and that can be cancelled."""

    def __init__(self, inner: socket.socket, timeout: float, progress: Progress) -> None:
        self._inner = inner
        self._progress = progress
        self._received = 0
        self.stopped: Exception | None = None
        self._shown = time.monotonic()
        inner.settimeout(timeout)

    def recv(self, size: int) -> bytes:
        """The next bytes; ConnectionResetError when the other side has closed."""
        data = self._inner.recv(size)
        if not data:
            raise ConnectionResetError
        self._received += len(data)
        if time.monotonic() - self._shown > 0.2:
            self._shown = time.monotonic()
            try:
                self._progress(f"已收到 {self._received // 1024} KB")
            except Exception as error:
                self.stopped = error
                raise
        return data

    def __getattr__(self, name: str) -> Any:
        return getattr(self._inner, name)
