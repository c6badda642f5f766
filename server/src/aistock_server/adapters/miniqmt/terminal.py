"""A connection to one terminal: every call of the vendor's layer with a deadline, and every failure by its own name."""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from aistock_server.adapters.miniqmt.lane import Closed, Crowded, Lane
from aistock_server.adapters.miniqmt.vendor import Layer, claim, give_back, layer
from aistock_server.kernel.errors import RoomError
from aistock_server.market.sources.faults import malformed, truncated, unreachable

_Answer = TypeVar("_Answer")
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where the terminal listens for its layer. It is always named: what the layer finds by itself may be another terminal."""

    host: str = "127.0.0.1"
    port: int = 58610


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """Seconds until a call counts as without an answer. The layer itself would wait for ever."""

    read: float = 60.0
    download: float = 600.0
    watch: float = 10.0


class Terminal:
    """The vendor's one connection, behind two lanes: a download of minutes does not hold up the watch over live quotes.

    Nothing is loaded or dialled before the first call, and the layer dials again by itself when the terminal was restarted.
    Should the vendor's binary keep Python's lock while it waits, no deadline inside of the process can be kept.
    """

    def __init__(self, source: str, address: Address, *, folder: Path | None = None, patience: Patience | None = None) -> None:
        self._source = source
        self._address = address
        self._folder = folder
        self._patience = patience or Patience()
        self._history = Lane(f"{source}-history")
        self._watching = Lane(f"{source}-watch")
        self._opening = threading.Lock()
        self._dialling = threading.Lock()
        self._layer: Layer | None = None
        self._has_dialled = False
        self._is_closed = False

    @property
    def source(self) -> str:
        """The name under which answers and errors go out."""
        return self._source

    def version(self) -> str:
        """What the vendor's layer calls itself; Refused when it cannot be loaded."""
        return self._opened().version

    def read(self, what: str, call: Callable[[Any], _Answer]) -> _Answer:
        """What the call on the vendor's module answers from the terminal's own store."""
        return self._ask(self._history, what, call, self._patience.read)

    def download(self, what: str, call: Callable[[Any], _Answer]) -> _Answer:
        """As `read`, for calls that make the terminal fetch something first."""
        return self._ask(self._history, what, call, self._patience.download)

    def watch(self, what: str, call: Callable[[Any], _Answer]) -> _Answer:
        """As `read`, for the short calls of live quotes, which do not wait behind those of history."""
        return self._ask(self._watching, what, call, self._patience.watch)

    def close(self) -> None:
        """Hang up, and let another terminal have the vendor's layer. Nothing more is asked, nor a call under way waited for."""
        with self._opening:
            opened, self._layer = self._layer, None
            self._is_closed = True
        if opened is None:
            return
        try:
            self._watching.run(opened.xtdata.disconnect, self._patience.watch)
        except Exception as error:
            # What was not dropped here is dropped by the next owner's first call; nobody can do more about it.
            _LOG.warning("hanging up on %s failed: %r", self._source, error)
        finally:
            self._history.close()
            self._watching.close()
            give_back()

    def _opened(self) -> Layer:
        with self._opening:
            if self._is_closed:
                raise self._was_closed()
            if self._layer is None:
                loaded = layer(self._source, self._folder)
                claim(self._source)
                self._layer = loaded
            return self._layer

    def _was_closed(self) -> RoomError:
        return unreachable(self._source, "the connection to the terminal was closed", field="address", value=self._address.port)

    def _ask(self, lane: Lane, what: str, call: Callable[[Any], _Answer], seconds: float) -> _Answer:
        opened = self._opened()
        try:
            return lane.run(lambda: self._connected(opened, call), seconds)
        except RoomError:
            raise
        except TimeoutError:
            raise unreachable(self._source, f"{what} has no answer after {seconds:g} s", field="call", value=what) from None
        except Closed:
            raise self._was_closed() from None
        except Crowded:
            message = f"{what} is not asked, because too many calls before it never ended; restart the terminal, then the server"
            raise unreachable(self._source, message, field="call", value=what) from None
        except Exception as error:
            raise self._fault(what, error) from None

    def _connected(self, opened: Layer, call: Callable[[Any], _Answer]) -> _Answer:
        with self._dialling:
            if self._is_closed:
                # The layer belongs to another by now.
                raise Closed
            # The layer dials in every call that finds no connection; two threads at once would dial two.
            if not self._has_dialled:
                # It would go on with a connection that somebody else has left open, whatever its address.
                opened.xtdata.disconnect()
            opened.xtdata.connect(self._address.host, self._address.port)
            self._has_dialled = True
        return call(opened.xtdata)

    def _fault(self, what: str, error: Exception) -> RoomError:
        """The vendor's failures by kind: it raises a bare Exception with a Chinese text, and else lets Python's own errors out."""
        told = f"{what}: the terminal says {str(error)[:200]!r}"
        if type(error) is Exception or isinstance(error, OSError):
            return unreachable(self._source, told, field="call", value=what)
        if isinstance(error, ValueError):
            # Arrays that do not fit one another, bytes that are no whole numbers, a text of JSON that ends early.
            return truncated(self._source, f"{what}: the parts of the answer do not fit together", field="call", value=what)
        problem = f"{what}: the vendor's layer cannot read the answer ({type(error).__name__})"
        return malformed(self._source, problem, remedy="report it to the vendor", field="call", value=what)
