"""Parts of a sync: what a configuration may say, what looks mean, and that a command reaches its program word by word."""

import json
import sys
import threading
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aistock.rdagent.catalog_files import CATALOGS
from aistock.rdagent.sync import ConfigError, duration, read_config
from aistock.rdagent.sync.command import Ending, run_command
from aistock.rdagent.sync.config import Command
from aistock.rdagent.sync.folder import Sight, Watcher, look_at

FULL = """
folder = "shared/exports"
lock = "/run/aistock.lock"
address = "10.0.0.1:50051"
mode = "upsert"
allow_partial = true
catalogs = ["loops", "factors"]
look_every = "500ms"
patience = "2m"
[command]
argv = ["wsl", "-d", "Ubuntu", "--", "bash", "-lc", "cd /mnt/f/Dev && aistock export all --out tmp"]
cwd = "work"
timeout = "1h"
env = { PYTHONUTF8 = "1" }
"""


def test_a_configuration_says_everything(tmp_path: Path) -> None:
    (tmp_path / "c.toml").write_text(FULL)
    found = read_config(tmp_path / "c.toml")
    assert found.command is not None
    assert (found.folder, found.lock) == (tmp_path / "shared" / "exports", Path("/run/aistock.lock"))
    assert (found.address, found.mode, found.allow_partial) == ("10.0.0.1:50051", "upsert", True)
    assert (found.catalogs, found.look_every, found.patience) == (("loops", "factors"), 0.5, 120.0)
    assert found.command.argv[-1] == "cd /mnt/f/Dev && aistock export all --out tmp"
    assert (found.command.cwd, found.command.timeout, found.command.env) == (tmp_path / "work", 3600.0, {"PYTHONUTF8": "1"})


def test_a_configuration_needs_only_a_folder(tmp_path: Path) -> None:
    (tmp_path / "c.toml").write_text('folder = "x"')
    found = read_config(tmp_path / "c.toml")
    assert (found.command, found.mode, found.allow_partial, found.catalogs) == (None, "full_snapshot", False, tuple(CATALOGS))
    assert found.lock == tmp_path / "c.toml.lock"


WRONG = {
    "": "folder is missing; write a path",
    "folder = 3": "folder is 3; write a path",
    'folder = "x"\nfoldr = 1': "foldr is 1, and there is no such key; take it out, or write one of folder, lock",
    'folder = "x"\nmode = "all"': "mode is 'all'; choose one of full_snapshot, upsert",
    'folder = "x"\nallow_partial = 1': "allow_partial is 1; write true or false",
    'folder = "x"\ncatalogs = ["loop"]': "catalogs is ['loop']; list some of factors",
    'folder = "x"\ncatalogs = []': "catalogs is []; list some of factors",
    'folder = "x"\npatience = 5': "patience is 5; write a number and ms, s, m, h or d",
    'folder = "x"\nlook_every = "0s"': "look_every is '0s'; write a number",
    'folder = "x"\naddress = ""': "address is ''; write a text",
    'folder = "x"\ncommand = "export"': "command is 'export'; write a table [command]",
    'folder = "x"\n[command]\ncwd = "y"': "command.argv is missing; list the program",
    'folder = "x"\n[command]\nargv = "export all"': "command.argv is 'export all'; list the program and its words",
    'folder = "x"\n[command]\nargv = []': "command.argv is []; list the program",
    'folder = "x"\n[command]\nargv = ["a\\u0000"]': "command.argv is ['a\\x00']; list the program",
    'folder = "x"\n[command]\nargv = ["a"]\nenv = { A = 1 }': "command.env is {'A': 1}; write a table of texts",
    'folder = "x"\n[command]\nargv = ["a"]\nshell = true': "command.shell is True, and there is no such key",
    "folder = ": "is no TOML",
}


@pytest.mark.parametrize("text", WRONG)
def test_a_wrong_configuration_names_file_key_value_and_remedy(text: str, tmp_path: Path) -> None:
    path = tmp_path / "c.toml"
    path.write_text(text)
    with pytest.raises(ConfigError) as raised:
        read_config(path)
    assert str(raised.value).startswith(f"{path}: {WRONG[text]}")


def test_other_bytes_are_no_configuration(tmp_path: Path) -> None:
    path = tmp_path / "c.toml"
    for content, what in (
        (b"\xff\xfe", "is not UTF-8 at byte 0"),
        (b"#" * (1 << 21), "has more than"),
        (b"a = " + b"[" * 9999, "no TOML"),
    ):
        path.write_bytes(content)
        with pytest.raises(ConfigError, match=what):
            read_config(path)


