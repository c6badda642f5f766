"""A catalog import that comes in pieces: checked, kept in a file, and handed on row by row.

Rows whose very bytes brought what the library holds were checked when they came first, and are not checked again.
"""

import hashlib
import struct
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, BinaryIO

from google.protobuf.message import Message

from aistock.errors import UnknownEnumValue
from aistock.library.v1 import factor_catalog_pb2, library_service_pb2, loop_catalog_pb2, model_catalog_pb2, strategy_catalog_pb2
from aistock.library.v1.converters import CATALOG_KIND_FROM_PB, FACTOR_SOURCE_FROM_PB
from aistock.library.v1.models import CatalogKind
from aistock_server.kernel.errors import Invalid, Violation
from aistock_server.library import Key, Offer
from aistock_server.rpc import validation
from aistock_server.rpc.codec import fingerprint, from_pb

#: A digest of this many bytes is enough to know the same bytes again.
_DIGEST_BYTES = 16
#: What stands in the file before a row: its length and its digest.
_HEAD = struct.Struct(f"<I{_DIGEST_BYTES}s")
#: The contract's limit of a piece; a longer one is checked as it came, so that its length is refused.
_MOST_ROWS = 1000

Digests = Callable[[CatalogKind, Collection[Key]], Mapping[Key, str]]
"""Digests of the bytes that brought what is stored under these keys."""


@dataclass(frozen=True, slots=True)
class _Kind:
    """Rows of a kind on the wire: their field, their message, and their key."""

    field: str
    message: type[Message]
    key: Callable[[Any], Key]


_KINDS: Mapping[int, _Kind] = {
    library_service_pb2.CATALOG_KIND_FACTOR: _Kind(
        "factors", factor_catalog_pb2.CatalogFactor, lambda row: (row.name, FACTOR_SOURCE_FROM_PB[row.source].value)
    ),
    library_service_pb2.CATALOG_KIND_STRATEGY: _Kind(
        "strategies", strategy_catalog_pb2.CatalogStrategy, lambda row: (row.strategy_id,)
    ),
    library_service_pb2.CATALOG_KIND_LOOP: _Kind(
        "loops", loop_catalog_pb2.CatalogLoop, lambda row: (row.task_run_id, row.loop_id, row.workspace_id)
    ),
    library_service_pb2.CATALOG_KIND_MODEL: _Kind("models", model_catalog_pb2.CatalogModel, lambda row: (row.model_id,)),
}


class Spool:
    """Rows in a file, those of a catalog one behind the other; its digest does not depend on how they were cut."""

    def __init__(self, catalogs: Sequence[Any], file: BinaryIO) -> None:
        self._kinds = [_KINDS[catalog.kind] for catalog in catalogs]
        self._names = [CATALOG_KIND_FROM_PB[catalog.kind] for catalog in catalogs]
        self._file = file
        self._ends = [0] * len(self._kinds)
        self._last = 0
        self._digest = hashlib.sha256()

    def take(self, message: Any, digests: Digests) -> None:
        """Check a piece and keep it; Invalid when it breaks a rule of the contract, or does not follow the header."""
        place = message.rows.catalog
        if 0 <= place < len(self._kinds) and 0 < len(getattr(message.rows, self._kinds[place].field)) <= _MOST_ROWS:
            _check(message, self._kinds[place], _known(self._kinds[place], self._names[place], message.rows, digests))
        else:
            validation.check(message)
        self.add(message.rows)

    def add(self, rows: Any) -> None:
        """Keep rows that have been checked; Invalid (INVALID_FIELD) when they do not follow the header."""
        place = rows.catalog
        if not self._last <= place < len(self._kinds):
            most = len(self._kinds) - 1
            raise _invalid("rows.catalog", place, f"must be from {self._last} to {most}; send rows in the order of the header")
        kind = self._kinds[place]
        for other in _KINDS.values():
            if other is not kind and len(getattr(rows, other.field)):
                count = len(getattr(rows, other.field))
                raise _invalid(
                    f"rows.{other.field}", f"{count} rows", f"must be empty: catalog {place} holds {kind.field}; send those"
                )
        for row in getattr(rows, kind.field):
            content = row.SerializeToString(deterministic=True)
            head = _HEAD.pack(len(content), _digest(content))
            self._digest.update(bytes([place]) + head)
            self._digest.update(content)
            self._file.write(head)
            self._file.write(content)
        self._last = place
        self._ends[place:] = [self._file.tell()] * (len(self._ends) - place)

    def digest(self) -> str:
        """SHA-256 over all rows and the catalogs they belong to."""
        return self._digest.hexdigest()

    def offers(self) -> list[Callable[[], Iterable[Offer]]]:
        """The rows of each catalog of the header, in its order, whenever they are asked for."""
        return [lambda place=place: self._read(place) for place in range(len(self._kinds))]  # type: ignore[misc]  # bound early

    def _read(self, place: int) -> Iterator[Offer]:
        kind, at = self._kinds[place], self._ends[place - 1] if place else 0
        while at < self._ends[place]:
            self._file.seek(at)
            length, digest = _HEAD.unpack(self._file.read(_HEAD.size))
            content = self._file.read(length)
            at += _HEAD.size + length
            yield _offer(kind, content, digest.hex())


