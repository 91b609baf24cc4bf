"""Terminals on loopback: good ones over TCP and UDP, and every way in which one goes wrong."""

from __future__ import annotations

import importlib.util
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from villagedesk.base.clock import clock_at
from villagedesk.base.errors import Mistake, Trouble
from villagedesk.devices.terminal import client
from villagedesk.services import people
from villagedesk.services.office import Office, create_office
from villagedesk.services.punches import badges, facts, imports, machines
from villagedesk.services.punches import pull as pulls
from villagedesk.services.punches.imports import Asked

_SPEC = importlib.util.spec_from_file_location("fake_terminal", Path(__file__).with_name("terminal.py"))
assert _SPEC and _SPEC.loader
fake = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(fake)

START = datetime(2026, 11, 2, 7, 50)


@pytest.fixture
def office(tmp_path: Path):
    made = create_office(tmp_path / "a.vdesk", "桃源村", "锦湖街道", clock=clock_at(datetime(2026, 11, 21, 9, 30)))
    yield made
    made.close()


def month(count: int) -> list[bytes]:
    return [fake.record(str(i % 7 + 1), START + timedelta(minutes=11 * i)) for i in range(count)]


def pull(office: Office, terminal, **options):
    address = pulls.read_address(f"127.0.0.1:{terminal.port}", options.pop("password", 0), timeout=1.0, **options)
    return pulls.pull(office, address)


@pytest.mark.parametrize("udp", [False, True], ids=["over tcp", "over udp"])
@pytest.mark.parametrize("count", [1, 5, 2000], ids=["one record", "a small packet", "many chunks"])
def test_a_terminal_is_read_whole_and_a_second_time_changes_nothing(office: Office, udp: bool, count: int):
    with fake.Terminal(month(count), [fake.user(3, "3", "张建国")], udp=udp) as terminal:
        first = pull(office, terminal, udp=udp)
        again = pull(office, terminal, udp=udp)
    assert (first.value.account.read, first.value.account.new) == (count, count)
    assert (again.value.account.new, again.value.account.duplicate) == (0, count)
    assert not set(terminal.asked) & fake.WRITES, "nothing is written or deleted on the machine"
    assert first.value.drift == 185
    assert "快 3 分 5 秒" in first.changes.says


def test_tcp_is_tried_first_and_udp_where_the_port_is_closed(office: Office):
    with fake.Terminal(month(3), udp=True) as terminal:
        assert pull(office, terminal).value.account.new == 3


def test_what_a_machine_gives_by_network_and_by_stick_is_one_machine(office: Office, tmp_path: Path):
    lines = "".join(
        f"{i % 7 + 1:>9}\t{START + timedelta(minutes=11 * i):%Y-%m-%d %H:%M:%S}\t1\t0\t1\t0\n" for i in range(20)
    )
    (tmp_path / "1_attlog.dat").write_text(lines)
    imports.import_files(office, [tmp_path / "1_attlog.dat"], Asked(device="大门"))
    with fake.Terminal(month(30)) as terminal:
        assert pull(office, terminal).value.account.new == 10
    (tmp_path / "2.dat").write_text(lines + "        9\t2026-11-18 08:00:00\t1\t0\t1\t0\n")
    assert imports.import_files(office, [tmp_path / "2.dat"]).value[0].new == 1
    assert [one.machine.name for one in machines.machines(office)] == ["大门"]


def test_an_address_may_be_typed_with_a_chinese_keyboard():
    address = pulls.read_address(" １９２。168。1.201：4370 ")
    assert (address.host, address.port) == ("192.168.1.201", 4370)


def test_names_of_users_are_hints_and_their_passwords_are_not_kept(office: Office):
    person = people.add_person(office, {"name": "张建国"}).value
    gbk = fake.user(4, "4", "李秀英", "gb18030")
    with fake.Terminal(month(40), [fake.user(3, "3", "张建国"), gbk]) as terminal:
        pull(office, terminal)
    unknown = {one.badge: (one.name, one.guess) for one in badges.unknown_badges(office)}
    assert unknown["3"] == ("张建国", person)
    assert unknown["4"] == ("李秀英", 0)
    assert b"pw93x7q" not in office.store.path.read_bytes()