TOML_VALUES = st.recursive(
    st.booleans() | st.integers(-9, 9) | st.sampled_from(["", "x", "1s", "upsert", "loops"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["argv", "cwd", "env", "A"]), inner, max_size=3),
    max_leaves=5,
)
KEYS = ["folder", "lock", "mode", "catalogs", "patience", "allow_partial", "command", "other"]


def toml(value: Any) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {toml(item)}" for key, item in value.items()) + " }"
    return "[" + ", ".join(map(toml, value)) + "]" if isinstance(value, list) else json.dumps(value)


@given(st.dictionaries(st.sampled_from(KEYS), TOML_VALUES))
def test_no_configuration_does_anything_but_read_or_tell(tmp_path_factory: pytest.TempPathFactory, values: dict[str, Any]) -> None:
    path = tmp_path_factory.getbasetemp() / "any.toml"
    path.write_text("\n".join(f"{key} = {toml(value)}" for key, value in values.items()))
    try:
        found = read_config(path)
    except ConfigError as error:
        assert str(error).startswith(f"{path}: ")
    else:
        assert isinstance(values["folder"], str)
        assert found.command is None or (found.command.argv and all(isinstance(word, str) for word in found.command.argv))
        assert "other" not in values


@given(st.integers(1, 999_999), st.sampled_from([("ms", 0.001), ("s", 1), ("m", 60), ("h", 3600), ("d", 86400)]))
def test_durations(number: int, unit: tuple[str, float]) -> None:
    assert duration(f"{number}{unit[0]}") == pytest.approx(number * unit[1])


@pytest.mark.parametrize("text", ["", "5", "s", "-1s", "1.5h", "1 m", "0m", "1w", "１s"])
def test_texts_that_are_no_duration(text: str) -> None:
    with pytest.raises(ValueError, match="is no duration; write a number"):
        duration(text)


LOOK = st.fixed_dictionaries({"a": st.sampled_from([None, "1", "2"]), "b": st.sampled_from([None, "1"])})
LOOKS = st.lists(st.tuples(LOOK, st.booleans()))


@given(LOOKS)
def test_only_a_whole_set_that_rests_and_is_new_is_at_rest(looks: list[tuple[dict[str, str | None], bool]]) -> None:
    watcher, before, taken = Watcher(), None, None
    for look, take in looks:
        sight = watcher.saw(look)
        if look == taken:
            assert sight is Sight.NOTHING_NEW
        elif None in look.values():
            assert sight is Sight.INCOMPLETE
        else:
            assert sight is (Sight.AT_REST if look == before else Sight.MOVING)
        before = look
        if take and sight is Sight.AT_REST:
            watcher.took(look)
            taken = look


def test_a_folder_is_looked_at_by_content(tmp_path: Path) -> None:
    assert look_at(tmp_path / "nowhere", ["loops", "alpha"]) == {"loops": None, "alpha": None}
    (tmp_path / "loop_catalog.json").write_bytes(b"x")
    (tmp_path / "alpha158_meta.json").mkdir()
    first = look_at(tmp_path, ["loops", "alpha"])
    assert (first["loops"] is None, first["alpha"]) == (False, None)
    (tmp_path / "loop_catalog.json").touch()
    assert look_at(tmp_path, ["loops", "alpha"]) == first
    (tmp_path / "loop_catalog.json").write_bytes(b"y")
    assert look_at(tmp_path, ["loops", "alpha"]) != first


@settings(deadline=None)
@given(st.lists(st.text(alphabet="a b$;&|><\"'\\`*\n~因", max_size=12), max_size=5))
def test_words_reach_the_program_as_they_are(tmp_path_factory: pytest.TempPathFactory, words: list[str]) -> None:
    cwd = tmp_path_factory.getbasetemp()
    code = "import os, sys; print(ascii((sys.argv[1:], os.getcwd(), os.environ['MARK'])))"
    command = Command(argv=[sys.executable, "-S", "-c", code, *words], cwd=cwd, env={"MARK": "x y"}, timeout=60.0)
    end = run_command(command, threading.Event())
    assert (end.ending, end.code) == (Ending.EXITED, 0)
    assert end.said == ascii((words, str(cwd.resolve()), "x y"))
