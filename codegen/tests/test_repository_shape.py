"""Laws of the repository itself: what would shadow a package, grow without end, or tell where it was made."""

import importlib.util
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LONGEST = 500


def tracked(*patterns: str) -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z", "--", *patterns], cwd=ROOT, capture_output=True, check=True)
    return [ROOT / name.decode() for name in listed.stdout.split(b"\0") if name and (ROOT / name.decode()).is_file()]


def derived(path: Path) -> bool:
    parts = path.relative_to(ROOT).parts
    return parts[0] == "docs" or "v1" in parts or parts[:3] == ("sdk", "src", "buf") or "_sync" in parts or "_schemas" in parts


def test_folders_named_like_packages_hold_data_only() -> None:
    assert [path for folder in ("proto", "jsonschema") for path in (ROOT / folder).rglob("*.py*")] == []


@pytest.mark.parametrize("name", ["jsonschema", "google.protobuf"])
def test_packages_are_the_installed_ones(name: str) -> None:
    found = importlib.util.find_spec(name)

    assert found is not None
    assert found.origin is not None, f"{name} is an empty namespace: something shadows it"
    assert "site-packages" in found.origin


def test_the_root_is_never_on_the_path() -> None:
    assert not (ROOT / "conftest.py").exists()
    assert not (ROOT / "__init__.py").exists()


def test_files_stop_at_their_length() -> None:
    long = {
        str(path.relative_to(ROOT)): count
        for path in tracked("*.py")
        if not derived(path) and (count := path.read_text(encoding="utf-8").count("\n")) > LONGEST
    }

    assert long == {}


def test_text_is_utf8_without_marks_and_with_plain_line_ends() -> None:
    for path in tracked("*.py", "*.proto", "*.md", "*.toml", "*.json", "*.txt", "*.in", "*.sh", "Makefile", ".ci/run"):
        content = path.read_bytes()
        assert not content.startswith(b"\xef\xbb\xbf"), path
        assert b"\r" not in content, path
        content.decode("utf-8")


def test_locks_name_no_index() -> None:
    for path in tracked("requirements/*"):
        text = path.read_text(encoding="utf-8")
        # Packages may be named http something; an address of any kind holds this.
        assert "://" not in text, path
        assert "index-url" not in text and "find-links" not in text, path


def test_every_locked_package_has_hashes() -> None:
    for path in tracked("requirements/*.txt"):
        blocks = path.read_text(encoding="utf-8").replace("\\\n", " ").splitlines()
        bare = [line for line in blocks if line and not line.startswith("#") and "--hash=sha256:" not in line]
        assert bare == [], path


def test_no_third_party_source_is_committed() -> None:
    assert tracked("third_party/*") == []
