"""The tests' side of the terminal that stands in: it is started, told how to behave, killed and started again."""

import json
import socket
import struct
import subprocess
import sys
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent


class StandIn:
    """A terminal's process, and a connection of its own to tell it things."""

    def __init__(self, market: dict[str, Any], folder: Path) -> None:
        self._file = folder / "market.json"
        self._file.parent.mkdir(parents=True, exist_ok=True)
        self._file.write_text(json.dumps(market), encoding="utf-8")
        self.port = 0
        self.start()

    def start(self) -> None:
        """Begin to listen, on the port it had before if it had one; everything that was told it is forgotten."""
        command = [sys.executable, "-S", "-E", str(FOLDER / "terminal.py"), str(self._file), str(self.port)]
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert self._process.stdout is not None
        self.port = int(self._process.stdout.readline())
        self._control = socket.create_connection(("127.0.0.1", self.port), timeout=30)

    def kill(self) -> None:
        """End the process as a crash would."""
        self._control.close()
        self._process.kill()
        self._process.wait()
        assert self._process.stdout is not None
        self._process.stdout.close()

    def tell(self, what: str, *arguments: Any) -> Any:
        """Have the terminal do something; what it answers."""
        content = json.dumps({"id": 0, "call": f"control.{what}", "arguments": arguments}).encode()
        self._control.sendall(struct.pack(">I", len(content)) + content)
        reply = json.loads(self._exactly(struct.unpack(">I", self._exactly(4))[0]))
        return reply["value"]

    def misbehave(self, call: str, do: str, value: Any = None, times: int = 1) -> None:
        """The next calls of that name are answered in that manner."""
        self.tell("manner", call, do, value, times)

    def calls(self, name: str) -> list[list[Any]]:
        """The arguments of every call of that name so far."""
        return [arguments for call, arguments in self.tell("calls") if call == name]

    def _exactly(self, count: int) -> bytes:
        parts = b""
        while len(parts) < count:
            part = self._control.recv(count - len(parts))
            assert part, "the terminal hung up"
            parts += part
        return parts


def stand_in_for_the_binary() -> None:
    """Let the vendor's package find the stand-in where its binary would be; on Windows the real one is found before it."""
    kept = sys.modules.setdefault("pkg_resources", None)  # else the package asks the package index for its newest version
    import xtquant

    if kept is None:
        del sys.modules["pkg_resources"]
    native = str(FOLDER / "native")
    if native not in xtquant.__path__:
        xtquant.__path__.append(native)
