"""An archive from another machine is unpacked whole, or nothing of it is."""

import io
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aistock.worker.unpack import ArchiveError, provider_root, unpack


def archive(path: Path, files: dict[str, bytes], change: Callable[[tarfile.TarInfo], None] | None = None) -> Path:
    with tarfile.open(path, "w") as tar:
        for name, content in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            if change is not None:
                change(member)
            tar.addfile(member, io.BytesIO(content))
    return path


@settings(max_examples=25, deadline=None)
@given(st.dictionaries(st.from_regex(r"[a-z]{1,4}/[a-z]{1,8}\.bin", fullmatch=True), st.binary(max_size=50), max_size=6))
def test_what_went_in_comes_out(tmp_path_factory: pytest.TempPathFactory, files: dict[str, bytes]) -> None:
    root = tmp_path_factory.mktemp("archive")
    found = unpack(archive(root / "a.tar", files), root / "out")
    assert {str(path.relative_to(found)): path.read_bytes() for path in found.rglob("*") if path.is_file()} == files


def _link(member: tarfile.TarInfo) -> None:
    member.type, member.linkname, member.size = tarfile.SYMTYPE, "/etc/passwd", 0


def _hard_link(member: tarfile.TarInfo) -> None:
    member.type, member.linkname, member.size = tarfile.LNKTYPE, "a", 0


def _device(member: tarfile.TarInfo) -> None:
    member.type, member.size = tarfile.CHRTYPE, 0


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("../outside", None),
        ("/absolute", None),
        ("a/../../outside", None),
        ("a\\..\\outside", None),
        ("link", _link),
        ("hard", _hard_link),
        ("device", _device),
    ],
)
def test_what_leaves_the_directory_is_refused_whole(
    tmp_path: Path, name: str, change: Callable[[tarfile.TarInfo], None] | None
) -> None:
    path = archive(tmp_path / "a.tar", {"good": b"1", name: b"2"}, change)
    with pytest.raises(ArchiveError):
        unpack(path, tmp_path / "deep" / "out")
    assert [one.name for one in (tmp_path / "deep").iterdir()] == []
    assert sorted(one.name for one in tmp_path.iterdir()) == ["a.tar", "deep"]


def test_a_damaged_archive_is_refused(tmp_path: Path) -> None:
    whole = archive(tmp_path / "a.tar", {"a": b"x" * 5000}).read_bytes()
    for content in (b"", b"no tar at all" * 100, whole[:1500]):
        path = tmp_path / "b.tar"
        path.write_bytes(content)
        with pytest.raises(ArchiveError):
            unpack(path, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_too_much_is_refused(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.tar", {"a": b"1" * 100, "b": b"2" * 100})
    with pytest.raises(ArchiveError, match="more than 1 files"):
        unpack(path, tmp_path / "out", max_files=1)
    with pytest.raises(ArchiveError, match="150 bytes"):
        unpack(path, tmp_path / "out", max_bytes=150)


def test_the_provider_is_the_directory_or_the_one_inside(tmp_path: Path) -> None:
    flat = unpack(archive(tmp_path / "a.tar", {"calendars/day.txt": b""}), tmp_path / "flat")
    deep = unpack(archive(tmp_path / "b.tar", {"bins/calendars/day.txt": b""}), tmp_path / "deep")
    assert provider_root(flat) == flat
    assert provider_root(deep) == deep / "bins"
    none = unpack(archive(tmp_path / "c.tar", {"x": b""}), tmp_path / "none")
    with pytest.raises(ArchiveError, match="no calendars"):
        provider_root(none)
