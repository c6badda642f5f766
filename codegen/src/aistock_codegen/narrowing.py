"""Which documents an earlier JSON Schema accepted and a later one may refuse: a structural, cautious comparison."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

Schema = dict[str, Any]
Found = Iterator[tuple[str, str]]
_SILENT = {"$schema", "$id", "$defs", "$comment", "title", "description", "discriminator", "contentEncoding", "examples"}
_NAMED = {"properties", "$defs"}
_PLAIN = {"enum", "const", "required", "type"}
_LOWER = ("minLength", "minItems", "minProperties")
_UPPER = ("maxLength", "maxItems", "maxProperties")
_COMPARED = {*_LOWER, *_UPPER, "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "pattern", "format", "not"}
_COMPARED |= {"enum", "const", "type", "required", "properties", "additionalProperties", "propertyNames", "items", "uniqueItems"}
_APPLIES = {
    "string": {"minLength", "maxLength", "pattern", "format"},
    "number": {"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"},
    "array": {"items", "minItems", "maxItems", "uniqueItems"},
    "object": {"properties", "additionalProperties", "propertyNames", "required", "minProperties", "maxProperties"},
}
_APPLIES["integer"] = _APPLIES["number"]
_CHOICES = re.compile(r"\^\((.*)\)\$")


def stripped(schema: Schema) -> Schema:
    """The schema without words for people: only what decides whether a document is accepted."""
    kept: Schema = {}
    for key, value in schema.items():
        if (key in _SILENT and key not in _NAMED) or key.startswith("x-"):
            continue
        if key in _NAMED:
            kept[key] = {name: stripped(item) for name, item in value.items()}
        elif key in _PLAIN or not isinstance(value, (dict, list)):
            kept[key] = value
        else:
            kept[key] = stripped(value) if isinstance(value, dict) else [stripped(item) for item in value]
    return kept


def narrowed(old: Schema, new: Schema) -> list[tuple[str, str]]:
    """Path in the document and reason, for everything that `old` accepts and `new` may refuse."""
    return sorted(set(_Pair(old, new).compare(old, new, "")))


class _Pair:
    def __init__(self, old: Schema, new: Schema) -> None:
        self._old, self._new = old.get("$defs", {}), new.get("$defs", {})
        self._seen: set[tuple[str, str]] = set()

    def compare(self, old: Schema, new: Schema, path: str) -> Found:
        if "$ref" in old and "$ref" in new:
            pair = (old["$ref"], new["$ref"])
            if pair not in self._seen:
                self._seen.add(pair)
                yield from self.compare(_target(self._old, old), _target(self._new, new), path)
            old, new = _without(old, "$ref"), _without(new, "$ref")
            if not old and not new:
                return
        befores, afters = _branches(self._old, old), _branches(self._new, new)
        for before in befores:
            attempts = [self._attempt(before, after, path) for after in afters]
            if [] not in attempts:
                yield from min(attempts, key=len)

    def _attempt(self, before: Schema, after: Schema, path: str) -> list[tuple[str, str]]:
        kept = set(self._seen)
        if "$ref" in before or "$ref" in after:
            if "$ref" in before and "$ref" in after:
                found = list(self.compare(before, after, path))
            else:
                found = list(self.compare(_merged(self._old, before), _merged(self._new, after), path))
        else:
            found = list(self._keywords(before, after, path))
        if found:
            self._seen = kept
        return found

    def _keywords(self, old: Schema, new: Schema, path: str) -> Found:
        if "const" in new and (old.get("const") != new["const"] or "const" not in old):
            yield path, f"must be {new['const']!r} now, not {old.get('const', 'anything else')!r}"
        allowed = old.get("enum", [old["const"]] if "const" in old else None)
        if "enum" in new and (allowed is None or [item for item in allowed if item not in new["enum"]]):
            gone = "others" if allowed is None else [item for item in allowed if item not in new["enum"]]
            yield path, f"no longer accepts {gone}"
        if "type" in new and old.get("type") != new["type"] and (old.get("type"), new["type"]) != ("integer", "number"):
            yield path, f"type changed from {old.get('type')} to {new['type']}"
            return
        for name in ("format", "not", "pattern"):
            if name in new and old.get(name) != new[name] and not _wider(name, old.get(name), new[name]):
                yield path, f"{name} changed from {old.get(name)!r} to {new[name]!r}"
        if new.get("uniqueItems") and not old.get("uniqueItems"):
            yield path, "elements must be unique now"
        yield from _sizes(old, new, path)
        yield from self._inside(old, new, path)
        for name in sorted((set(new) | set(old)) - _COMPARED - _SILENT):
            if old.get(name) != new.get(name) and not name.startswith("x-"):
                yield path, f"keyword {name} changed, which this comparison does not know"

    def _inside(self, old: Schema, new: Schema, path: str) -> Found:
        if "items" in new:
            yield from self.compare(old.get("items", {}), new["items"], f"{path}[]")
        for name in sorted(set(new.get("required", ())) - set(old.get("required", ()))):
            yield f"{path}.{name}", "is a required key now"
        before, after = old.get("properties", {}), new.get("properties", {})
        rest_before, rest_after = old.get("additionalProperties", {}), new.get("additionalProperties", {})
        for name, schema in before.items():
            if name in after:
                yield from self.compare(schema, after[name], f"{path}.{name}")
            elif rest_after is False:
                yield f"{path}.{name}", "is no longer a known key"
            else:
                yield from self.compare(schema, rest_after, f"{path}.{name}")
        if rest_before is False:
            return
        for name in sorted(set(after) - set(before)):
            for _, text in self.compare(rest_before, after[name], ""):
                yield f"{path}.{name}", f"was an open key, and now {text}"
        if rest_after is False:
            yield path, "open keys are refused now"
        elif rest_after:
            yield from self.compare(rest_before, rest_after, f"{path}.*")
        if "propertyNames" in new:
            yield from self.compare(old.get("propertyNames", {}), new["propertyNames"], f"{path}.* (name)")


def _sizes(old: Schema, new: Schema, path: str) -> Found:
    for name in _LOWER:
        if name in new and new[name] > old.get(name, 0):
            yield path, f"{name} rose from {old.get(name)} to {new[name]}"
    for name in _UPPER:
        if name in new and (name not in old or new[name] < old[name]):
            yield path, f"{name} fell from {old.get(name)} to {new[name]}"
    for name, sign in (("imum", 1), ("imum", -1)):
        side = "min" if sign == 1 else "max"
        was, now = _bound(old, side + name, sign), _bound(new, side + name, sign)
        if now is not None and (was is None or now > was):
            yield path, f"{side}{name} tightened from {was and was[0] * sign} to {now[0] * sign}"


def _bound(schema: Schema, name: str, sign: int) -> tuple[float, bool] | None:
    """The tightest bound as (signed value, exclusive); greater is tighter."""
    exclusive = "exclusive" + name[0].upper() + name[1:]
    found = [(sign * schema[key], key != name) for key in (name, exclusive) if key in schema]
    return max(found) if found else None


def _wider(name: str, old: Any, new: Any) -> bool:
    """Whether a changed `not` or pattern plainly accepts all that it accepted."""
    if name == "not" and isinstance(old, dict) and set(old) == set(new) == {"enum"}:
        return not set(new["enum"]) - set(old["enum"])
    if name == "pattern" and old is not None:
        was, now = _CHOICES.fullmatch(old), _CHOICES.fullmatch(new)
        return bool(
            was and now and not re.search(r"[()\[\]{}*+?]", was[1] + now[1]) and set(was[1].split("|")) <= set(now[1].split("|"))
        )
    return False


def _branches(defs: Schema, schema: Schema) -> list[Schema]:
    """The schema as a list of single-typed alternatives."""
    for name in ("anyOf", "oneOf"):
        if name in schema:
            rest = {key: value for key, value in schema.items() if key != name}
            return [branch for item in schema[name] for branch in _branches(defs, item | rest)]
    types = schema.get("type")
    if not isinstance(types, list):
        return [schema]
    other = {
        kind: set().union(*(words for name, words in _APPLIES.items() if name != kind and words != _APPLIES.get(kind)))
        for kind in types
    }
    return [{key: value for key, value in schema.items() if key not in other[kind]} | {"type": kind} for kind in types]


def _target(defs: Schema, schema: Schema) -> Schema:
    found: Schema = defs[schema["$ref"].removeprefix("#/$defs/")]
    return found


def _merged(defs: Schema, schema: Schema) -> Schema:
    return _target(defs, schema) | _without(schema, "$ref") if "$ref" in schema else schema


def _without(schema: Schema, key: str) -> Schema:
    return {name: value for name, value in schema.items() if name != key and name not in _SILENT and not name.startswith("x-")}