async def received(
    requests: AsyncIterator[Any], file: BinaryIO, take: Callable[[Spool, Any], Awaitable[None]]
) -> tuple[Any, Spool]:
    """The first message, which holds the header, and the rows of the others, which `take` brings into the spool."""
    first: Any = None
    spool: Spool | None = None
    async for message in requests:
        if first is None:
            validation.check(message)
        if (first is None) != message.HasField("header"):
            raise _invalid("header", "", "must stand in the first message of an import and in no other; send it first, once")
        if first is None:
            first, spool = message, Spool(message.header.catalogs, file)
        elif spool is not None:
            await take(spool, message)
    if first is None or spool is None:
        raise _invalid("header", "", "is missing: the import holds no message; send the header, then the rows")
    return first, spool


def _known(kind: _Kind, name: CatalogKind, rows: Any, digests: Digests) -> frozenset[int]:
    """Places of the rows whose very bytes brought what is stored."""
    found = getattr(rows, kind.field)
    keys = [_key(kind, row) for row in found]
    stored = digests(name, {key for key in keys if key is not None})
    if not stored:
        return frozenset()
    return frozenset(
        number
        for number, (key, row) in enumerate(zip(keys, found, strict=True))
        if key is not None and key in stored and stored[key] == _digest(row.SerializeToString(deterministic=True)).hex()
    )


def _key(kind: _Kind, row: Any) -> Key | None:
    """The key of a row that nobody has checked; None when nothing can be stored under it."""
    try:
        key = kind.key(row)
    except UnknownEnumValue:
        return None
    return None if any("\0" in part for part in key if isinstance(part, str)) else key


def _check(message: Any, kind: _Kind, known: Container[int]) -> None:
    """Check all of a message but the rows that are known.

    A row is checked by being read: models refuse what the rules of the contract refuse, in a third of the time. What to
    say of one that is refused is asked of the rules.
    """
    validation.check_known(message)
    rest = type(message)()
    rest.CopyFrom(message)
    # The others stay: those of another kind have no place here, and are refused with the message.
    rest.rows.ClearField(kind.field)
    try:
        validation.check_rules(rest)
        for number, row in enumerate(getattr(message.rows, kind.field)):
            if number not in known:
                from_pb(row)
    except Invalid:
        # With every row in its place, so that the places which are told are those of the message.
        validation.check_rules(message)
        raise


@cache
def _contract() -> bytes:
    """What digests are made with: bytes that another contract let pass are not known under this one."""
    return bytes.fromhex(fingerprint())


def _digest(content: bytes) -> bytes:
    return hashlib.blake2b(content, digest_size=_DIGEST_BYTES, key=_contract()).digest()


def _offer(kind: _Kind, content: bytes, digest: str) -> Offer:
    message: Any = kind.message.FromString(content)
    return Offer(key=kind.key(message), document=lambda: from_pb(message), digest=digest, size=len(content))


def _invalid(field: str, value: object, text: str) -> Invalid:
    violation = Violation(field=field, rule="import_stream.in_order", value=str(value), message=text)
    got = f"; got {value}" if value != "" else ""
    return Invalid("INVALID_FIELD", f"{field} {text}{got}", violations=[violation], field=field)
