"""Where everything on the page comes from: hashes, snapshot, seeds, versions."""

from collections.abc import Iterator

from aistock.report import words
from aistock.report.contents import ReportContents
from aistock.report.markup import Html, section, table, tag

Fact = tuple[str, object]


def provenance_section(contents: ReportContents) -> Html:
    """Names and hashes, so that a stranger could make the same page."""
    facts = [(name, tag("code", value)) for name, value in _facts(contents)]
    parts: list[object] = [table(["what", "which"], facts)]
    result = contents.result
    if result is not None:
        timings = [(one.stage.value, f"{words.number(one.seconds, 1)} s") for one in result.timings]
        versions = sorted(result.package_versions.items())
        files = [(one.name, tag("code", one.file.sha256), f"{one.file.size:,}") for one in result.files]
        for title, heads, rows, right in (
            (f"{len(versions)} package versions", ["package", "version"], versions, ()),
            (f"{len(timings)} stages of the run", ["stage", "time"], timings, (1,)),
            (f"{len(files)} files of the run", ["role", "SHA-256", "bytes"], files, (2,)),
        ):
            if rows:
                parts.append(tag("details", tag("summary", title), table(heads, rows, right=right)))
    if contents.manifest is not None and contents.manifest.findings:
        listed = tag(
            "ul",
            *(tag("li", f"{one.severity.value}: {one.message} ({one.occurrences:,} ×)") for one in contents.manifest.findings[:50]),
        )
        parts.append(tag("details", tag("summary", f"{len(contents.manifest.findings)} findings about the data"), listed))
    return section("provenance", "Provenance", *parts)


def _facts(contents: ReportContents) -> Iterator[Fact]:
    feedback, manifest, result = contents.feedback, contents.manifest, contents.result
    yield "feedback", feedback.feedback_id
    yield "measured at", feedback.generated_at_utc.isoformat()
    if manifest is not None:
        yield (
            "dataset",
            f"{manifest.name} from {manifest.source}, {manifest.date_range.start_date} to {manifest.date_range.end_date}",
        )
        yield (
            "dataset size",
            f"{manifest.instrument_count:,} instruments, {manifest.session_count:,} sessions, {manifest.row_count:,} rows",
        )
        yield "snapshot", manifest.snapshot_id
    yield "strategy configuration", feedback.strategy_config_hash or words.NOTHING
    yield "factor set", feedback.factor_set_hash or words.NOTHING
    if result is not None:
        yield "experiment", result.experiment_id
        yield "request", result.request_id
        yield "seed", str(result.seed)
        yield "configuration that ran", result.effective_config_sha256 or words.NOTHING
        if result.hashes is not None:
            yield "code", result.hashes.code_sha256
            yield "model", result.hashes.model_sha256 or words.NOTHING
            yield "windows", result.hashes.train_test_hash
        yield "features", str(len(result.features))
        yield "worker and attempt", f"{result.worker_id}, {result.attempt}"
    if contents.request is not None:
        windows = contents.request.train_test
        for name, span in (("train", windows.train), ("valid", windows.valid), ("test", windows.test)):
            yield name, f"{span.start_date} to {span.end_date}"
