"""What reality taught: drift of assumptions, events, goals and the experiment that is proposed."""

from collections import Counter

from aistock.report import words
from aistock.report.contents import ReportContents
from aistock.report.markup import Html, chip, section, table, tag

_SEVERITIES = {"info": "none", "warning": "warn", "critical": "bad"}
_VERDICTS = {"good": "held", "warn": "drifted", "none": "open"}
_SHOWN_EVENTS = 40
_SHOWN_CHANGES = 40
_IDENTITY = frozenset({"request_id", "generated_at_utc", "source", "name", "description", "triggered_by", "kind"})


def drift_section(contents: ReportContents) -> Html:
    """Each assumption of the backtest beside what was measured."""
    drift = contents.feedback.drift
    if not drift:
        return section("drift", "Assumptions against reality", tag("p", "The backtest stated no assumption.", class_="quiet"))
    rows = []
    for one in drift:
        kind, sentence = words.verdict(one)
        rows.append(
            (
                words.ASSUMPTIONS.get(one.kind, one.kind.value),
                words.in_unit(one.assumed, one.unit),
                words.in_unit(one.measured, one.unit),
                chip(kind, _VERDICTS[kind]),
                tag("span", sentence, Html("<br>"), tag("span", one.note or "", class_="quiet")),
            )
        )
    return section(
        "drift",
        "Assumptions against reality",
        tag("p", "What the backtest took for granted beside what the account lived through.", class_="quiet"),
        table(["assumption", "assumed", "measured", "", "in words"], rows, right=[1, 2]),
    )


def events_section(contents: ReportContents) -> Html:
    """Counts by kind, and the most serious events."""
    events = contents.feedback.events
    if not events:
        return section("events", "Events", tag("p", "Nothing out of the ordinary happened.", class_="quiet"))
    order = {"critical": 0, "warning": 1, "info": 2}
    counts = Counter(event.type.value for event in events)
    chips: list[object] = []
    for name, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        chips += [chip("none", f"{name.replace('_', ' ')} × {count:,}"), " "]
    serious = sorted(events, key=lambda event: (order.get(event.severity.value, 3), event.timestamp_utc))[:_SHOWN_EVENTS]
    rows = [
        (
            event.trading_date,
            chip(_SEVERITIES.get(event.severity.value, "none"), event.severity.value),
            event.type.value.replace("_", " "),
            event.instrument or "",
            event.message,
        )
        for event in serious
    ]
    shown = "All of them" if len(serious) == len(events) else f"The {len(serious)} most serious of {len(events):,}"
    listed = table(["day", "severity", "what", "security", "message"], rows)
    return section("events", "Events", tag("p", *chips), tag("details", tag("summary", shown), listed))


def next_section(contents: ReportContents) -> Html:
    """Goals, and how the proposed experiment differs from the one that was lived."""
    goals = contents.feedback.goals
    parts: list[object] = [tag("ul", *(tag("li", words.goal(one)) for one in goals))] if goals else []
    if not goals:
        parts.append(tag("p", "The feedback carries no goal.", class_="quiet"))
    if contents.proposal is not None:
        parts += _proposal(contents)
    return section("next", "Goals and the next experiment", *parts)


def _proposal(contents: ReportContents) -> list[object]:
    proposal = contents.proposal
    assert proposal is not None
    said: list[object] = [tag("h3", proposal.name)]
    if proposal.description:
        said.append(tag("p", proposal.description, class_="quiet"))
    said.append(
        tag(
            "p",
            f"A {proposal.kind.value} request, drafted from this feedback and submitted by nobody yet; id ",
            tag("code", proposal.request_id),
        )
    )
    if contents.request is None:
        return said
    found = words.changes(contents.request, proposal, ignored=_IDENTITY)
    if not found:
        return [*said, tag("p", "It changes nothing of what ran.", class_="quiet")]
    rows = [(tag("code", path), old, new) for path, old, new in found[:_SHOWN_CHANGES]]
    return [*said, table(["field", "ran with", "proposed"], rows)]
