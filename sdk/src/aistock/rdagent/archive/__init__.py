"""Archives the folders that RD-Agent left, checks what is archived, and deletes originals that are proved to be safe."""

from aistock.rdagent.archive.archiving import archive
from aistock.rdagent.archive.checking import verify
from aistock.rdagent.archive.cleaning import clean
from aistock.rdagent.archive.disk import Disk
from aistock.rdagent.archive.finding import Code, Finding, Severity
from aistock.rdagent.archive.folder import UnfitRoot
from aistock.rdagent.archive.plan import plan
from aistock.rdagent.archive.ports import Archives, Artifacts, Progress, Server
from aistock.rdagent.archive.report import Outcome, Report, State
from aistock.rdagent.archive.subject import Known, known_by
from aistock.rdagent.archive.tree import Places

__all__ = [
    "Archives",
    "Artifacts",
    "Code",
    "Disk",
    "Finding",
    "Known",
    "Outcome",
    "Places",
    "Progress",
    "Report",
    "Server",
    "Severity",
    "State",
    "UnfitRoot",
    "archive",
    "clean",
    "known_by",
    "plan",
    "verify",
]
