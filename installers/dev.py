"""The one bootstrap: `python3 installers/dev.py run` and `python3 installers/dev.py test`.

Needs nothing but Python 3.11 and, on Debian, apt. It makes `.venv`, installs the project into it, adds Qt's
system libraries and a Chinese font where it may (root) or prints the exact command, then runs.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
DEMO = ROOT / "demo"
WINDOWS = os.name == "nt"
PYTHON = VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")

LIBRARIES = (
    "libegl1", "libgl1", "libopengl0", "libglib2.0-0", "libdbus-1-3", "libfontconfig1", "libxkbcommon0",
    "libxkbcommon-x11-0", "libxcb-cursor0", "libxcb-icccm4", "libxcb-image0", "libxcb-keysyms1", "libxcb-randr0",
    "libxcb-render-util0", "libxcb-shape0", "libxcb-xinerama0", "libxcb-xkb1", "fonts-noto-cjk",
)  # fmt: skip

NO_NETWORK = "没有网络，装不上所需的软件包；请连上网络后再运行一次同样的命令（装好一次以后就不再需要网络）。"


class Stop(Exception):
    """The bootstrap cannot go on; the one sentence to print."""


def say(text: str) -> None:
    """One line for the person at the terminal."""
    print(text, file=sys.stderr, flush=True)


def main(arguments: list[str]) -> int:
    """Run one of the two commands and return its exit code."""
    if not arguments or arguments[0] not in ("run", "test"):
        say("用法：python3 installers/dev.py run | test [pytest 的参数]")
        return 2
    try:
        need_python()
        need_libraries()
        need_packages("test,tools,terminal" if arguments[0] == "test" else "terminal")
        return run() if arguments[0] == "run" else run_tests(arguments[1:])
    except Stop as stop:
        say(str(stop))
        return 1


def need_python() -> None:
    """Refuse a Python that is too old."""
    if sys.version_info < (3, 11):
        raise Stop(f"需要 Python 3.11 或更新的版本，现在是 {sys.version.split()[0]}；请换一个 python3 再运行。")


def need_libraries() -> None:
    """Install the missing Debian packages as root, or print the command that does."""
    if not shutil.which("dpkg-query"):
        return
    missing = [name for name in LIBRARIES if not installed(name)]
    if not can_make_environment():
        missing.append("python3-venv")
    if missing:
        apt_install(missing)
    if "python3-venv" in missing and not can_make_environment():
        raise Stop("这个 Python 不能建立虚拟环境；请先运行：sudo apt-get install -y python3-venv")


def installed(name: str) -> bool:
    """Whether a Debian package is installed (its name may carry the t64 suffix of newer releases)."""
    query = ["dpkg-query", "-W", "-f=${Status}\n", name, name + "t64"]
    answer = subprocess.run(query, capture_output=True, text=True, check=False)
    return "install ok installed" in answer.stdout


def can_make_environment() -> bool:
    """Whether this Python can make a virtual environment with pip in it."""
    if PYTHON.exists():
        return True
    probe = [sys.executable, "-c", "import venv, ensurepip"]
    return subprocess.run(probe, capture_output=True, check=False).returncode == 0


def apt_install(names: list[str]) -> None:
    """Install Debian packages when we are root; otherwise say the exact command and go on."""
    command = "apt-get install -y --no-install-recommends " + " ".join(names)
    if os.name != "posix" or os.geteuid() != 0 or not shutil.which("apt-get"):
        say(f"还缺少系统软件包，窗口或中文可能显示不了；请运行：sudo {command}")
        return
    say(f"正在安装 {len(names)} 个系统软件包（Qt 的运行库和中文字体）…")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE, "text": True, "env": environment}
    for step in (["apt-get", "update", "-qq"], command.split()):
        done = subprocess.run(step, check=False, **quiet)
        if done.returncode and not PYTHON.exists() and unreachable(done.stderr):
            raise Stop(NO_NETWORK)
    if done.returncode:
        say(f"系统软件包没有装上，先继续；之后可运行：sudo {command}")


def unreachable(text: str) -> bool:
    """Whether apt or pip failed because nothing could be fetched."""
    marks = (
        *("NewConnectionError", "Temporary failure", "Could not find a version", "ConnectionError", "timed out"),
        *("Max retries", "Network is unreachable", "Name or service", "No matching distribution", "ProxyError"),
        *("Could not resolve", "Failed to fetch", "Unable to fetch", "Unable to locate package"),
    )
    return any(mark in text for mark in marks)


def need_packages(extras: str) -> None:
    """Make `.venv` and install the project with `extras`; nothing is done again when nothing changed."""
    wanted = hashlib.sha256((ROOT / "pyproject.toml").read_bytes() + str(ROOT).encode()).hexdigest()
    stamp = VENV / f"installed-{extras.replace(',', '-')}"
    if PYTHON.exists() and works() and stamp.exists() and stamp.read_text() == wanted:
        return
    if not (PYTHON.exists() and works()):
        say("正在建立虚拟环境 .venv …")
        make = [sys.executable, "-m", "venv", "--clear", str(VENV)]
        if subprocess.run(make, capture_output=True, check=False).returncode:
            raise Stop("虚拟环境没有建成；请运行 sudo apt-get install -y python3-venv，再试一次。")
    say("正在安装所需的软件包（第一次要几分钟）…")
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--retries", "2"]
    done = subprocess.run([*pip, "-e", f"{ROOT}[{extras}]"], stderr=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        raise Stop(pip_failure(done.stderr))
    stamp.write_text(wanted)


def works() -> bool:
    """Whether the Python of `.venv` starts at all (a moved checkout or an upgraded system breaks it)."""
    return subprocess.run([str(PYTHON), "-c", ""], capture_output=True, check=False).returncode == 0


def pip_failure(text: str) -> str:
    """One sentence for a failed installation."""
    if unreachable(text):
        return NO_NETWORK
    if "No space left" in text:
        return "磁盘已满，装不上所需的软件包；请腾出约 1.5 GB 空间后再运行一次。"
    lines = [line.strip() for line in text.splitlines() if "Error" in line or "ERROR" in line]
    return "安装所需的软件包时出错：" + (lines[-1] if lines else text.strip()[-300:])


def has_display() -> bool:
    """Whether a window can be shown here."""
    return WINDOWS or sys.platform == "darwin" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def villagedesk(*arguments: str) -> None:
    """Run one command of the program."""
    done = subprocess.run([str(PYTHON), "-m", "villagedesk", *arguments], cwd=ROOT, check=False)
    if done.returncode:
        raise Stop(f"“villagedesk {arguments[0]}”没有做成，见上一行的说明。")


def run() -> int:
    """Open the window on the demonstration office, or do the main job without one."""
    DEMO.mkdir(exist_ok=True)
    office = DEMO / "桃源村.vdesk"
    if not office.exists():
        say("正在准备演示用的办公文件 …")
        villagedesk("demo", str(office))
    if has_display():
        return subprocess.run(
            [str(PYTHON), "-m", "villagedesk", "window", "--office", str(office)], check=False
        ).returncode
    return run_headless(office)


def run_headless(office: Path) -> int:
    """Plan next month, import the demo machine's punches, and write the papers into `demo/`."""
    say("这台机器没有显示器，改为直接完成主要工作 …")
    today = date.today()
    this_month = f"{today:%Y-%m}"
    next_month = f"{today.year + today.month // 12}-{today.month % 12 + 1:02d}"
    last_month = f"{today.year - (today.month == 1)}-{(today.month - 2) % 12 + 1:02d}"
    at = ("--office", str(office))
    machine = DEMO / "1_attlog.dat"
    villagedesk("roster", "plan", next_month, "--keep-published", *at)
    villagedesk("demo-machine", str(machine), this_month, *at)
    villagedesk("punches", "import", str(machine), "--device", "大门考勤机", *at)
    posted, sheet = DEMO / f"值班公示表-{next_month}.pdf", DEMO / f"考勤月报-{last_month}.xlsx"
    villagedesk(
        "paper", "值班公示表", next_month, "--pdf", str(posted), "--xlsx", str(posted.with_suffix(".xlsx")), *at
    )
    villagedesk("paper", "考勤月报", last_month, "--xlsx", str(sheet), "--pdf", str(sheet.with_suffix(".pdf")), *at)
    villagedesk("report", "month", last_month, "--out", str(DEMO / "月报"), *at)
    say(f"做好了，都在这里：{DEMO}")
    for path in sorted(DEMO.rglob("*")):
        if path.suffix in (".pdf", ".xlsx", ".docx"):
            print(path.relative_to(ROOT))
    return 0


def run_tests(arguments: list[str]) -> int:
    """Run the test suite without a screen."""
    environment = {"QT_QPA_PLATFORM": "offscreen", **os.environ}
    return subprocess.run([str(PYTHON), "-m", "pytest", *arguments], cwd=ROOT, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
