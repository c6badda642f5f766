"""A catalog import that comes in pieces: checked against its header, kept in a file, and handed on row by row."""

import hashlib
import struct
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO

from google.protobuf.message import Message

from aistock.library.v1 import factor_catalog_pb2, library_service_pb2, loop_catalog_pb2, model_catalog_pb2, strategy_catalog_pb2
from aistock.library.v1.converters import FACTOR_SOURCE_FROM_PB
from aistock_server.kernel.errors import Invalid, Violation
from aistock_server.library import Key, Offer
from aistock_server.rpc.codec import from_pb

_LENGTH = struct.Struct("<I")
#: A digest of this many bytes is enough to know the same bytes again.
_DIGEST_BYTES = 16


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
        self._file = file
        self._ends = [0] * len(self._kinds)
        self._last = 0
        self._digest = hashlib.sha256()

    def add(self, rows: Any) -> None:
        """Keep a piece; Invalid (INVALID_FIELD) when it does not follow the header."""
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
            head = bytes([place]) + _LENGTH.pack(len(content))
            self._digest.update(head + content)
            self._file.write(head[1:])
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
            (length,) = _LENGTH.unpack(self._file.read(_LENGTH.size))
            content = self._file.read(length)
            at += _LENGTH.size + length
            yield _offer(kind, content)


async def received(requests: AsyncIterator[Any], file: BinaryIO) -> tuple[Any, Spool]:
    """The first message, which holds the header, and the rows of the others."""
    first: Any = None
    spool: Spool | None = None
    async for message in requests:
        if (first is None) != message.HasField("header"):
            raise _invalid("header", "", "must stand in the first message of an import and in no other; send it first, once")
        if first is None:
            first, spool = message, Spool(message.header.catalogs, file)
        elif spool is not None:
            spool.add(message.rows)
    if first is None or spool is None:
        raise _invalid("header", "", "is missing: the import holds no message; send the header, then the rows")
    return first, spool


def _offer(kind: _Kind, content: bytes) -> Offer:
    message: Any = kind.message.FromString(content)
    digest = hashlib.blake2b(content, digest_size=_DIGEST_BYTES).hexdigest()
    return Offer(key=kind.key(message), document=lambda: from_pb(message), digest=digest)


def _invalid(field: str, value: object, text: str) -> Invalid:
    violation = Violation(field=field, rule="import_stream.in_order", value=str(value), message=text)
    got = f"; got {value}" if value != "" else ""
    return Invalid("INVALID_FIELD", f"{field} {text}{got}", violations=[violation], field=field)
