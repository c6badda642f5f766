"""Start-up: `import aistock` in a process of its own, against pydantic's."""

from __future__ import annotations

import subprocess
import sys

from _figures import Row, median_ms


def rows(quick: bool) -> list[Row]:
    """Time of each import, less that of an empty process."""
    rounds = 3 if quick else 5

    def took(code: str) -> float:
        return median_ms(lambda: subprocess.run([sys.executable, "-c", code], check=True), rounds)

    empty, whole, heavy = took("pass"), took("import aistock"), took("import pydantic")
    peer = "import pydantic"
    alone = max(heavy - empty, 0.001)
    light = max(whole - empty, 0.0)
    return [Row(peer, alone, "ms", peer, 1.0), Row("import aistock", light, "ms", peer, light / alone)]
