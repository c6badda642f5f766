"""Alpha158 and its label from panels and from Qlib over one provider; prints one JSON line with how far they differ."""

import json
import sys
from pathlib import Path

import numpy as np

from aistock.qlib import panel, run
from aistock.qlib.preflight import read_calendar


def main(provider: Path, workdir: Path) -> None:
    """Qlib evaluates instrument by instrument, the panel all at once."""
    from qlib.data import D

    texts = {**run.libraries()["qlib_alpha158"], "LABEL0": "Ref($close, -2)/Ref($close, -1) - 1"}
    run.initialise(provider, workdir, kernels=2)
    mine = panel.evaluate(provider, "all", texts, read_calendar(provider))
    theirs = D.features(D.instruments("all"), list(texts.values())).swaplevel().sort_index()
    left, right = mine.to_numpy("float64"), theirs.reindex(mine.index).to_numpy("float64")
    spread = np.nanstd(np.where(np.isfinite(right), right, np.nan), axis=0)
    both = np.isfinite(left) & np.isfinite(right)
    print(
        json.dumps(
            {
                "features": left.shape[1],
                "same_index": bool(mine.index.equals(theirs.index)),
                "nan_mismatches": int((np.isnan(left) != np.isnan(right)).sum()),
                "worst_deviation": float((np.abs(np.where(both, left - right, 0.0)) / spread).max()),
                "equal_share": float(((left == right) | (np.isnan(left) & np.isnan(right))).mean()),
            }
        )
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
