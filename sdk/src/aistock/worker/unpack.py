"""Unpacks an archive of data that another machine made: plain files inside one directory, or nothing."""

import shutil
import tarfile
import tempfile
from pathlib import Path, PurePosixPath

MAX_FILES = 500_000
MAX_BYTES = 64 * 1024**3


class ArchiveError(ValueError):
    """An archive that is damaged, too large, or holds more than plain files; nothing of it is kept."""


def unpack(archive: Path, directory: Path, *, max_files: int = MAX_FILES, max_bytes: int = MAX_BYTES) -> Path:
    """The directory, filled with the archive's files; one that is there already is taken as it is."""
    if directory.is_dir():
        return directory
    directory.parent.mkdir(parents=True, exist_ok=True)
    scratch = Path(tempfile.mkdtemp(prefix=".unpack-", dir=directory.parent))
    try:
        _extract(archive, scratch, max_files=max_files, max_bytes=max_bytes)
        scratch.chmod(0o755)
        scratch.rename(directory)
    except (tarfile.TarError, EOFError, OSError) as error:
        raise ArchiveError(f"{archive.name} cannot be unpacked ({error}); export the dataset again") from error
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    return directory


def provider_root(directory: Path) -> Path:
    """The directory that holds calendars/, which is the unpacked one or the only one in it."""
    candidates = [directory, *(path for path in sorted(directory.iterdir()) if path.is_dir())]
    found = next((path for path in candidates if (path / "calendars").is_dir()), None)
    if found is None:
        raise ArchiveError(f"{directory.name} holds no calendars/; export the dataset as qlib_bin")
    return found


def _extract(archive: Path, scratch: Path, *, max_files: int, max_bytes: int) -> None:
    files = total = 0
    with tarfile.open(archive, "r:*") as tar:
        for member in tar:
            _refuse_strange(member)
            files, total = files + 1, total + member.size
            if files > max_files or total > max_bytes:
                raise ArchiveError(
                    f"{archive.name} holds more than {max_files} files or {max_bytes} bytes; export a smaller dataset"
                )
            tar.extract(member, scratch, set_attrs=False, filter="data")


def _refuse_strange(member: tarfile.TarInfo) -> None:
    path = PurePosixPath(member.name)
    if not (member.isfile() or member.isdir()):
        raise ArchiveError(f"{member.name!r} is a link or device; an archive of data holds plain files")
    if path.is_absolute() or ".." in path.parts or "\\" in member.name:
        raise ArchiveError(f"{member.name!r} leaves the archive's directory; an archive of data holds relative paths")
