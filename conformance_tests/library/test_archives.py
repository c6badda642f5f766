"""Archives over the wire: nothing is believed, nothing is permitted that is not proved, and a permit works once."""

import hashlib
import time
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from aistock.client import Client
from aistock.contract.documents import canonical_json
from aistock.errors import InvalidArgument, NotFound, Refused
from aistock.library.identity import archive_id
from aistock.library.v1.models import ArchiveLevel, ArchivePolicy, ArchiveRecord
from aistock_conformance import archives
from aistock_conformance.target import Target, fresh_name

NOBODY = "0" * 64


@pytest.fixture
def policy(client: Client, target: Target) -> Iterator[ArchivePolicy]:
    """The policy, which a case may change: it is set back afterwards, and only on a server that nobody else uses."""
    if not target.own:
        pytest.skip("the policy of a server that others use is left alone")
    found = client.archives.get_archive_policy()
    yield found
    client.archives.set_archive_policy(found)


def permit(client: Client, record: ArchiveRecord) -> str:
    return client.archives.get_deletion_permit(record.archive_id, manifest_sha256=str(record.manifest_sha256)).permit_id


def redeem(client: Client, name: str, record: ArchiveRecord) -> str:
    return client.archives.redeem_deletion_permit(name, manifest_sha256=str(record.manifest_sha256)).archive_id


def unproven(client: Client, record: ArchiveRecord) -> Refused:
    """The refusal of a record that proves nothing."""
    with pytest.raises(Refused) as caught:
        client.archives.record_archive(record)
    assert caught.value.reason == "ARCHIVE_UNPROVEN"
    with pytest.raises(NotFound):
        client.archives.get_archive(record.archive_id)
    return caught.value


@pytest.mark.parametrize(
    ("subject", "level"), [("loop", "full"), ("loop", "minimal"), ("loop", "none"), ("log", "minimal"), ("log", "full")]
)
def test_what_is_proved_is_kept_and_listed(client: Client, subject: str, level: str) -> None:
    """The same again changes nothing, not even the time when it was kept."""
    record = archives.proved(client, subject=subject, level=level)

    assert client.archives.record_archive(record) == record
    first = client.archives.get_archive(record.archive_id)
    assert client.archives.record_archive(record) == record
    assert client.archives.get_archive(record.archive_id) == first and first.record == record
    (entry,) = client.archives.list_archives(subject=subject, subject_key=record.subject_key, level=level)
    assert (entry.archive_id, entry.manifest_sha256) == (record.archive_id, record.manifest_sha256)
    assert (entry.file_count, entry.size) == (len(record.evidence), sum(item.file.size for item in record.evidence))
    assert entry.recorded_at_utc == first.recorded_at_utc


def test_a_file_that_is_not_stored_is_named(client: Client) -> None:
    """A record that says a file was read, and nobody has the file."""
    record = archives.proved(client)
    lie = record.evidence[0].model_copy(
        update={"file": record.evidence[0].file.model_copy(update={"sha256": NOBODY, "path": NOBODY}), "read_sha256": NOBODY}
    )
    error = unproven(client, record.model_copy(update={"evidence": [*record.evidence, lie]}))
    assert error.details["sha256"] == NOBODY


def test_every_file_of_the_manifest_stands_in_the_evidence(client: Client) -> None:
    """One file less is not level full; the refusal names it."""
    record = archives.proved(client)
    for left in record.evidence:
        error = unproven(client, record.model_copy(update={"evidence": [left]}))
        missing = {item.file.sha256 for item in record.evidence} - {left.file.sha256}
        assert {error.details["sha256"]} == missing


def test_a_manifest_is_that_of_the_subject(client: Client) -> None:
    """Not one that nobody stored, not another's, and not some other document."""
    record, other = archives.proved(client), archives.proved(client)
    nonsense = client.artifacts.put(fresh_name().encode()).sha256
    for manifest in (hashlib.sha256(uuid.uuid4().bytes).hexdigest(), str(other.manifest_sha256), nonsense):
        named = archive_id(record.subject.value, record.subject_key, record.level.value, manifest)
        unproven(client, record.model_copy(update={"manifest_sha256": manifest, "archive_id": named}))


def test_rows_must_stand_in_the_library(client: Client) -> None:
    """Files alone prove nothing: the loop is what is archived."""
    record = archives.proved(client)
    manifest = client.artifacts.get(str(record.manifest_sha256))
    assert manifest is not None
    key = f"{fresh_name()}/0/nobody"
    content = manifest.replace(record.subject_key.encode(), key.encode())
    named = client.artifacts.put(content).sha256
    changes = {"subject_key": key, "manifest_sha256": named, "archive_id": archive_id("loop", key, "full", named)}
    unproven(client, record.model_copy(update=changes))


