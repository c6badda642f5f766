"""Input that is meant to hurt is refused by name, in little time and memory, by the fast and by the slow gate."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

SECONDS = 40
MEBIBYTES = 1600

CHILD = f"""
import json, resource, sys
resource.setrlimit(resource.RLIMIT_AS, ({MEBIBYTES} << 20, {MEBIBYTES} << 20))
resource.setrlimit(resource.RLIMIT_CPU, ({SECONDS}, {SECONDS}))
from aistock.contract import documents, plain_json
from aistock.errors import InvalidDocument
from aistock.library.v1.models import LoopCatalog
HEAD = b'{{"version":"v1","generated_at_utc":"2025-01-01T00:00:00Z","source":"s","loops":[]'
def refusals(made):
    try:
        documents.read(LoopCatalog, made)
        return [["accepted", "", "", ""]]
    except InvalidDocument as error:
        return [[one.rule, one.value, one.message, one.remedy] for one in error.violations]
quick = plain_json._jiter
for expression in json.loads(sys.stdin.read()):
    made = eval(expression)
    plain_json._jiter = quick
    fast = refusals(made)
    plain_json._jiter = None
    print(json.dumps([fast, refusals(made) if type(made) is bytes else fast]))
"""

LARGE: dict[str, tuple[str, str]] = {
    "arrays in arrays": ("b'[' * 50_000_000", "json.depth"),
    "arrays in arrays, closed": ("b'[' * 5_000_000 + b']' * 5_000_000", "json.depth"),
    "objects in objects": ("b'{\"a\":' * 5_000_000", "json.depth"),
    "nested inside a key that is unknown": ("HEAD + b',\"x\":' + b'[' * 70 + b']' * 70 + b'}'", "json.depth"),
    "a hundred megabytes of zeros": ("b'[' + b'0,' * 50_000_000 + b'0]'", "json.size"),
    "a hundred megabytes of spaces": ("b' ' * 100_000_000 + b'{}'", "json.size"),
    "sixty megabytes of empty arrays": ("b'[' + b'[],' * 20_000_000 + b'[]]'", "json.values"),
    "sixty megabytes of empty arrays inside a string": ("b'[\"' + b'[],' * 20_000_000 + b'\"]'", "json.values"),
    "a string of fifty megabytes": ("HEAD + b',\"snapshot_id\":\"' + b'x' * 50_000_000 + b'\"}'", "string.pattern"),
    "a key of fifty megabytes": ("HEAD + b',\"' + b'x' * 50_000_000 + b'\":1}'", "unknown_field"),
    "a string that is never closed": ("b'\"' + b'x' * 50_000_000", "json.syntax"),
    "a million keys": ("b'{' + b','.join(b'\"k%d\":0' % n for n in range(10**6)) + b'}'", "violations.many"),
    "a million equal keys": ("b'{' + b','.join([b'\"k\":0'] * 10**6) + b'}'", "json.duplicate_key"),
    "a hundred thousand empty loops": ("HEAD[:-1] + b','.join([b'{}'] * 100_000) + b']}'", "violations.many"),
    "an integer of fifty million digits": ("b'7' * 50_000_000", "json.finite"),
    "a fraction of fifty million digits": ("HEAD + b',\"x\":0.' + b'7' * 50_000_000 + b'}'", "unknown_field"),
}

SMALL: dict[str, tuple[str, str]] = {
    "a duplicate key": ('b\'{"version":"v1","version":"v1"}\'', "json.duplicate_key"),
    "a duplicate key, one escaped": ('b\'{"version":"v1","\\\\u0076ersion":"v1"}\'', "json.duplicate_key"),
    "a duplicate key deep inside": ('HEAD[:-1] + b\'{"a":1,"a":1}]}\'', "json.duplicate_key"),
    "ten to the 400th": ("HEAD + b',\"x\":1' + b'0' * 400 + b'}'", "json.finite"),
    "1e400": ("HEAD + b',\"x\":1e400}'", "json.finite"),
    "-1e400": ("HEAD + b',\"x\":-1e400}'", "json.finite"),
    "an integer of a hundred thousand digits": ("HEAD + b',\"x\":' + b'7' * 100_000 + b'}'", "json.finite"),
    "NaN": ("HEAD + b',\"x\":NaN}'", "json.finite"),
    "Infinity": ("HEAD + b',\"x\":[-Infinity]}'", "json.finite"),
    "a UTF-8 byte order mark": ("b'\\xef\\xbb\\xbf' + HEAD + b'}'", "json.encoding"),
    "UTF-16 with a mark": ("(HEAD + b'}').decode().encode('utf-16')", "json.encoding"),
    "UTF-16 without a mark": ("(HEAD + b'}').decode().encode('utf-16-le')", "json.syntax"),
    "UTF-16 big-endian": ("(HEAD + b'}').decode().encode('utf-16-be')", "json.syntax"),
    "UTF-32 with a mark": ("(HEAD + b'}').decode().encode('utf-32')", "json.encoding"),
    "UTF-32 big-endian with a mark": ("b'\\0\\0\\xfe\\xff' + (HEAD + b'}').decode().encode('utf-32-be')", "json.encoding"),
    "UTF-32 without a mark": ("(HEAD + b'}').decode().encode('utf-32-le')", "json.syntax"),
    "bytes that are not UTF-8": ('HEAD + b\',"x":"\\xff\\xfe"}\'', "json.encoding"),
    "an overlong slash": ('HEAD + b\',"x":"\\xc0\\xaf"}\'', "json.encoding"),
    "half a surrogate pair as bytes": ('HEAD + b\',"x":"\\xed\\xa0\\x80"}\'', "json.encoding"),
    "half a surrogate pair, escaped": ('HEAD + b\',"x":"\\\\ud800"}\'', "json.surrogate"),
    "half a surrogate pair in a key": ("HEAD + b',\"\\\\udc00\":1}'", "json.surrogate"),
    "a NUL between tokens": ("HEAD + b'\\0}'", "json.syntax"),
    "a NUL in a string": ('HEAD + b\',"x":"\\0"}\'', "json.syntax"),
    "an escaped NUL in a name": ('HEAD + b\',"snapshot_id":"a\\\\u0000"}\'', "string.pattern"),
    "text behind the end": ("HEAD + b'} trailing'", "json.syntax"),
    "a second document behind the end": ("HEAD + b'}{}'", "json.syntax"),
    "cut in the middle": ("HEAD[:40]", "json.syntax"),
    "cut before the last brace": ("HEAD", "json.syntax"),
    "nothing": ("b''", "json.syntax"),
    "only spaces": ("b'   '", "json.syntax"),
    "a comment": ("HEAD + b'/* x */}'", "json.syntax"),
    "a comma too many": ("HEAD + b',}'", "json.syntax"),
    "another type at the top": ("b'[]'", "type.model"),
}


def refusals(tmp_path: Path, expressions: list[str]) -> list[tuple[list[list[str]], list[list[str]]]]:
    """What the fast gate and the slow gate say, asked in a process that may not grow or run long."""
    child = [sys.executable, "-c", CHILD]
    given = json.dumps(expressions)
    done = subprocess.run(child, input=given, capture_output=True, text=True, timeout=SECONDS * 4, cwd=tmp_path, check=False)
    assert (done.returncode, done.stderr[-2000:]) == (0, "")
    return [tuple(json.loads(line)) for line in done.stdout.splitlines()]


def check(name: str, rule: str, fast: list[list[str]], slow: list[list[str]]) -> None:
    assert rule in [one[0] for one in fast], name
    for _, value, message, remedy in fast:
        assert message and remedy, name
        assert len(value) <= 120 and len(message) <= 300, name
    assert fast == slow, name


@pytest.mark.parametrize("name", LARGE)
def test_large_hostile_input_is_refused_by_name_in_bounded_time_and_memory(tmp_path: Path, name: str) -> None:
    expression, rule = LARGE[name]
    [(fast, slow)] = refusals(tmp_path, [expression])
    check(name, rule, fast, slow)


def test_small_hostile_input_is_refused_by_name(tmp_path: Path) -> None:
    found = refusals(tmp_path, [expression for expression, _ in SMALL.values()])
    for (name, (_, rule)), (fast, slow) in zip(SMALL.items(), found, strict=True):
        check(name, rule, fast, slow)


def test_an_endless_file_is_refused_and_the_good_document_of_these_tests_is_good(tmp_path: Path) -> None:
    endless, good = refusals(tmp_path, ["'/dev/zero'", "HEAD + b'}'"])
    assert [one[0] for one in endless[0]] == ["json.size"]
    assert [["accepted", "", "", ""]] == good[0] == good[1]
