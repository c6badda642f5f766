"""Memberships in Shenwan's industries: the vendor's row of three levels becomes a row a level."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from aistock.market.v1.models import FindingSeverity, QualityFinding
from aistock_server.adapters.tushare.client import TushareClient
from aistock_server.adapters.tushare.rows import CODE, bad_answer, date_of, is_canonical, items_of
from aistock_server.adapters.tushare.tables import INDEX_MEMBER_ALL, Api
from aistock_server.kernel.errors import RoomError
from aistock_server.market.model import number_of
from aistock_server.market.sources.assembling import noted, plain_column
from aistock_server.market.sources.model import Batch, Provenance, Question, day_times

TAXONOMY = "sw2021"
#: Shenwan published the taxonomy on this day; the vendor fills it back to listings long before, when nobody could know it.
PUBLISHED = date(2021, 7, 30)

#: Up to here a question an instrument takes fewer requests than the whole table.
_FEW = 4
_LEVELS = (1, 2, 3)
_FIELDS = (*(f"l{level}_{what}" for level in _LEVELS for what in ("code", "name")), CODE, "in_date", "out_date", "is_new")
_API = INDEX_MEMBER_ALL.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """An instrument in an industry of one level; `ends` is the first day on which it no longer is, None while it is."""

    code: str
    begins: date
    level: int
    industry: str
    name: str | None
    ends: date | None


@dataclass(slots=True)
class Memberships:
    """Memberships by instrument, day and level; what could not be served of which instrument; and what was decided."""

    held: dict[tuple[str, date, int], Membership] = field(default_factory=dict)
    errors: dict[str, RoomError] = field(default_factory=dict)
    findings: list[QualityFinding] = field(default_factory=list)

    def within(self, start: date, end: date, codes: Sequence[str] | None) -> list[Membership]:
        """Those that began in the range, of some instruments or all, without the instruments that have an error."""
        wanted = None if codes is None else set(codes)
        return [
            self.held[key]
            for key in sorted(self.held)
            if start <= key[1] <= end and (wanted is None or key[0] in wanted) and key[0] not in self.errors
        ]


def memberships(source: str, client: TushareClient, codes: Sequence[str] | None) -> Memberships:
    """Every membership, those that ended as well, which the vendor sends only when asked for them."""
    found = Memberships()
    odd: dict[str, list[tuple[str, Any]]] = {}
    again: list[str] = []
    for params in _questions(codes):
        pages = client.pages(_API, params, _FIELDS, most=INDEX_MEMBER_ALL.most_rows)
        for values in items_of(pages, _FIELDS):
            row = dict(zip(_FIELDS, values, strict=True))
            code = _code(source, row, params)
            begins, ends = (_day(source, code, name, row[name]) for name in ("in_date", "out_date"))
            if begins is None:
                odd.setdefault("membership_without_begin", []).append((code, None))
            elif ends == begins:
                odd.setdefault("membership_of_no_day", []).append((code, begins))
            else:
                if ends is None and row["is_new"] == "N":
                    odd.setdefault("ended_on_no_day", []).append((code, begins))
                again += list(_kept(source, found, _levels(source, row, code, begins, ends)))[:1]
    found.findings += _findings(odd, again)
    return found


def membership_batch(
    held: Sequence[Membership], question: Question, api: Api, provenance: Provenance, findings: Sequence[QualityFinding]
) -> Batch:
    """One batch of them; what began before the taxonomy was published was there a day after that, which a finding says."""
    import numpy as np

    codes = tuple(sorted({one.code for one in held}))
    places = {code: place for place, code in enumerate(codes)}
    events = day_times(np.array([number_of(one.begins) for one in held], dtype=np.int64), api.event)
    late = api.delay // timedelta(microseconds=1)
    published = int(day_times(np.array([number_of(PUBLISHED)]), api.event)[0])
    backdated = int((events < published).sum())
    if backdated:
        message = f"{_API}: began before {TAXONOMY} was published on {PUBLISHED}; available only from then on"
        info = noted(FindingSeverity.INFO, "taxonomy_backdated", message, field="effective_from", occurrences=backdated)
        findings = (*findings, info)
    values: Mapping[str, Sequence[int | str | date | None]] = {
        "taxonomy": [TAXONOMY] * len(held),
        "level": [one.level for one in held],
        "industry_code": [one.industry for one in held],
        "industry_name": [one.name for one in held],
        "effective_from": [one.begins for one in held],
        "effective_to": [one.ends for one in held],
    }
    return Batch(
        codes=codes,
        members=np.array([places[one.code] for one in held], dtype=np.int32),
        event_times=events,
        available_times=np.maximum(events, published) + late,
        columns={name: plain_column(question.table, name, values[name]) for name in question.fields},
        provenance=provenance,
        findings=tuple(findings),
    )


def _questions(codes: Sequence[str] | None) -> Iterator[dict[str, str]]:
    parts: Sequence[Mapping[str, str]] = [{}] if codes is None or len(codes) > _FEW else [{CODE: code} for code in codes]
    for of in parts:
        for newest in ("Y", "N"):
            yield {**of, "is_new": newest}


def _levels(source: str, row: Mapping[str, Any], code: str, begins: date, ends: date | None) -> Iterator[Membership]:
    for level in _LEVELS:
        industry, name = row[f"l{level}_code"], row[f"l{level}_name"]
        for what, text in (("code", industry), ("name", name)):
            if text is not None and not isinstance(text, str):
                raise bad_answer(source, _API, f"has l{level}_{what} {text!r} of {code}", f"l{level}_{what}", text)
        if industry:
            yield Membership(code=code, begins=begins, level=level, industry=industry, name=name or None, ends=ends)


def _kept(source: str, found: Memberships, rows: Iterable[Membership]) -> Iterator[str]:
    """Keep them; told are the codes of those that were there before. Two that disagree are their instrument's error."""
    for one in rows:
        key = (one.code, one.begins, one.level)
        before = found.held.setdefault(key, one)
        problem = ""
        if one.ends is not None and one.ends < one.begins:
            problem = f"has {one.code} in {one.industry} until {one.ends}, before it began on {one.begins}"
        elif before != one:
            both = f"in {before.industry} until {before.ends} and in {one.industry} until {one.ends}"
            problem = f"has {one.code} from {one.begins} on {both}"
        elif before is not one:
            yield one.code
        if problem and one.code not in found.errors:
            found.errors[one.code] = bad_answer(source, _API, problem, "out_date", one.ends or "", instrument=one.code)


