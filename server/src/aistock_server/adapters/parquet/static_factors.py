"""Static factors as one tar archive: the table in Parquet, and its schema as JSON and CSV."""

import csv
import io
import json
import tarfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aistock.market.v1.models import ColumnSpec
from aistock_server.market.ports import Progress
from aistock_server.market.table_ports import Frame

if TYPE_CHECKING:
    import pyarrow as pa

_NAMES = ("name", "dtype", "unit", "adjustment", "missing", "meaning", "source")
_ROWS_A_GROUP = 1 << 20


class StaticFactorsWriter:
    """The port over `static_factors.parquet`, `static_factors_schema.json` and `static_factors_schema.csv`."""

    def missing(self) -> str:
        """Nothing: the server has what it needs."""
        return ""

    def write(self, path: Path, frame: Frame, progress: Progress) -> None:
        """Write the archive, without times or owners; pandas reads the table with the index (datetime, instrument)."""
        import pyarrow.parquet as parquet

        progress(0.0, "writing static_factors.parquet")
        table = path.with_suffix(".parquet")
        parquet.write_table(_arrow(frame), table, compression="zstd", row_group_size=_ROWS_A_GROUP)
        progress(0.7, "packing the archive")
        with tarfile.open(path, "w", format=tarfile.USTAR_FORMAT) as archive:
            with table.open("rb") as content:
                _add(archive, "static_factors.parquet", content, table.stat().st_size)
            for name, text in (("json", _json(frame)), ("csv", _csv(frame))):
                _add(archive, f"static_factors_schema.{name}", io.BytesIO(text), len(text))
        table.unlink()


def _arrow(frame: Frame) -> "pa.Table":
    """The frame as Arrow, with what pandas needs to find its index."""
    import pyarrow as pa

    days = pa.array(frame.days.astype("datetime64[D]").astype("datetime64[ns]"))
    codes = pa.DictionaryArray.from_arrays(pa.array(frame.members, pa.int32()), pa.array(frame.codes, pa.string()))
    names = [*frame.columns, "datetime", "instrument"]
    arrays = [
        *(pa.array(values, pa.float32(), from_pandas=True) for values in frame.columns.values()),
        days,
        codes.cast(pa.string()),
    ]
    kinds = {"datetime": ("datetime", "datetime64[ns]"), "instrument": ("unicode", "object")}
    columns = [_described(name, *kinds.get(name, ("float32", "float32"))) for name in names]
    about = {
        "index_columns": ["datetime", "instrument"],
        "column_indexes": [_described(None, "unicode", "object")],
        "columns": columns,
        "pandas_version": "2.2.0",
    }
    return pa.Table.from_arrays(arrays, names=names).replace_schema_metadata({"pandas": json.dumps(about)})


def _described(name: str | None, kind: str, numpy_kind: str) -> dict[str, Any]:
    metadata = {"encoding": "UTF-8"} if name is None else None
    return {"name": name, "field_name": name, "pandas_type": kind, "numpy_type": numpy_kind, "metadata": metadata}


def _rows(frame: Frame) -> list[dict[str, str]]:
    def row(one: ColumnSpec) -> dict[str, str]:
        values = (one.name, one.dtype.value, one.unit.value, one.adjustment.value, one.missing.value, one.meaning, one.origin or "")
        return dict(zip(_NAMES, values, strict=True))

    return [row(one) for one in frame.specs]


def _json(frame: Frame) -> bytes:
    """Index and columns, as readers of the research side take them."""
    content = {
        "dataset": "static_factors",
        "index": {"type": "MultiIndex", "names": ["datetime", "instrument"]},
        "columns": _rows(frame),
    }
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()


def _csv(frame: Frame) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, _NAMES, lineterminator="\n")
    writer.writeheader()
    writer.writerows(_rows(frame))
    return text.getvalue().encode()


def _add(archive: tarfile.TarFile, name: str, content: Any, size: int) -> None:
    """A file without owner or time, so that only its content counts."""
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = size, 0o644
    archive.addfile(entry, content)
