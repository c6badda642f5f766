"""One POST over HTTP or HTTPS: a deadline over all of it, a bound on the answer, and every way to fail named."""

import contextlib
import http.client
import socket
import ssl
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from aistock_server.kernel.errors import RoomError
from aistock_server.market.sources.faults import malformed, refused, throttled, truncated, unreachable

_PIECE = 65_536
_LOOPBACK = ("127.0.0.1", "::1", "localhost")
_SHOWN = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where requests go. The token is in their body, so beyond this machine it has to be HTTPS."""

    secure: bool
    host: str
    port: int
    path: str

    @classmethod
    def parse(cls, source: str, url: str) -> "Address":
        """The parts of a URL; Refused for plain HTTP to another machine, and for what is no URL."""
        try:
            parts = urlsplit(url)
            host, port = parts.hostname, parts.port
        except ValueError:
            host = port = None
            parts = urlsplit("")
        if parts.scheme not in ("http", "https") or not host or parts.username or parts.query or parts.fragment:
            raise refused(source, f"{url!r} is no address; write https://host or https://host/path", field="url", value=url)
        if parts.scheme == "http" and host not in _LOOPBACK:
            message = f"{url!r} would send the token in clear; write https"
            raise refused(source, message, field="url", value=url)
        secure = parts.scheme == "https"
        return cls(secure=secure, host=host, port=port or (443 if secure else 80), path=parts.path or "/")


class HttpTransport:
    """Sends bodies to one address, a connection each; there are no redirects, for they would carry the token elsewhere."""

    def __init__(
        self, source: str, address: Address, *, timeout: float = 30.0, largest: int = 16 << 20, tls: ssl.SSLContext | None = None
    ) -> None:
        self._source = source
        self._address = address
        self._timeout = timeout
        self._largest = largest
        self._tls = tls

    def post(self, body: bytes) -> bytes:
        """The whole body of the answer with status 200."""
        expired = threading.Event()
        try:
            with self._connected(expired) as connection:
                headers = {"Content-Type": "application/json", "Accept-Encoding": "identity", "Connection": "close"}
                connection.request("POST", self._address.path, body=body, headers=headers)
                with connection.getresponse() as response:
                    content = self._body(response, expired)
                    self._check_status(response, content)
                return content
        except TimeoutError:
            raise self._late() from None
        except (http.client.HTTPException, OSError) as error:
            if expired.is_set():
                raise self._late() from None
            raise self._broken(error) from None

    @contextlib.contextmanager
    def _connected(self, expired: threading.Event) -> Iterator[http.client.HTTPConnection]:
        """A connection that is cut when the time is over, however slowly the other side drips."""
        address = self._address
        connection: http.client.HTTPConnection
        if address.secure:
            context = self._tls or ssl.create_default_context()
            connection = http.client.HTTPSConnection(address.host, address.port, timeout=self._timeout, context=context)
        else:
            connection = http.client.HTTPConnection(address.host, address.port, timeout=self._timeout)
        with contextlib.closing(connection):
            connection.connect()
            watch = threading.Timer(self._timeout, _cut, (connection.sock, expired))
            watch.daemon = True
            watch.start()
            try:
                yield connection
            finally:
                watch.cancel()
                watch.join()

    def _body(self, response: http.client.HTTPResponse, expired: threading.Event) -> bytes:
        """The body, which is neither larger than allowed nor shorter than announced."""
        if response.length is not None and response.length > self._largest:
            raise self._too_large(f"{response.length} bytes")
        held = bytearray()
        while piece := response.read1(_PIECE):
            held += piece
            if len(held) > self._largest:
                raise self._too_large(f"more than {self._largest} bytes")
        missing = response.length
        if expired.is_set():
            raise TimeoutError
        if missing:
            message = f"the answer ended {missing} bytes before its announced end"
            raise truncated(self._source, message, field="body", value=len(held))
        return bytes(held)

    def _check_status(self, response: http.client.HTTPResponse, content: bytes) -> None:
        status, told = response.status, f"HTTP {response.status} {response.reason}"
        shown = content[:_SHOWN].decode("utf-8", "replace")
        if status == 200:
            return
        if status == 429:
            raise throttled(self._source, told, field="status", value=status, retry_after=response.headers.get("Retry-After", ""))
        if status >= 500:
            raise unreachable(self._source, f"{told}: {shown}", field="status", value=status)
        if 300 <= status < 400:
            message = f"{told}: the address points elsewhere, and the token is not sent there; name the final address"
            raise refused(self._source, message, field="url", value=status)
        raise refused(self._source, f"{told}: {shown}; check address and token", field="status", value=status)

    def _late(self) -> RoomError:
        return unreachable(self._source, f"no whole answer within {self._timeout:g} s", field="timeout", value=self._timeout)

    def _broken(self, error: Exception) -> RoomError:
        if isinstance(error, http.client.IncompleteRead):
            return truncated(self._source, "the answer broke off", field="body", value=len(error.partial))
        if isinstance(error, ssl.SSLCertVerificationError):
            message = f"the certificate of {self._address.host} is not trusted ({error.verify_message}); check the address"
            return refused(self._source, message, field="url", value=self._address.host)
        return unreachable(
            self._source, f"the connection failed ({error or type(error).__name__})", field="url", value=self._address.host
        )

    def _too_large(self, size: str) -> RoomError:
        message = f"the answer has {size}, and {self._largest} are allowed"
        return malformed(self._source, message, remedy="ask for fewer rows a page", field="body", value=size)


def _cut(connected: socket.socket, expired: threading.Event) -> None:
    expired.set()
    with contextlib.suppress(OSError):
        # The plain socket's shutdown: that of a TLS socket would take the TLS object from under the reading thread.
        socket.socket.shutdown(connected, socket.SHUT_RDWR)
