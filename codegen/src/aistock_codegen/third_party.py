"""validate.proto, which is not committed: where it is, or how to get it from the configured package index."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from .problems import CompileError

SHA256 = "2a3e0c64526998fe77d15033a2cc7d86d9f3770d89d960dec09bcc150a2487c1"
PROTO = "buf/validate/validate.proto"
SOURCE = "protovalidate==2.1.0"


def provide(root: Path) -> Path:
    """The folder `root/third_party` with validate.proto of the right hash: as it is, copied from a folder at hand, or downloaded.

    buf looks nowhere else, so a copy elsewhere is not enough.
    """
    here = root / "third_party"
    named = os.environ.get("AISTOCK_THIRD_PARTY")
    if _is_right(here / PROTO, must=False):
        return here
    for place in [Path(named)] if named else [root.parent / "shared" / "third_party"]:
        if _is_right(place / PROTO, must=bool(named)):
            (here / PROTO).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(place / PROTO, here / PROTO)
            return here
    return download(here)


def download(folder: Path) -> Path:
    """Fetch the source distribution that carries validate.proto, check its hash and put it into `folder`.

    pip and uv have no verb that fetches a source distribution and stops there: they unpack it and then ask its build backend, which
    is not installed here and not needed. What they unpacked into our scratch folder before that is all we want.
    """
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        answer = _unpack_source(scratch)
        found = next((path for path in sorted(scratch.rglob("validate.proto")) if path.as_posix().endswith(PROTO)), None)
        if found is None:
            raise CompileError(f"third_party: could not fetch {SOURCE}: {answer}; put {PROTO} into {folder} by hand")
        target = folder / PROTO
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(found, target)
        for licence in found.parents[3].glob("LICENSE*"):
            shutil.copy(licence, target.parent / "LICENSE")
    _is_right(folder / PROTO, must=True)
    return folder


def _is_right(proto: Path, *, must: bool) -> bool:
    digest = hashlib.sha256(proto.read_bytes()).hexdigest() if proto.is_file() else "missing"
    if digest != SHA256 and (must or digest != "missing"):
        raise CompileError(f"{proto}: sha256 is {digest}, expected {SHA256}; remove it and run `make third-party`")
    return digest == SHA256


def _unpack_source(scratch: Path) -> str:
    """Let uv or pip unpack the source distribution somewhere below `scratch`; what it said."""
    common = ["--quiet", "--no-deps", "--no-build-isolation", "--no-binary", "protovalidate", SOURCE]
    uv = shutil.which("uv")
    if uv is not None:
        target = ["--python", sys.executable, "--target", str(scratch / "target"), "--cache-dir", str(scratch / "cache")]
        command = [uv, "pip", "install", *target, *common]
    else:
        command = [sys.executable, "-m", "pip", "download", "--no-clean", "--no-cache-dir", "--dest", str(scratch), *common]
    environment = os.environ | {"TMPDIR": str(scratch)}
    outcome = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    return outcome.stderr.strip()
