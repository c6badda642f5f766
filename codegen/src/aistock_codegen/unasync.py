"""The client on threads, derived from the client on an event loop by rewriting tokens.

`python -m aistock_codegen.unasync [--check] [--root DIR]` writes, or compares, `sdk/src/aistock/client/_sync`.
"""

from __future__ import annotations

import argparse
import io
import re
import subprocess
import sys
import tokenize
from pathlib import Path

from .problems import CompileError

WRITTEN = Path("sdk/src/aistock/client/_async")
DERIVED = Path("sdk/src/aistock/client/_sync")

_HEAD = "# Derived from _async/{name} by aistock_codegen.unasync; never edited.\n"
_NAMES = {
    "__aenter__": "__enter__",
    "__aexit__": "__exit__",
    "__aiter__": "__iter__",
    "__anext__": "__next__",
    "aclose": "close",
    "aio": "threads",
    "_async": "_sync",
}
_DROPPED = ("async", "await")
_TEXT = (("async with ", "with "), ("async for ", "for "), ("await ", ""))


def rewritten(source: str) -> str:
    """The same program without an event loop; not formatted yet."""
    out: list[str] = []
    row, column = 1, 0
    swallow = False
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.start[0] > row:
            out.append("\n" * (token.start[0] - row))
            row, column = token.start[0], 0
        gap = _between(source, row, column, token.start[1])
        if token.type in (tokenize.NEWLINE, tokenize.NL, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER):
            if token.type == tokenize.INDENT:
                out.append(token.string)
                row, column = token.end
            continue
        row, column = token.end
        if token.type == tokenize.NAME and token.string in _DROPPED:
            out.append(gap)
            swallow = True
            continue
        out.append(("" if swallow else gap) + _renamed(token))
        swallow = False
    return "".join(out) + "\n"


def derive(root: Path) -> dict[str, str]:
    """File name → text of every derived module."""
    texts = {}
    for path in sorted((root / WRITTEN).glob("*.py")):
        text = re.sub(r"^# ruff: noqa: ASYNC109.*\n\n?", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
        if path.name == "__init__.py":
            text = '"""The client on threads, derived from the one on an event loop; never edited."""\n'
        texts[path.name] = _formatted(_HEAD.format(name=path.name) + rewritten(text), root, root / DERIVED / path.name)
    return texts


def generate(root: Path) -> int:
    """Write every derived module and remove strays; how many files changed."""
    folder = root / DERIVED
    folder.mkdir(parents=True, exist_ok=True)
    texts, changed = derive(root), 0
    for path in folder.glob("*.py"):
        if path.name not in texts:
            path.unlink()
            changed += 1
    for name, text in texts.items():
        path = folder / name
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
            changed += 1
    return changed


def check(root: Path) -> None:
    """Raise CompileError unless the derived modules are what would be written."""
    texts = derive(root)
    found = {path.name: path.read_text(encoding="utf-8") for path in (root / DERIVED).glob("*.py")}
    wrong = [f"{DERIVED / name}: is not what _async gives" for name in texts if found.get(name) != texts[name]]
    wrong += [f"{DERIVED / name}: has nothing in _async that it comes from" for name in sorted(found.keys() - texts.keys())]
    if wrong:
        raise CompileError(*wrong)


def main(arguments: list[str] | None = None) -> int:
    """Write or compare; 0 when all is well."""
    parser = argparse.ArgumentParser(prog="python -m aistock_codegen.unasync", description=__doc__)
    parser.add_argument("--check", action="store_true", help="only compare")
    parser.add_argument("--root", type=Path, default=Path.cwd(), help="the repository (default: the current folder)")
    chosen = parser.parse_args(arguments)
    try:
        if chosen.check:
            check(chosen.root.resolve())
            print("the client on threads is up to date")
        else:
            print(f"{generate(chosen.root.resolve())} files of the client on threads changed")
    except CompileError as error:
        for problem in error.problems:
            print(f"error: {problem}; run `make generate`", file=sys.stderr)
        return 1
    return 0


def _between(source: str, row: int, start: int, end: int) -> str:
    return source.split("\n")[row - 1][start:end] if end > start else ""


def _renamed(token: tokenize.TokenInfo) -> str:
    if token.type == tokenize.NAME:
        return _NAMES.get(token.string) or re.sub(r"^(Stop)?Async(?=[A-Z])", r"\1", token.string)
    if token.type == tokenize.STRING:
        text = re.sub(r"\bAsync(?=[A-Z])", "", token.string)
        for old, new in _TEXT:
            text = text.replace(old, new)
        return text
    return token.string


def _formatted(text: str, root: Path, path: Path) -> str:
    """The text as the repository's own settings want it, so that checking the whole tree finds nothing to change."""
    for verb in (("check", "--select", "I,F401", "--fix"), ("format",)):
        command = [sys.executable, "-m", "ruff", *verb, "--no-cache", "--quiet", "--stdin-filename", str(path), "-"]
        outcome = subprocess.run(command, input=text, capture_output=True, text=True, check=False, cwd=root)
        if outcome.returncode:
            raise CompileError(f"ruff {verb[0]}: {outcome.stderr.strip() or outcome.stdout.strip()}")
        text = outcome.stdout
    return text


if __name__ == "__main__":
    sys.exit(main())
