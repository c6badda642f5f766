"""What is known about snapshots, as rows."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

import sqlalchemy as sa

from aistock.contract.documents import canonical_json
from aistock.market.v1.models import Board, DatasetKind, DatasetManifest, Instrument, InstrumentKind
from aistock_server.adapters.sql.database import Database
from aistock_server.adapters.sql.market_tables import market_instrument as members
from aistock_server.adapters.sql.market_tables import market_latest as names
from aistock_server.adapters.sql.market_tables import market_session as days
from aistock_server.adapters.sql.market_tables import market_snapshot as snapshots
from aistock_server.market.model import Snapshot

_CODES_A_QUERY = 500
_SNAPSHOTS_HELD = 64


class SqlMarketStore:
    """The port over the market tables; every statement runs in the unit of work of its call."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._known = lru_cache(maxsize=_SNAPSHOTS_HELD)(self._read)

    def add(self, snapshot: Snapshot, instruments: Sequence[Instrument]) -> None:
        """Store a snapshot, its sessions and instruments."""
        connection = self._database.connection()
        manifest, name = snapshot.manifest, snapshot.manifest.snapshot_id
        last = connection.execute(sa.select(sa.func.coalesce(sa.func.max(snapshots.c.ordinal), 0))).scalar_one()
        connection.execute(
            snapshots.insert().values(
                snapshot_id=name,
                ordinal=last + 1,
                name=manifest.name,
                kind=manifest.kind.value,
                manifest=canonical_json(manifest).decode(),
            )
        )
        marked = [*((day, False) for day in snapshot.sessions), *((day, True) for day in snapshot.later_sessions)]
        if marked:
            rows = [{"snapshot_id": name, "day": day.isoformat(), "later": later} for day, later in marked]
            connection.execute(days.insert(), rows)
        if instruments:
            connection.execute(members.insert(), [_instrument_row(name, one) for one in instruments])

    def snapshot(self, snapshot_id: str) -> Snapshot | None:
        """A snapshot with its sessions."""
        connection = self._database.connection()
        text = connection.execute(
            sa.select(snapshots.c.manifest).where(snapshots.c.snapshot_id == snapshot_id)
        ).scalar_one_or_none()
        # A snapshot never changes; one whose unit of work was undone and that is stored again tells another time of it.
        return None if text is None else self._known(snapshot_id, text)

    def _read(self, snapshot_id: str, manifest: str) -> Snapshot:
        query = sa.select(days.c.day, days.c.later).where(days.c.snapshot_id == snapshot_id).order_by(days.c.day)
        rows = self._database.connection().execute(query).all()
        return Snapshot(
            manifest=DatasetManifest.model_validate_json(manifest),
            sessions=[date.fromisoformat(row.day) for row in rows if not row.later],
            later_sessions=[date.fromisoformat(row.day) for row in rows if row.later],
        )

    def latest(self, name: str, kind: DatasetKind) -> str | None:
        """What a name stands for now."""
        query = sa.select(names.c.snapshot_id).where(names.c.name == name, names.c.kind == kind.value)
        return self._database.connection().execute(query).scalar_one_or_none()

    def set_latest(self, name: str, kind: DatasetKind, snapshot_id: str) -> None:
        """Let a name stand for a snapshot; mutations come one at a time, so looking first is safe."""
        connection = self._database.connection()
        if self.latest(name, kind) is None:
            connection.execute(names.insert().values(name=name, kind=kind.value, snapshot_id=snapshot_id))
        else:
            where = (names.c.name == name, names.c.kind == kind.value)
            connection.execute(names.update().where(*where).values(snapshot_id=snapshot_id))

    def page(
        self, *, name: str | None, kind: DatasetKind | None, latest_only: bool, after: tuple[str, int] | None, limit: int
    ) -> Sequence[tuple[int, DatasetManifest, bool]]:
        """Snapshots by name, newest first."""
        is_latest = names.c.snapshot_id.is_not(None)
        query = (
            sa.select(snapshots.c.ordinal, snapshots.c.manifest, is_latest.label("is_latest"))
            .join(names, names.c.snapshot_id == snapshots.c.snapshot_id, isouter=not latest_only)
            .order_by(snapshots.c.name, snapshots.c.ordinal.desc())
            .limit(limit)
        )
        if name is not None:
            query = query.where(snapshots.c.name == name)
        if kind is not None:
            query = query.where(snapshots.c.kind == kind.value)
        if after is not None:
            older = sa.and_(snapshots.c.name == after[0], snapshots.c.ordinal < after[1])
            query = query.where(sa.or_(snapshots.c.name > after[0], older))
        rows = self._database.connection().execute(query)
        return [(row.ordinal, DatasetManifest.model_validate_json(row.manifest), bool(row.is_latest)) for row in rows]

    def instruments(
        self,
        snapshot_id: str,
        *,
        kind: InstrumentKind | None = None,
        board: Board | None = None,
        codes: Sequence[str] | None = None,
        after: str | None = None,
        limit: int | None = None,
    ) -> Sequence[Instrument]:
        """Instruments by code."""
        query = sa.select(members.c.document).where(members.c.snapshot_id == snapshot_id).order_by(members.c.code)
        if kind is not None:
            query = query.where(members.c.kind == kind.value)
        if board is not None:
            query = query.where(members.c.board == board.value)
        if after is not None:
            query = query.where(members.c.code > after)
        parts = [query] if codes is None else [query.where(members.c.code.in_(part)) for part in _parts(sorted(codes))]
        connection = self._database.connection()
        found: list[Instrument] = []
        for part in parts:
            left = None if limit is None else limit - len(found)
            found += [Instrument.model_validate_json(text) for text in connection.execute(part.limit(left)).scalars()]
        return found

    def name_count(self) -> int:
        """Number of names that stand for bars."""
        query = sa.select(sa.func.count()).select_from(names).where(names.c.kind == DatasetKind.BARS.value)
        return int(self._database.connection().execute(query).scalar_one())


def _parts(codes: Sequence[str]) -> list[Sequence[str]]:
    """Codes in groups that every database takes as parameters."""
    return [codes[begin : begin + _CODES_A_QUERY] for begin in range(0, len(codes), _CODES_A_QUERY)]


def _instrument_row(snapshot_id: str, one: Instrument) -> dict[str, str | None]:
    return {
        "snapshot_id": snapshot_id,
        "code": one.code,
        "kind": one.kind.value,
        "board": one.board.value if one.board else None,
        "document": canonical_json(one).decode(),
    }
