"""A real PostgreSQL for tests and benchmarks: a cluster of its own in a temporary folder, stopped and removed at the end."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_USER = "aistock"
_START_SECONDS = 60
_ORDINARY_USERS = ("postgres", "nobody")


class PostgresMissing(Exception):
    """No PostgreSQL is installed here, or nobody may run it."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """A running PostgreSQL on a loopback port."""

    port: int
    binaries: Path
    sockets: Path

    def url(self, name: str) -> str:
        """SQLAlchemy's URL of a database."""
        return f"postgresql+psycopg://{_USER}@127.0.0.1:{self.port}/{name}"

    def create(self, name: str, template: str = "template0") -> str:
        """A new database that sorts text by code point, or a copy of another that nobody is connected to; its URL."""
        sort = ("-E", "UTF8", "-l", "C") if template == "template0" else ()
        self._tool("createdb", "-T", template, *sort, name)
        return self.url(name)

    def drop(self, name: str) -> None:
        """Remove a database, whoever is still connected."""
        self._tool("dropdb", "--force", name)

    def _tool(self, tool: str, *arguments: str) -> None:
        _run([str(self.binaries / tool), "-h", str(self.sockets), "-p", str(self.port), "-U", _USER, *arguments])


def binaries() -> Path:
    """The folder of initdb and its sisters, of the newest version installed; PostgresMissing when there is none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parent.parent.name))
    if found:
        return found[-1].parent
    named = shutil.which("initdb")
    if named is None:
        raise PostgresMissing("initdb is not installed; run requirements/postgresql.sh, or install PostgreSQL")
    return Path(named).resolve().parent


@contextmanager
def cluster() -> Iterator[Cluster]:
    """A cluster on a free port, as an ordinary user; it does not survive a power cut and is faster for it."""
    tools, prefix, folder = binaries(), _as_ordinary_user(), Path(tempfile.mkdtemp(prefix="aistock-pg-"))
    try:
        if prefix:
            shutil.chown(folder, _ordinary_user())
        data, port = folder / "data", _free_port()
        _run([*prefix, str(tools / "initdb"), "-D", str(data), "-U", _USER, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"])
        (data / "postgresql.auto.conf").write_text(_settings(port, folder), encoding="utf-8")
        control = [*prefix, str(tools / "pg_ctl"), "-D", str(data), "-t", str(_START_SECONDS), "-w"]
        _run([*control, "-l", str(folder / "log"), "start"])
        try:
            yield Cluster(port=port, binaries=tools, sockets=folder)
        finally:
            _run([*control, "-m", "immediate", "stop"])
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _settings(port: int, folder: Path) -> str:
    settings = {
        "listen_addresses": "'127.0.0.1'", "port": port, "unix_socket_directories": f"'{folder}'", "fsync": "off",
        "synchronous_commit": "off", "full_page_writes": "off", "max_connections": 60, "shared_buffers": "'256MB'",
        "max_wal_size": "'2GB'",
    }  # fmt: skip
    return "".join(f"{name} = {value}\n" for name, value in settings.items())


def _ordinary_user() -> str:
    """Who runs the server when we are root, whom PostgreSQL refuses."""
    for name in _ORDINARY_USERS:
        try:
            return pwd.getpwnam(name).pw_name
        except KeyError:
            continue
    raise PostgresMissing(f"PostgreSQL does not run as root, and none of the users {', '.join(_ORDINARY_USERS)} exists")


def _as_ordinary_user() -> list[str]:
    if os.geteuid() != 0:
        return []
    if shutil.which("setpriv") is None:
        raise PostgresMissing("PostgreSQL does not run as root, and setpriv, which changes the user, is not installed")
    one = pwd.getpwnam(_ordinary_user())
    return ["setpriv", f"--reuid={one.pw_uid}", f"--regid={one.pw_gid}", "--clear-groups"]


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _run(command: Sequence[str]) -> None:
    """Run a tool where every user may stand; RuntimeError with what it said when it fails."""
    # What stays behind of a started server would hold a pipe open, so its words go into a file.
    with tempfile.TemporaryFile("w+", encoding="utf-8") as said:
        done = subprocess.run(command, cwd="/", stdin=subprocess.DEVNULL, stdout=said, stderr=subprocess.STDOUT, check=False)
        if done.returncode:
            said.seek(0)
            raise RuntimeError(f"{' '.join(command)} ended with {done.returncode}: {said.read()[-2000:]}")
