"""HTML as text that is escaped unless it was made here."""

from collections.abc import Iterable, Sequence
from html import escape


class Html(str):
    """Markup: text that may stand in a page as it is."""

    __slots__ = ()


def text(value: object) -> Html:
    """The value as text of a page; markup stays markup, everything else is escaped."""
    return value if isinstance(value, Html) else Html(escape(str(value), quote=True))


def tag(name: str, *children: object, **attributes: str) -> Html:
    """An element; an attribute `class_` is written as class, underscores become hyphens."""
    written = "".join(f' {key.rstrip("_").replace("_", "-")}="{escape(value, quote=True)}"' for key, value in attributes.items())
    return Html(f"<{name}{written}>{joined(children)}</{name}>")


def joined(parts: Iterable[object]) -> Html:
    """Parts one after the other."""
    return Html("".join(text(part) for part in parts))


def table(heads: Sequence[str], rows: Sequence[Sequence[object]], *, right: Iterable[int] = ()) -> Html:
    """A table; columns in `right` hold numbers and are aligned to the right."""
    numbers = set(right)

    def cells(kind: str, row: Sequence[object]) -> Html:
        return joined(tag(kind, cell, class_="n") if place in numbers else tag(kind, cell) for place, cell in enumerate(row))

    head = tag("thead", tag("tr", cells("th", heads)))
    body = tag("tbody", *(tag("tr", cells("td", row)) for row in rows))
    return tag("div", tag("table", head, body), class_="scroll")


def section(name: str, title: str, *children: object) -> Html:
    """A part of the page with an anchor."""
    return tag("section", tag("h2", title), *children, id=name)


def chip(kind: str, word: object) -> Html:
    """A small coloured word."""
    return tag("span", word, class_=f"chip {kind}")
