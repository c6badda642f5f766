"""Factor code judged by its text alone: it is parsed, never run.

The audit is a gate, not a cage: code that passes can still loop for ever or eat memory, so it runs in a worker's own process.
"""

import ast
import io
import re
import tokenize
import warnings
from dataclasses import dataclass

from aistock.library._code_findings import Finding
from aistock.library._code_walk import findings_of

__all__ = ["LARGEST_CODE", "AuditedCode", "Finding", "audited"]

LARGEST_CODE = 256 * 1024
"""Largest factor code, in bytes."""

DEEPEST = 60
"""Deepest nesting of brackets or blocks."""

LONGEST_STATEMENT = 4000
"""Most tokens a statement has."""

_COOKIE = re.compile(rb"^[ \t\f]*#.*?coding[:=][ \t]*([-_.a-zA-Z0-9]+)")
_UTF8 = frozenset({"utf-8", "utf8", "utf_8"})
_REORDERS = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u061c")


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditedCode:
    """What the text of a factor shows; `functions` are the names it defines at its top, with classes among them."""

    findings: tuple[Finding, ...]
    functions: frozenset[str]

    @property
    def passes(self) -> bool:
        """Nothing was found."""
        return not self.findings


def audited(source: bytes) -> AuditedCode:
    """Everything that factor code may not hold, by line; columns count from 1. Any bytes are answered, none is run."""
    found = _of_bytes(source)
    if found:
        return AuditedCode(findings=tuple(found), functions=frozenset())
    text = source.decode("utf-8")
    found = _of_text(text) or _of_tokens(text)
    tree = None if found else _tree(text, found)
    if tree is None:
        return AuditedCode(findings=tuple(found), functions=frozenset())
    kinds = (ast.FunctionDef, ast.ClassDef)
    functions = frozenset(node.name for node in tree.body if isinstance(node, kinds))
    return AuditedCode(findings=findings_of(tree), functions=functions)


def _of_bytes(source: bytes) -> list[Finding]:
    if len(source) > LARGEST_CODE:
        what = f"{len(source)} bytes are more than the {LARGEST_CODE} that a factor may have"
        return [Finding(line=1, column=1, rule="size", what=what, remedy="keep one factor in a file, and data out of it")]
    if source.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        return [_encoding(1, 1, "the file begins with a byte order mark")]
    if b"\0" in source:
        return [_encoding(*_place(source, source.index(b"\0")), "the file holds a null byte")]
    try:
        source.decode("utf-8")
    except UnicodeDecodeError as error:
        return [_encoding(*_place(source, error.start), f"byte {source[error.start]:#04x} is not UTF-8")]
    for number, line in enumerate(re.split(rb"\r\n|\r|\n", source)[:2], 1):
        named = _COOKIE.match(line)
        if named and named[1].decode().lower() not in _UTF8:
            return [_encoding(number, 1, f"the file says that it is written in {named[1].decode()}")]
    return []


def _of_text(text: str) -> list[Finding]:
    for line_number, line in enumerate(text.replace("\r\n", "\n").split("\n"), 1):
        for column, sign in enumerate(line, 1):
            if (sign < " " and sign != "\t") or sign == "\x7f" or sign in _REORDERS or 0x80 <= ord(sign) < 0xA0:
                return [_encoding(line_number, column, f"the file holds the invisible character U+{ord(sign):04X}")]
    return []


def _of_tokens(text: str) -> list[Finding]:
    """What would exhaust a parser is refused before one sees it."""
    depth = blocks = tokens = 0
    try:
        for token in tokenize.generate_tokens(io.StringIO(text).readline):
            tokens += 1
            if token.type == tokenize.INDENT:
                blocks += 1
            elif token.type == tokenize.DEDENT:
                blocks -= 1
            elif token.type == tokenize.NEWLINE:
                tokens = 0
            elif token.type == tokenize.OP:
                depth += (token.string in "([{") - (token.string in ")]}")
            if max(depth, blocks) > DEEPEST or tokens > LONGEST_STATEMENT:
                return [_nesting(token.start[0], token.start[1] + 1)]
    except (tokenize.TokenError, SyntaxError, RecursionError) as error:
        return [_syntax(error)]
    return []


def _tree(text: str, found: list[Finding]) -> ast.Module | None:
    try:
        with warnings.catch_warnings():
            # An unknown escape in a text is a warning of the parser, and no fault of the factor.
            warnings.simplefilter("ignore")
            return ast.parse(text, "factor.py")
    except (RecursionError, MemoryError):
        found.append(_nesting(1, 1))
    except (SyntaxError, ValueError) as error:
        found.append(_syntax(error))
    return None


def _place(source: bytes, index: int) -> tuple[int, int]:
    before = source[:index]
    return before.count(b"\n") + 1, index - before.rfind(b"\n")


def _encoding(line: int, column: int, what: str) -> Finding:
    return Finding(line=line, column=column, rule="encoding", what=what, remedy="write the file as plain UTF-8 text")


def _nesting(line: int, column: int) -> Finding:
    what = f"brackets or blocks are nested deeper than {DEEPEST}, or a statement has more than {LONGEST_STATEMENT} tokens"
    return Finding(line=line, column=column, rule="nesting", what=what, remedy="write it in smaller steps")


def _syntax(error: Exception) -> Finding:
    line, column = 1, 1
    if isinstance(error, SyntaxError):
        line, column = error.lineno or 1, max(error.offset or 1, 1)
    elif isinstance(error, tokenize.TokenError) and len(error.args) > 1:
        line, column = error.args[1][0], error.args[1][1] + 1
    what = f"this is no Python: {getattr(error, 'msg', None) or error.args[0] if error.args else error}"
    return Finding(line=line, column=column, rule="syntax", what=what, remedy="correct it so that Python 3.11 reads it")
