"""Who materializes a loop: a process that can be told from every other, and whether it may still be at work."""

import os
import platform
from datetime import datetime, timedelta
from pathlib import Path

LEASE = timedelta(hours=1)
"""A claim that cannot be asked about, because another machine holds it, ends after this time without a sign of it."""


def this_process() -> str:
    """The calling process: machine, number and start, joined by `|`."""
    pid = os.getpid()
    return f"{_machine()}|{pid}|{_started(pid) or ''}"


def may_be_at_work(owner: str | None, *, since: str | None, now: str) -> bool:
    """Whether a claim still holds: its process lives on this machine, or is elsewhere and claimed less than LEASE ago."""
    parts = (owner or "").split("|")
    if len(parts) == 3 and parts[0] == _machine() and parts[1].isdigit():
        return _lives(int(parts[1]), parts[2], since, now)
    return _within_lease(since, now)


def _machine() -> str:
    """This machine since it was started, and the space that process numbers count in."""
    boot = _line(Path("/proc/sys/kernel/random/boot_id"))
    try:
        space = str(Path("/proc/self/ns/pid").readlink())
    except OSError:
        space = ""
    return f"{platform.node()}/{boot}/{space}".replace("|", "-")


def _lives(pid: int, started: str, since: str | None, now: str) -> bool:
    if Path("/proc/self/stat").exists():
        return started != "" and _started(pid) == started
    return _within_lease(since, now)


def _started(pid: int) -> str | None:
    """When a process started, in clock ticks since boot; None for one that is gone or only waits to be buried."""
    after_name = _line(Path(f"/proc/{pid}/stat")).rpartition(") ")[2].split()
    if len(after_name) < 20 or after_name[0] in ("Z", "X"):
        return None
    return after_name[19]


def _line(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        return ""


def _within_lease(since: str | None, now: str) -> bool:
    try:
        return datetime.fromisoformat(now) - datetime.fromisoformat(since or "") < LEASE
    except (ValueError, TypeError):
        # Nobody can say when it was claimed; it would be held for ever.
        return False
