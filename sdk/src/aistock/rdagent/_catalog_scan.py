"""The text of a catalog, member by member and row by row: what is around the rows is kept, of the rows one at a time."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Callable, Iterator

from aistock.contract.plain_json import MAX_BYTES, PlainJsonError

_CHUNK = 1024 * 1024
_AHEAD = 16
"""Characters behind a value without which it might go on, as 1 does in 1e5, or an escape might not have ended."""

_SPACE = re.compile(r"[ \t\n\r]*")
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


class Scan:
    """Goes once through the text that `read` gives in pieces. Afterwards `head` is the document with an empty list of rows.

    It finds where values begin and end, and judges none: texts of rows and of the head go through the gates of any document.
    """

    def __init__(self, read: Callable[[int], bytes], rows_at: str) -> None:
        self._read = read
        self._rows_at = rows_at
        self._decoder = codecs.getincrementaldecoder("utf-8")()
        self._scanner = json.JSONDecoder(parse_float=str, parse_int=str, parse_constant=str)
        self._text, self._at, self._taken, self._ended = "", 0, 0, False
        self._lines = 0
        self._head: list[str] = []

    @property
    def head(self) -> bytes:
        """Everything but the rows."""
        return "".join(self._head).encode()

    def rows(self) -> Iterator[bytes]:
        """The text of each row; raises PlainJsonError for what is no JSON around them, or no UTF-8."""
        if self._next() != "{":
            self._keep_all()
            return
        self._keep("{")
        closed = self._next() == "}"
        while not closed:
            key = self._key()
            if key == self._rows_at and self._next() == "[":
                self._head.append("[]")
                yield from self._elements()
            else:
                self._head.append(self._value())
            closed = self._comma_or("}")
        self._keep("}")
        if self._next():
            raise self._wrong("Extra data")

    def _elements(self) -> Iterator[bytes]:
        self._at += 1
        if self._next() == "]":
            self._at += 1
            return
        while True:
            yield self._value().encode()
            if self._next() == "]":
                self._at += 1
                return
            self._skip(",")

    def _key(self) -> object:
        if self._next() != '"':
            raise self._wrong("Expecting property name enclosed in double quotes")
        text = self._value()
        self._head.append(text)
        self._next()
        self._keep(":")
        return json.loads(text)

    def _comma_or(self, end: str) -> bool:
        if self._next() == end:
            return True
        self._keep(",")
        return False

    def _keep(self, sign: str) -> None:
        self._skip(sign)
        self._head.append(sign)

    def _skip(self, sign: str) -> None:
        if self._next() != sign:
            raise self._wrong(f"Expecting {sign!r} delimiter")
        self._at += 1

    def _keep_all(self) -> None:
        """A text that is no object is the head as a whole, up to what any document may have."""
        while not self._ended and len(self._text) <= MAX_BYTES:
            self._more()
        self._head.append(self._text)

    def _next(self) -> str:
        """The next character that is no space; "" at the end."""
        while True:
            found = _SPACE.match(self._text, self._at)
            self._at = found.end() if found else self._at
            if self._at < len(self._text):
                return self._text[self._at]
            if self._ended:
                return ""
            self._more()

    def _value(self) -> str:
        """The text of the value that begins here."""
        self._next()
        while True:
            try:
                _, end = self._scanner.raw_decode(self._text, self._at)
            except json.JSONDecodeError as error:
                if self._ended or (error.pos < len(self._text) - _AHEAD and not error.msg.startswith("Unterminated")):
                    raise self._wrong(error.msg, error.pos) from None
            except RecursionError:
                raise PlainJsonError("json.depth", "is nested deeper than a document may be", "flatten it") from None
            else:
                if self._ended or end <= len(self._text) - _AHEAD:
                    text = self._text[self._at : end]
                    self._at = end
                    return text
            if len(self._text) - self._at > MAX_BYTES:
                raise PlainJsonError("json.size", f"holds a value larger than {MAX_BYTES} bytes", "split it")
            self._more()

    def _more(self) -> None:
        """As much again as waits here, so that a long value is looked at few times."""
        self._lines += self._text.count("\n", 0, self._at)
        self._text, self._at = self._text[self._at :], 0
        piece = self._read(max(_CHUNK, len(self._text)))
        if not self._taken and piece.startswith(_MARKS):
            raise PlainJsonError("json.encoding", "begins with a byte order mark", "write UTF-8 without one", piece[:3].hex())
        waiting = len(self._decoder.getstate()[0])
        try:
            self._text += self._decoder.decode(piece, final=not piece)
        except UnicodeDecodeError as error:
            place = self._taken - waiting + error.start
            raise PlainJsonError("json.encoding", f"is not UTF-8 at byte {place}", "write UTF-8") from None
        self._taken += len(piece)
        self._ended = not piece

    def _wrong(self, what: str, place: int | None = None) -> PlainJsonError:
        at = self._at if place is None else place
        line = self._lines + self._text.count("\n", 0, at) + 1
        return PlainJsonError("json.syntax", f"is not JSON: {what} at line {line}", "write the complete document as JSON", "")
