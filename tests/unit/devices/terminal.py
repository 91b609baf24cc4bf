"""A ZKTeco terminal on loopback, written from the protocol's description, that can also misbehave."""

from __future__ import annotations

import socket
import struct
import threading
from datetime import datetime

CONNECT, EXIT, AUTH, FREE_SIZES, OPTIONS, GET_TIME = 1000, 1001, 1102, 50, 11, 201
PREPARE, DATA, FREE, BUFFER, CHUNK = 1500, 1501, 1502, 1503, 1504
OK, UNAUTH, UNKNOWN = 2000, 2005, 0xFFFF
MAGIC = struct.pack("<HH", 0x5050, 0x7D82)
WRITES = frozenset({8, 10, 12, 14, 15, 18, 19, 20, 32, 33, 202, 1003, 1004, 1005})


def packed_time(moment: datetime, day: int = 0) -> int:
    """A moment in the terminal's form; `day` overrides the day of month (31 in February)."""
    days = (moment.year % 100) * 12 * 31 + (moment.month - 1) * 31 + (day or moment.day) - 1
    return days * 86400 + (moment.hour * 60 + moment.minute) * 60 + moment.second


def record(badge: str, moment: datetime, state: int = 0, day: int = 0) -> bytes:
    """An attendance record of 40 bytes."""
    return struct.pack("<H24sBIB8x", 1, badge.encode(), 1, packed_time(moment, day), state)


def short_record(inner: int, moment: datetime) -> bytes:
    """An attendance record of 8 bytes, of an old machine."""
    return struct.pack("<HBIB", inner, 1, packed_time(moment), 0)


def user(inner: int, number: str, name: str, encoding: str = "utf-8") -> bytes:
    """A user record of 72 bytes, with a password that nobody may keep."""
    return struct.pack("<HB8s24sIx7sx24s", inner, 0, b"pw93x7q", name.encode(encoding), 0, b"", number.encode())


def commkey(key: int, session: int, ticks: int = 50) -> bytes:
    """What a client must answer to prove that it knows the password."""
    mixed = 0
    for i in range(32):
        mixed = (mixed << 1 | 1) if key & (1 << i) else mixed << 1
    mixed = (mixed + session) & 0xFFFFFFFF
    a, b, c, d = (x ^ y for x, y in zip(struct.pack("<I", mixed), b"ZKSO", strict=True))
    low, high = struct.unpack("<HH", bytes((a, b, c, d)))
    e, f, _, h = struct.pack("<HH", high, low)
    return bytes((e ^ ticks, f ^ ticks, ticks, h ^ ticks))


class Terminal:
    """Answers one client at a time on a port of its own; `asked` keeps every command it was given."""

    def __init__(
        self,
        records: list[bytes],
        users: list[bytes] | None = None,
        *,
        password: int = 0,
        udp: bool = False,
        misbehave: str = "",
    ) -> None:
        self.records, self.users, self.password, self.udp, self.misbehave = (
            records,
            users or [],
            password,
            udp,
            misbehave,
        )
        self.asked: list[int] = []
        self._stop = threading.Event()
        kind = socket.SOCK_DGRAM if udp else socket.SOCK_STREAM
        self._socket = socket.socket(socket.AF_INET, kind)
        self._socket.bind(("127.0.0.1", 0))
        self._socket.settimeout(0.05)
        if not udp:
            self._socket.listen(4)
        self.port: int = self._socket.getsockname()[1]
        self._thread = threading.Thread(target=self._serve_udp if udp else self._serve_tcp, daemon=True)
        self._session = 4711
        self._known = False
        self._prepared = b""

    def __enter__(self) -> Terminal:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join(5)
        self._socket.close()

    def _serve_tcp(self) -> None:
        while not self._stop.is_set():
            try:
                client, _ = self._socket.accept()
            except TimeoutError:
                continue
            with client:
                client.settimeout(0.05)
                self._talk(client)

    def _talk(self, client: socket.socket) -> None:
        waiting = b""
        while not self._stop.is_set():
            try:
                more = client.recv(4096)
            except TimeoutError:
                continue
            except OSError:
                return
            if not more:
                return
            waiting += more
            if self.misbehave == "http":
                client.sendall(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")
                return
            while len(waiting) >= 8 and len(waiting) >= 8 + (size := struct.unpack_from("<I", waiting, 4)[0]):
                packet, waiting = waiting[8 : 8 + size], waiting[8 + size :]
                for answer in self._answers(packet):
                    if answer is None:
                        return
                    client.sendall(MAGIC + struct.pack("<I", len(answer)) + answer)

    def _serve_udp(self) -> None:
        while not self._stop.is_set():
            try:
                packet, where = self._socket.recvfrom(4096)
            except TimeoutError:
                continue
            for answer in self._answers(packet):
                if answer is None:
                    break
                self._socket.sendto(answer, where)

    def _answers(self, packet: bytes) -> list[bytes | None]:
        command, _, _, reply = struct.unpack_from("<4H", packet)
        body = packet[8:]
        self.asked.append(command)
        if self.misbehave == "silent":
            return []
        if command == CONNECT:
            self._known = not self.password
            return [self._packet(OK if self._known else UNAUTH, reply)]
        if command == AUTH:
            self._known = body[:4] == commkey(self.password, self._session)
            return [self._packet(OK if self._known else UNAUTH, reply)]
        return self._answer_known(command, body, reply)

    def _answer_known(self, command: int, body: bytes, reply: int) -> list[bytes | None]:
        if command == FREE_SIZES:
            sizes = [0] * 20
            sizes[4], sizes[8] = len(self.users), len(self.records)
            return [self._packet(OK, reply, struct.pack("<20i", *sizes))]
        if command == BUFFER:
            wanted = struct.unpack_from("<h", body, 1)[0]
            rows = b"".join(self.users if wanted == 9 else self.records)
            self._prepared = struct.pack("<I", len(rows)) + rows
            if len(self._prepared) < 900 and self.misbehave != "cut":
                return [self._packet(DATA, reply, self._prepared)]
            return [self._packet(OK, reply, b"\0" + struct.pack("<I", len(self._prepared)) + b"\0" * 4)]
        if command == CHUNK:
            return self._chunk(*struct.unpack_from("<ii", body), reply)
        if command == GET_TIME:
            return [self._packet(OK, reply, struct.pack("<I", packed_time(datetime(2026, 11, 21, 9, 33, 5))))]
        if command == OPTIONS:
            return [self._packet(OK, reply, b"~SerialNumber=TEST0001\0")]
        return [self._packet(OK if command in (FREE, EXIT) else UNKNOWN, reply)]

    def _chunk(self, start: int, size: int, reply: int) -> list[bytes | None]:
        part = self._prepared[start : start + size]
        if self.misbehave == "cut":
            return [
                self._packet(PREPARE, reply, struct.pack("<II", size, 0)),
                self._packet(DATA, reply, part[:200]),
                None,
            ]
        if self.misbehave == "garbage":
            return [b"\x13\x37" * 40, None]
        if not self.udp:
            return [
                self._packet(PREPARE, reply, struct.pack("<II", size, 0)),
                self._packet(DATA, reply, part),
                self._packet(OK, reply),
            ]
        parts = [self._packet(DATA, reply, part[i : i + 1024]) for i in range(0, len(part), 1024)]
        return [self._packet(PREPARE, reply, struct.pack("<I", size)), *parts, self._packet(OK, reply)]

    def _packet(self, code: int, reply: int, body: bytes = b"") -> bytes:
        return struct.pack("<4H", code, 0, self._session, reply) + body
