"""validate.proto, which is not committed: where it is, or how to get it from the configured package index."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

from .problems import CompileError

SHA256 = "2a3e0c64526998fe77d15033a2cc7d86d9f3770d89d960dec09bcc150a2487c1"
PROTO = "buf/validate/validate.proto"
SOURCE = "protovalidate==2.1.0"


def provide(root: Path) -> Path:
    """A folder that holds validate.proto with the right hash; downloads it into `root/third_party` when no folder has it."""
    named = os.environ.get("AISTOCK_THIRD_PARTY")
    places = [Path(named)] if named else [root / "third_party", root.parent / "shared" / "third_party"]
    for place in places:
        if _is_right(place / PROTO, must=bool(named)):
            return place
    return download(root / "third_party")


def download(folder: Path) -> Path:
    """Fetch the source distribution that carries validate.proto, check its hash and put it into `folder`."""
    with tempfile.TemporaryDirectory() as scratch:
        archive = _fetch(Path(scratch))
        with tarfile.open(archive) as tar:
            for wanted in (PROTO, "LICENSE"):
                _extract(tar, wanted, folder)
    _is_right(folder / PROTO, must=True)
    return folder


def _is_right(proto: Path, *, must: bool) -> bool:
    digest = hashlib.sha256(proto.read_bytes()).hexdigest() if proto.is_file() else "missing"
    if digest != SHA256 and (must or digest != "missing"):
        raise CompileError(f"{proto}: sha256 is {digest}, expected {SHA256}; remove it and run `make third-party`")
    return digest == SHA256


def _fetch(scratch: Path) -> Path:
    """The sdist, through uv when it is there (it never builds), else through pip."""
    (scratch / "want.txt").write_text(SOURCE + "\n", encoding="utf-8")
    pip = [sys.executable, "-m", "pip"]
    if subprocess.run([*pip, "--version"], capture_output=True, check=False).returncode:
        uv = shutil.which("uv")
        if uv is None:
            raise CompileError("third_party: neither pip nor uv is available; put buf/validate/validate.proto there by hand")
        pip = [uv, "tool", "run", "--quiet", "pip"]
    command = [
        *pip,
        "download",
        "--quiet",
        "--no-deps",
        "--no-binary",
        ":all:",
        "--no-build-isolation",
        "--dest",
        str(scratch),
        SOURCE,
    ]
    outcome = subprocess.run(command, capture_output=True, text=True, check=False)
    found = sorted(scratch.glob("protovalidate-*.tar.gz"))
    if not found:
        raise CompileError(f"third_party: could not download {SOURCE}:\n{outcome.stderr.strip()}")
    return found[0]


def _extract(tar: tarfile.TarFile, wanted: str, folder: Path) -> None:
    member = next((item for item in tar.getmembers() if item.name.endswith("/" + wanted) and item.isfile()), None)
    content = tar.extractfile(member) if member else None
    if content is None:
        if wanted == "LICENSE":
            return
        raise CompileError(f"third_party: {SOURCE} holds no {wanted}")
    target = folder / (wanted if wanted != "LICENSE" else "buf/validate/LICENSE")
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content.read())