@pytest.mark.parametrize("changes", [{"archive_id": "f" * 32}, {"permits_log_deletion": True}])
def test_a_record_claims_no_more_than_it_may(client: Client, changes: dict[str, object]) -> None:
    """Its id follows from its content, and a loop's record lets no log go."""
    with pytest.raises(InvalidArgument) as caught:
        client.archives.record_archive(archives.proved(client, **changes))
    assert caught.value.reason == "INVALID_FIELD" and caught.value.violations


def test_a_permit_works_once(client: Client) -> None:
    """It names the manifest, and a second redemption is refused; a new permit is another one."""
    record = archives.kept(client)
    given = client.archives.get_deletion_permit(record.archive_id, manifest_sha256=str(record.manifest_sha256))
    assert given.manifest_sha256 == record.manifest_sha256

    answer = client.archives.redeem_deletion_permit(given.permit_id, manifest_sha256=given.manifest_sha256)
    assert (answer.archive_id, answer.subject_key) == (record.archive_id, record.subject_key)
    with pytest.raises(Refused) as caught:
        redeem(client, given.permit_id, record)
    assert caught.value.reason == "PERMIT_SPENT"
    assert redeem(client, permit(client, record), record) == record.archive_id


def test_of_many_who_redeem_one_succeeds(client: Client) -> None:
    """Eight callers at once, one permit."""
    record = archives.kept(client)
    name = permit(client, record)

    def attempt(_: int) -> str:
        try:
            return redeem(client, name, record)
        except Refused as error:
            return error.reason

    with ThreadPoolExecutor(8) as pool:
        answers = sorted(pool.map(attempt, range(8)))
    assert answers == sorted([record.archive_id, *["PERMIT_SPENT"] * 7])


def test_a_permit_is_for_its_manifest_only(client: Client) -> None:
    """What is there now must be what was archived, when it is asked for and when it is used."""
    record = archives.kept(client)
    with pytest.raises(Refused) as caught:
        client.archives.get_deletion_permit(record.archive_id, manifest_sha256=NOBODY)
    assert caught.value.reason == "ARCHIVE_UNPROVEN"
    name = permit(client, record)
    with pytest.raises(Refused) as caught:
        client.archives.redeem_deletion_permit(name, manifest_sha256=NOBODY)
    assert caught.value.reason == "ARCHIVE_UNPROVEN"
    assert redeem(client, name, record) == record.archive_id


@pytest.mark.parametrize("level", ["none", "minimal"])
def test_a_workspace_needs_level_full(client: Client, level: str) -> None:
    """Whatever the policy says of logs."""
    record = client.archives.record_archive(archives.proved(client, level=level))
    with pytest.raises(Refused) as caught:
        permit(client, record)
    assert (caught.value.reason, caught.value.details["condition"]) == ("DELETION_HELD", "level")


def test_the_policy_holds_and_lets_go(client: Client, policy: ArchivePolicy) -> None:
    """A held key, an age and a level for logs, each told by its name; a permit given before obeys too."""
    record = archives.kept(client)
    given = permit(client, record)
    for changes, condition in (({"held_keys": [record.subject_key]}, "hold"), ({"minimum_age_seconds": 86400}, "age")):
        assert client.archives.set_archive_policy(policy.model_copy(update=changes)) == client.archives.get_archive_policy()
        for call in (lambda: permit(client, record), lambda: redeem(client, given, record)):
            with pytest.raises(Refused) as caught:
                call()
            assert (caught.value.reason, caught.value.details["condition"]) == ("DELETION_HELD", condition)
    log = client.archives.record_archive(archives.proved(client, subject="log", level="minimal"))
    client.archives.set_archive_policy(policy.model_copy(update={"log_level": ArchiveLevel.FULL}))
    with pytest.raises(Refused) as caught:
        permit(client, log)
    assert caught.value.details["condition"] == "level"
    client.archives.set_archive_policy(policy.model_copy(update={"log_level": ArchiveLevel.MINIMAL}))
    assert redeem(client, permit(client, log), log) == log.archive_id
    assert redeem(client, given, record) == record.archive_id


def test_a_permit_ends(client: Client, policy: ArchivePolicy) -> None:
    """After the seconds that the policy gives it."""
    record = archives.kept(client)
    client.archives.set_archive_policy(policy.model_copy(update={"permit_seconds": 1}))
    name = permit(client, record)
    time.sleep(1.1)
    with pytest.raises(Refused) as caught:
        redeem(client, name, record)
    assert caught.value.reason == "PERMIT_SPENT"


def test_the_manifest_is_the_canonical_document(client: Client) -> None:
    """What the record names is the text whose hash anybody can take."""
    from aistock.contract.documents import read
    from aistock.library.v1.models import ArchiveManifest

    record = archives.kept(client)
    content = client.artifacts.get(str(record.manifest_sha256))
    assert content is not None and canonical_json(read(ArchiveManifest, content)) == content