def test_impossible_days_of_a_terminal_are_rejected_one_by_one(office: Office):
    rows = [*month(3), fake.record("5", datetime(2026, 2, 1, 8), day=31), fake.record("5", datetime(2001, 2, 1, 8))]
    with fake.Terminal(rows) as terminal:
        account = pull(office, terminal).value.account
    assert (account.read, account.new) == (5, 3)
    assert [bad.reason for bad in account.rejected] == ["impossible_date", "before_2005"]


def test_an_old_machine_with_short_records_names_people_by_its_inner_number(office: Office):
    rows = [fake.short_record(9, START), fake.short_record(2, START)]
    with fake.Terminal(rows, [fake.user(9, "1009", "王芳"), fake.user(2, "1002", "赵敏")]) as terminal:
        pull(office, terminal)
    assert {one.badge for one in badges.unknown_badges(office)} == {"1009", "1002"}


def test_the_right_password_opens_and_the_wrong_one_is_said(office: Office):
    with fake.Terminal(month(3), password=2468) as terminal:
        with pytest.raises(Trouble, match="通讯密码不对"):
            pull(office, terminal, password=1)
        assert pull(office, terminal, password=2468).value.account.new == 3


@pytest.mark.parametrize("udp", [False, True], ids=["over tcp", "over udp"])
def test_a_terminal_that_does_not_answer_is_given_up(office: Office, udp: bool):
    with fake.Terminal(month(3), udp=udp, misbehave="silent") as terminal, pytest.raises(Trouble, match="没有回答"):
        pull(office, terminal, udp=udp)


def test_something_else_on_the_port_is_no_terminal(office: Office):
    with fake.Terminal([], misbehave="http") as terminal, pytest.raises(Trouble, match="不是中控考勤机"):
        pull(office, terminal)


@pytest.mark.parametrize("how", ["cut", "garbage"], ids=["the line is cut", "the answer is garbled"])
def test_a_connection_lost_in_the_middle_stores_nothing(office: Office, how: str):
    with fake.Terminal(month(2000), misbehave=how) as terminal, pytest.raises(Trouble, match="断开"):
        pull(office, terminal)
    assert facts.data_until(office) is None
    assert machines.machines(office) == ()


def test_nobody_at_the_address(office: Office):
    with pytest.raises(Trouble, match=r"没有回答|连不上"):
        pulls.pull(office, pulls.read_address("127.0.0.1:9", timeout=0.5))
    with pytest.raises(Trouble, match="找不到地址"):
        pulls.pull(office, pulls.read_address("no-such-host.invalid", timeout=0.5))


@pytest.mark.parametrize("text", ["", ":4370", "1.2.3.4:port", "1.2.3.4:99999"])
def test_an_address_that_is_none_is_a_mistake(text: str):
    with pytest.raises(Mistake):
        pulls.read_address(text)


def test_a_pull_reaches_until_now_even_when_nobody_punched_today(office: Office):
    with fake.Terminal(month(3)) as terminal:
        pull(office, terminal)
    assert facts.data_until(office) == datetime(2026, 11, 21, 9, 30)


def test_a_second_pull_without_news_reaches_until_then(office: Office):
    later = replace(office, clock=clock_at(datetime(2026, 11, 23, 8, 15)))
    with fake.Terminal(month(3)) as terminal:
        pull(office, terminal)
        assert pull(later, terminal).value.account.new == 0
    assert facts.data_until(later) == datetime(2026, 11, 23, 8, 15)


def test_cancelling_between_steps_stores_nothing(office: Office):
    def stop(step: str) -> None:
        if "条记录" in step:
            raise KeyboardInterrupt

    with fake.Terminal(month(3)) as terminal, pytest.raises(KeyboardInterrupt):
        pulls.pull(office, pulls.read_address(f"127.0.0.1:{terminal.port}", timeout=1.0), progress=stop)
    assert machines.machines(office) == ()


def test_cancelling_while_records_arrive_is_a_cancel_and_no_trouble(office: Office, monkeypatch: pytest.MonkeyPatch):
    class Stop(Exception):
        pass

    def stop(step: str) -> None:
        if "KB" in step:
            raise Stop

    ticks = iter(range(10_000))
    monkeypatch.setattr(client, "time", SimpleNamespace(monotonic=lambda: float(next(ticks))))
    with fake.Terminal(month(5000)) as terminal, pytest.raises(Stop):
        pulls.pull(office, pulls.read_address(f"127.0.0.1:{terminal.port}", timeout=1.0), progress=stop)
    assert machines.machines(office) == ()