def _code(source: str, row: Mapping[str, Any], params: Mapping[str, str]) -> str:
    code = row[CODE]
    if not isinstance(code, str) or not is_canonical(code):
        raise bad_answer(source, _API, f"has {CODE} {code!r}, which is no code", CODE, code)
    for name in (CODE, "is_new"):
        if name in params and row[name] != params[name]:
            problem = f"has a row of {code} with {name} {row[name]!r}, and {params[name]} was asked for"
            raise bad_answer(source, _API, problem, name, row[name])
    return code


def _day(source: str, code: str, name: str, text: Any) -> date | None:
    if text is None or text == "":
        return None
    day = date_of(text) if isinstance(text, str) else None
    if day is None:
        raise bad_answer(source, _API, f"has {name} {text!r} of {code}, which is no date YYYYMMDD", name, text)
    return day


_ODD = {
    "membership_without_begin": "without in_date: nobody can say when it began; left out",
    "membership_of_no_day": "out_date is in_date: it held on no day; left out",
    "ended_on_no_day": "is_new is N and there is no out_date: it ended, and nobody says when; kept as it is",
}


def _findings(odd: Mapping[str, list[tuple[str, Any]]], again: Sequence[str]) -> Iterator[QualityFinding]:
    warning = FindingSeverity.WARNING
    for rule, rows in odd.items():
        code, day = rows[0]
        yield noted(warning, rule, f"{_API}: {_ODD[rule]}", instrument=code, day=day, field="in_date", occurrences=len(rows))
    if again:
        message = f"{_API}: the same row came more than once; one of each is kept"
        yield noted(warning, "duplicate_rows", message, instrument=again[0], occurrences=len(again))
