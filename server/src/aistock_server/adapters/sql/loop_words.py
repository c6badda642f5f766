"""Which loops may hold a text: an index of pieces of text that is the same in every database.

The text of a loop is cut into its pieces of one, two and three characters, and each piece falls into one of 4,096 buckets. For
every 4,096 numbers of loops, a block, a bucket keeps one bit a loop: whether a piece of it fell there. A loop that holds a text
has its bit in every bucket of the text's pieces; the few others that have it too are told apart by reading them. Loops behind
the last block are too few to be worth a block, and are read.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import reduce
from itertools import islice
from operator import and_
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from aistock_server.adapters.sql.bulk import insert_rows
from aistock_server.adapters.sql.library_conditions import among
from aistock_server.adapters.sql.library_tables import loop_factor, loop_listing, loop_piece, loop_text

if TYPE_CHECKING:
    import numpy as np

BLOCK = 4096
"""Loops in a block, and bits in a bucket of it."""

MOST_READ = 3000
"""So many loops that may hold a text are read; more are a sign that the text is common."""

_BUCKETS_LOG2 = 12
_WIDTHS = (1, 2, 3)
#: Rows whose pieces are cut at once; texts may be long, and a whole block of long ones would not fit into memory.
_AT_ONCE = 64
_SAMPLE = 100
_MOST_PIECES = 12
_WORD = 0xFFFFFFFF
#: What PostgreSQL plans by; long texts are no part of any plan, and cost the most to look at.
_LOOKED_AT = (
    "loop_listing", "loop_text (number)", "loop_factor",
    "loop_result (task_run_id, loop_id, workspace_id, strategy_id, strategy_ref, origin, retired)",
)  # fmt: skip
#: The multipliers of Knuth and of xxHash: odd, with bits that look like chance.
_STEP, _SPREAD = 2654435761, 2246822519


def add_blocks(connection: Connection) -> None:
    """Index the blocks that have become complete."""
    block = indexed(connection) // BLOCK
    last = connection.execute(sa.select(sa.func.max(loop_text.c.number))).scalar_one() or 0
    added = False
    while last >= (block + 1) * BLOCK:
        insert_rows(connection, loop_piece, _block(connection, block))
        block, added = block + 1, True
    # PostgreSQL plans by what it last saw of a table; a library that has doubled is looked at again, not only minutes later.
    if added and connection.dialect.name == "postgresql" and block & (block - 1) == 0:
        connection.exec_driver_sql(f"ANALYZE {', '.join(_LOOKED_AT)}")


def indexed(connection: Connection) -> int:
    """The last number that stands in a block; new loops get larger ones, because a block is never changed."""
    last = connection.execute(sa.select(sa.func.max(loop_piece.c.block))).scalar_one()
    return 0 if last is None else (int(last) + 1) * BLOCK


def forget(connection: Connection, numbers: Collection[int]) -> None:
    """Drop the blocks that so many loops have left that the rest is better moved to the end; these numbers are gone."""
    last = indexed(connection)
    for block in sorted({(number - 1) // BLOCK for number in numbers if number <= last}):
        left = list(connection.execute(sa.select(loop_text.c.number).where(*_of_block(block))).scalars())
        if len(left) * 4 > BLOCK:
            continue
        end = max(indexed(connection), connection.execute(sa.select(sa.func.max(loop_listing.c.number))).scalar_one() or 0)
        moves = [{"old": old, "new": end + place} for place, old in enumerate(left, start=1)]
        for table in (loop_listing, loop_text, loop_factor) if moves else ():
            moved = table.update().where(table.c.number == sa.bindparam("old")).values(number=sa.bindparam("new"))
            connection.execute(moved, moves)
        connection.execute(loop_piece.delete().where(loop_piece.c.block == block))


def holders(connection: Connection, text: str, few: int) -> list[int] | None:
    """Numbers of the loops that hold a text, letter case ignored; None when they are many, which is found out soon."""
    end = indexed(connection)
    masks = _masks(connection, text, end)
    if sum(mask.bit_count() for mask in masks.values()) > MOST_READ:
        sample = _read(connection, text, _among(connection, list(islice(_numbers(masks), _SAMPLE))))
        if len(sample) * 4 >= _SAMPLE:
            return None
        # A short text falls into few buckets, and very long ones into all: such bits tell nothing.
        found = _read(connection, text, sa.true(), few + 1)
        return found if len(found) <= few else None
    may = list(_numbers(masks))
    behind = _read(connection, text, loop_text.c.number > end)
    return (_read(connection, text, _among(connection, may)) if may else []) + behind


def speaks(text: str) -> sa.ColumnElement[bool]:
    """Listed loops that hold a text, letter case ignored."""
    return sa.exists().where(loop_text.c.number == loop_listing.c.number, _holds(text))


def _among(connection: Connection, numbers: Sequence[int]) -> sa.ColumnElement[bool]:
    return among(connection.dialect.name, loop_text.c.number, numbers)


def _holds(text: str) -> sa.ColumnElement[bool]:
    return loop_text.c.words.contains(text.casefold(), autoescape=True)


def _read(connection: Connection, text: str, where: sa.ColumnElement[bool], limit: int | None = None) -> list[int]:
    query = sa.select(loop_text.c.number).where(where, _holds(text)).limit(limit)
    return list(connection.execute(query).scalars())


def _masks(connection: Connection, text: str, end: int) -> dict[int, int]:
    """By block up to `end`, the bits that are set in every bucket of a text."""
    buckets = _buckets(text.casefold())
    chosen = loop_piece.c.block.in_(list(range(end // BLOCK))), loop_piece.c.bucket.in_(sorted(buckets))
    found: defaultdict[int, list[int]] = defaultdict(list)
    for block, loops in connection.execute(sa.select(loop_piece.c.block, loop_piece.c.loops).where(*chosen)) if end else ():
        found[block].append(int.from_bytes(loops, "little"))
    # A bucket without a row has no bit at all.
    return {block: reduce(and_, bits) for block, bits in sorted(found.items()) if len(bits) == len(buckets)}


def _numbers(masks: Mapping[int, int]) -> Iterator[int]:
    """The loops whose bits are set, in order."""
    for block, mask in masks.items():
        left = mask
        while left:
            lowest = left & -left
            yield block * BLOCK + lowest.bit_length()
            left ^= lowest


def _buckets(text: str) -> set[int]:
    """Buckets of the longest pieces of a searched text, of which some are enough; shorter ones say less."""
    width = min(len(text), max(_WIDTHS))
    starts = range(len(text) - width + 1)
    step = -(-len(starts) // _MOST_PIECES)
    return {_bucket(text[start : start + width]) for start in starts[::step]}


def _bucket(piece: str) -> int:
    mixed = len(piece)
    for character in piece:
        mixed = (mixed * _STEP + ord(character)) & _WORD
    return (mixed * _SPREAD & _WORD) >> (32 - _BUCKETS_LOG2)


def _of_block(block: int) -> tuple[sa.ColumnElement[bool], ...]:
    return loop_text.c.number > block * BLOCK, loop_text.c.number <= (block + 1) * BLOCK


def _block(connection: Connection, block: int) -> list[dict[str, Any]]:
    """Rows of a block: its buckets in which a bit is set."""
    # Costs memory that a server whose library is small does without.
    import numpy as np

    if not connection.execute(sa.select(sa.exists().where(*_of_block(block)))).scalar_one():
        return []
    packed = np.zeros((1 << _BUCKETS_LOG2, BLOCK // 8), dtype=np.uint8)
    for start in range(0, BLOCK, _AT_ONCE):
        first = block * BLOCK + start
        numbered = sa.select(loop_text.c.number, loop_text.c.words)
        rows = connection.execute(numbered.where(loop_text.c.number > first, loop_text.c.number <= first + _AT_ONCE)).all()
        if rows:
            bits = _bits([number - first - 1 for number, _ in rows], [words for _, words in rows])
            packed[:, start // 8 : (start + _AT_ONCE) // 8] = np.packbits(bits, axis=1, bitorder="little")
    filled = np.flatnonzero(packed.any(axis=1)).tolist()
    return [{"block": block, "bucket": bucket, "loops": packed[bucket].tobytes()} for bucket in filled]


def _bits(places: Sequence[int], texts: Sequence[str]) -> "np.ndarray[Any, Any]":
    """One row a bucket and one column a text's place: whether a piece of the text falls into the bucket."""
    import numpy as np

    codes = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    owners = np.repeat(np.array(places, dtype=np.int64), [len(text) for text in texts])
    bits = np.zeros((1 << _BUCKETS_LOG2, _AT_ONCE), dtype=bool)
    for width in _WIDTHS:
        count = len(codes) - width + 1
        if count < 1:
            continue
        mixed = np.full(count, width, dtype=np.uint32)
        for offset in range(width):
            mixed = mixed * np.uint32(_STEP) + codes[offset : offset + count]
        buckets = (mixed * np.uint32(_SPREAD)) >> np.uint32(32 - _BUCKETS_LOG2)
        # A piece that begins in one text and ends in the next is none.
        whole = owners[:count] == owners[width - 1 : width - 1 + count]
        bits[buckets[whole], owners[:count][whole]] = True
    return bits
