"""The command line of aistock.

Exit codes: 0 done · 1 what was asked about is bad (a document breaks the contract, a row was refused, an experiment failed) ·
2 the command was written wrongly or a file cannot be read · 3 the server refused the call or failed · 4 there is no server ·
5 a write was sent and its answer was lost · 130 interrupted.
"""

from __future__ import annotations

from aistock.cli._main import main

__all__ = ["main"]
