"""Frames as HDF5, key data, indexed by (datetime, instrument): what `pandas.read_hdf` gives back."""

from functools import partial
from importlib.util import find_spec
from pathlib import Path

from aistock_server.market.ports import Progress
from aistock_server.market.table_ports import Frame

KEY = "data"


class Hdf5FrameWriter:
    """The port over pandas' fixed format, which RD-Agent and its factor code read."""

    def missing(self) -> str:
        """pandas and PyTables, which the extra hdf5 brings."""
        lacking = [name for name in ("pandas", "tables") if find_spec(name) is None]
        return f"{' and '.join(lacking)} on the server; install aistock-contract[hdf5]" if lacking else ""

    def write(self, path: Path, frame: Frame, progress: Progress) -> None:
        """Write the file; no time goes into it, so the same frame gives the same bytes."""
        import numpy as np
        import pandas as pd

        progress(0.0, f"writing {path.name}")
        index = pd.MultiIndex.from_arrays(
            [frame.days.astype("datetime64[D]").astype("datetime64[ns]"), np.array(frame.codes, dtype=object)[frame.members]],
            names=["datetime", "instrument"],
        )
        table = pd.DataFrame(dict(frame.columns), index=index, copy=False)
        with pd.HDFStore(path, mode="w") as store:
            file = store.root._v_file
            for make in ("create_array", "create_carray", "create_earray", "create_vlarray"):
                setattr(file, make, partial(getattr(file, make), track_times=False))
            store.put(KEY, table, format="fixed")
        progress(1.0, f"wrote {path.name}")
