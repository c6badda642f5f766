"""Texts with fields, as in "{:.2f}".format(x): a field may name a value, and nothing of it."""

import re
from string import Formatter

_PLAIN = re.compile(r"\w*", re.ASCII)


def has_plain_fields(text: str) -> bool:
    """No field of the text reads an attribute or an item, those inside its formats included."""
    try:
        fields = [(name, inner) for _, name, inner, _ in Formatter().parse(text) if name is not None]
    except ValueError:
        return False
    return all(_PLAIN.fullmatch(name) and (not inner or has_plain_fields(inner)) for name, inner in fields)
