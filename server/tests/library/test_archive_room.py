"""Laws of the archive: nothing is believed, nothing is permitted that is not proved, and a permit works once."""

import hashlib
import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aistock.contract.documents import canonical_json, content_hash
from aistock.library.identity import archive_id
from aistock.library.v1.models import (
    ArchiveLevel,
    ArchiveManifest,
    ArchivePolicy,
    ArchiveRecord,
    ArchiveSubject,
    CatalogKind,
    GetArchivePolicyRequest,
    GetArchiveRequest,
    GetDeletionPermitRequest,
    ListArchivesRequest,
    LoopStatus,
    RecordArchiveRequest,
    RedeemDeletionPermitRequest,
    SetArchivePolicyRequest,
)
from aistock_server.adapters.filesystem.vault import DirectoryVault
from aistock_server.adapters.memory.archive_store import MemoryArchiveStore
from aistock_server.adapters.memory.library_samples import sample_loop, sample_strategy
from aistock_server.adapters.memory.library_store import MemoryLibraryStore
from aistock_server.kernel.clock import FixedClock
from aistock_server.kernel.errors import Invalid, NotFound, Refused, RoomError
from aistock_server.kernel.ids import CountingIds
from aistock_server.library import Archives, Head, LibrarySubjects, Row, Vault, glance, look_again
from aistock_server.library.model import Document
from aistock_server.library.vault_faults import VaultUnavailable

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)
CONTENTS = {"qlib_res.csv": b",0\nIC,0.1\n", "a/ret.pkl": b"returns", "empty": b"", "again": b"returns"}
LOOP, RUNNING, LOG = "run1/7/ws7", "run2/8/ws8", "run1/2026-01-05_00-00-00-000000"


class Desk:
    """The room with its stores, called as the servicer calls it."""

    def __init__(self, folder: Path) -> None:
        self.vault: Vault = DirectoryVault(folder)
        self.folder = folder
        self.clock = FixedClock(NOW)
        rows = MemoryLibraryStore()
        loops: list[Document] = [sample_loop(7), sample_loop(8, status=LoopStatus.RUNNING)]
        rows.insert([_row(CatalogKind.LOOP, loop) for loop in loops])
        rows.insert([_row(CatalogKind.STRATEGY, sample_strategy(1))])
        elsewhere: dict[ArchiveSubject, Callable[[str], str | None]] = {
            ArchiveSubject.EXPERIMENT: lambda key: None if key == "exp1" else f"no experiment {key!r}; list them"
        }
        subjects = LibrarySubjects(rows, elsewhere)
        self.room = Archives(store=MemoryArchiveStore(), subjects=subjects, clock=self.clock, ids=CountingIds())

    def proved(self, subject: str = "loop", key: str = LOOP, level: str = "full", **changes: Any) -> ArchiveRecord:
        """A record as an honest archivist makes it, with changes."""
        files = [{"path": path, "sha256": self.vault.put([content])[0], "size": len(content)} for path, content in CONTENTS.items()]
        manifest = ArchiveManifest.model_validate({
            "generated_at_utc": NOW, "source": "tests", "subject": subject, "subject_key": key,
            "folder": {"store": "workspaces", "path": "ws7"}, "files": files,
        })  # fmt: skip
        named = changes.get("manifest_sha256", self.vault.put([canonical_json(manifest)])[0])
        fields = {
            "generated_at_utc": NOW, "source": "tests", "archive_id": archive_id(subject, key, level, named), "subject": subject,
            "subject_key": key, "level": level, "evidence": [evidence(content) for content in sorted(set(CONTENTS.values()))],
            "manifest_sha256": named, "permits_log_deletion": subject == "log" and level != "none",
            "permits_workspace_deletion": subject in ("loop", "experiment") and level == "full",
        }  # fmt: skip
        return ArchiveRecord.model_validate({**fields, **changes})

    def record(self, record: ArchiveRecord) -> ArchiveRecord:
        request = RecordArchiveRequest(request_id=str(uuid.uuid4()), record=record)
        return self.room.record(request, look_again(self.vault, record)).record

    def permit(self, record: ArchiveRecord, manifest: str | None = None) -> str:
        kept = self.room.get(GetArchiveRequest(archive_id=record.archive_id)).record
        request = GetDeletionPermitRequest(
            request_id=str(uuid.uuid4()), archive_id=record.archive_id, manifest_sha256=manifest or str(record.manifest_sha256)
        )
        return self.room.give_permit(request, look_again(self.vault, kept)).permit_id

    def redeem(self, permit: str, manifest: str) -> Any:
        request = RedeemDeletionPermitRequest(request_id=str(uuid.uuid4()), permit_id=permit, manifest_sha256=manifest)
        return self.room.redeem(request, glance(self.vault, self.room.behind(request).record))

    def policy(self, **changes: Any) -> None:
        policy = self.room.get_policy(GetArchivePolicyRequest()).policy.model_copy(update=changes)
        self.room.set_policy(SetArchivePolicyRequest(request_id=str(uuid.uuid4()), policy=policy))

    def copy_of(self, sha256: str) -> Path:
        return self.folder / sha256[:2] / sha256[2:4] / sha256

    def spoil(self, content: bytes) -> None:
        copy = self.copy_of(sha(content))
        copy.chmod(0o644)
        copy.write_bytes(b"x" * len(content))

    def kept(self) -> int:
        return len(self.room.list_archives(ListArchivesRequest()).archives)


def sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def evidence(content: bytes, **changes: Any) -> dict[str, Any]:
    name = sha(content)
    file = {"store": "vault", "path": name, "sha256": name, "size": len(content), **changes}
    return {"file": file, "read_sha256": file["sha256"], "verified_at_utc": NOW}


def _row(kind: CatalogKind, document: Document) -> Row:
    head = Head(content_hash=content_hash(document), origin="tests", first_seen_at=NOW, retired=False)
    return Row(kind=kind, document=document, head=head, snapshot_id=None, changed_at=NOW)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "vault")


def refused(call: Callable[[], object], reason: str, *words: str) -> RoomError:
    """The refusal of a call, whose message holds some words."""
    with pytest.raises((Refused, Invalid)) as caught:
        call()
    assert caught.value.reason == reason, caught.value.message
    assert all(word in caught.value.message for word in words), caught.value.message
    return caught.value


@pytest.mark.parametrize(
    ("subject", "key", "level"),
    [
        ("loop", LOOP, "full"), ("loop", LOOP, "minimal"), ("loop", "nobody/1/ws", "none"),
        ("log", LOG, "minimal"), ("log", "run1", "full"),
        ("experiment", "exp1", "full"), ("strategy", sample_strategy(1).strategy_id, "minimal"),
    ],
)  # fmt: skip
def test_what_is_proved_is_kept_and_keeping_it_again_changes_nothing(desk: Desk, subject: str, key: str, level: str) -> None:
    record = desk.proved(subject, key, level)
    assert desk.record(record) == record
    desk.clock.instant += timedelta(hours=1)
    again = record.model_copy(update={"generated_at_utc": NOW + timedelta(hours=1), "source": "another"})
    assert desk.record(again) == record
    found = desk.room.get(GetArchiveRequest(archive_id=record.archive_id))
    assert (found.record, found.recorded_at_utc, desk.kept()) == (record, NOW, 1)


@pytest.mark.parametrize(
    ("subject", "key"),
    [
        ("loop", "run1/7/another"), ("loop", "run1/07/ws7"), ("loop", "run1/7"), ("loop", "run1/x/ws7"), ("loop", RUNNING),
        ("log", "another/session"), ("experiment", "exp2"), ("strategy", "0" * 32), ("factor_set", "a" * 64),
    ],
)  # fmt: skip
@pytest.mark.parametrize("level", ["minimal", "full"])
def test_rows_that_do_not_stand_prove_nothing(desk: Desk, subject: str, key: str, level: str) -> None:
    said = "rows of a factor_set" if subject == "factor_set" else "run 'another'" if subject == "log" else repr(key)
    refused(lambda: desk.record(desk.proved(subject, key, level)), "ARCHIVE_UNPROVEN", said)
    assert desk.kept() == 0


LIES: dict[str, Callable[[Desk], ArchiveRecord]] = {
    "manifest not stored": lambda desk: desk.proved(manifest_sha256="0" * 64),
    "manifest of another subject": lambda desk: desk.proved(manifest_sha256=desk.proved(key="run1/7/other").manifest_sha256),
    "manifest that is none": lambda desk: desk.proved(manifest_sha256=desk.vault.put([b"{}"])[0]),
    "manifest that is no JSON": lambda desk: desk.proved(manifest_sha256=desk.vault.put([b"\xff\x00"])[0]),
    "no manifest": lambda desk: desk.proved(manifest_sha256=None, permits_workspace_deletion=False),
    "file not in the evidence": lambda desk: desk.proved(evidence=[evidence(b"returns"), evidence(b"")]),
    "file of another size": lambda desk: desk.proved(
        evidence=[evidence(content, size=len(content) + 1) for content in set(CONTENTS.values())]
    ),
    "file in a store nobody reads": lambda desk: desk.proved(
        evidence=[evidence(content, store="elsewhere") for content in set(CONTENTS.values())]
    ),
    "evidence beside that is not stored": lambda desk: desk.proved(
        evidence=[*(evidence(content) for content in set(CONTENTS.values())), evidence(b"never stored")]
    ),
}  # fmt: skip


@pytest.mark.parametrize("lie", sorted(LIES))
def test_nothing_is_believed(desk: Desk, lie: str) -> None:
    record = LIES[lie](desk)
    refused(lambda: desk.record(record), "ARCHIVE_UNPROVEN")
    assert desk.kept() == 0


@pytest.mark.parametrize("spoilt", sorted(CONTENTS))
@pytest.mark.parametrize("how", ["lost", "spoilt", "cut"])
def test_a_file_that_does_not_stand_whole_is_named(desk: Desk, spoilt: str, how: str) -> None:
    record, content = desk.proved(), CONTENTS[spoilt]
    copy = desk.copy_of(sha(content))
    if how == "lost":
        copy.unlink()
    elif content:
        copy.chmod(0o644)
        copy.write_bytes(content[:-1] if how == "cut" else b"x" * len(content))
    else:
        copy.chmod(0o644)
        copy.write_bytes(b"x")
    for level in ("full", "minimal"):
        claims = {} if level == "full" else {"permits_workspace_deletion": False}
        same = record.model_copy(update={"level": ArchiveLevel(level), "archive_id": _id(record, level), **claims})
        error = refused(lambda same=same: desk.record(same), "ARCHIVE_UNPROVEN", sha(content))  # type: ignore[misc]  # bound now
        assert error.details["sha256"] == sha(content)


def _id(record: ArchiveRecord, level: str) -> str:
    return archive_id(record.subject.value, record.subject_key, level, record.manifest_sha256)


@pytest.mark.parametrize("fault", [OSError(5, "Input/output error"), VaultUnavailable("no answer from the store at 10.0.0.1")])
def test_a_store_that_fails_proves_nothing_and_its_address_stays_inside(desk: Desk, fault: Exception) -> None:
    record = desk.proved()

    class Failing(DirectoryVault):
        def open(self, sha256: str, offset: int = 0) -> Iterator[bytes]:
            raise fault

    desk.vault = Failing(desk.folder)
    error = refused(lambda: desk.record(record), "ARCHIVE_UNPROVEN", "cannot be read")
    assert "10.0.0.1" not in error.message


def test_the_id_follows_from_the_content(desk: Desk) -> None:
    error = refused(lambda: desk.record(desk.proved(archive_id="f" * 32)), "INVALID_FIELD", "archive_id")
    assert [one.field for one in error.violations] == ["record.archive_id"]


@pytest.mark.parametrize(
    ("subject", "key", "level", "claim"),
    [
        ("loop", LOOP, "full", "permits_log_deletion"), ("log", LOG, "full", "permits_workspace_deletion"),
        ("strategy", sample_strategy(1).strategy_id, "minimal", "permits_log_deletion"),
        ("factor_set", "a" * 64, "full", "permits_workspace_deletion"),
    ],
)  # fmt: skip
def test_a_record_claims_no_more_than_its_subject_allows(desk: Desk, subject: str, key: str, level: str, claim: str) -> None:
    refused(lambda: desk.record(desk.proved(subject, key, level, **{claim: True})), "INVALID_FIELD", claim)


def test_a_record_without_a_manifest_claims_nothing(desk: Desk) -> None:
    refused(lambda: desk.record(desk.proved("log", LOG, "minimal", manifest_sha256=None)), "INVALID_FIELD", "permits_log_deletion")
    kept = desk.record(desk.proved("log", LOG, "minimal", manifest_sha256=None, permits_log_deletion=False))
    error = refused(lambda: desk.permit(kept, "0" * 64), "DELETION_HELD", "manifest")
    assert error.details["condition"] == "level"


def test_a_record_may_claim_less_and_then_permits_less(desk: Desk) -> None:
    modest = desk.record(desk.proved(permits_workspace_deletion=False))
    assert refused(lambda: desk.permit(modest), "DELETION_HELD").details["condition"] == "record"
    refused(lambda: desk.record(desk.proved()), "INVALID_FIELD", "never changes")


def test_keys_that_nobody_can_print_are_refused(desk: Desk) -> None:
    refused(lambda: desk.record(desk.proved(key="a\x00b", level="none")), "INVALID_FIELD", "subject_key")
    assert desk.room.list_archives(ListArchivesRequest(subject_key="a\x00b")).archives == []


def test_a_permit_works_once(desk: Desk) -> None:
    record = desk.record(desk.proved())
    permit = desk.permit(record)
    answer = desk.redeem(permit, str(record.manifest_sha256))
    assert (answer.archive_id, answer.subject_key, answer.redeemed_at_utc) == (record.archive_id, LOOP, NOW)
    refused(lambda: desk.redeem(permit, str(record.manifest_sha256)), "PERMIT_SPENT", "redeemed")
    assert desk.redeem(desk.permit(record), str(record.manifest_sha256)).archive_id == record.archive_id


def test_a_permit_ends(desk: Desk) -> None:
    desk.policy(permit_seconds=10)
    record = desk.record(desk.proved())
    permit = desk.permit(record)
    desk.clock.instant += timedelta(seconds=10)
    refused(lambda: desk.redeem(permit, str(record.manifest_sha256)), "PERMIT_SPENT", "ended")


def test_permits_name_one_manifest(desk: Desk) -> None:
    record = desk.record(desk.proved())
    refused(lambda: desk.permit(record, "0" * 64), "ARCHIVE_UNPROVEN", "0" * 64)
    permit = desk.permit(record)
    refused(lambda: desk.redeem(permit, "0" * 64), "ARCHIVE_UNPROVEN", "0" * 64)
    assert desk.redeem(permit, str(record.manifest_sha256))


@pytest.mark.parametrize("how", ["lost", "spoilt"])
def test_a_permit_reads_every_copy_again(desk: Desk, how: str) -> None:
    record = desk.record(desk.proved())
    if how == "lost":
        desk.copy_of(sha(b"returns")).unlink()
    else:
        desk.spoil(b"returns")
    refused(lambda: desk.permit(record), "ARCHIVE_UNPROVEN", "'a/ret.pkl'", sha(b"returns"))


def test_a_copy_that_went_away_stops_the_redemption_and_leaves_the_permit(desk: Desk) -> None:
    record = desk.record(desk.proved())
    permit = desk.permit(record)
    desk.copy_of(sha(b"returns")).unlink()
    refused(lambda: desk.redeem(permit, str(record.manifest_sha256)), "ARCHIVE_UNPROVEN", sha(b"returns"))
    desk.vault.put([b"returns"])
    assert desk.redeem(permit, str(record.manifest_sha256))


def test_a_lost_manifest_stops_everything(desk: Desk) -> None:
    record = desk.record(desk.proved())
    permit = desk.permit(record)
    desk.copy_of(str(record.manifest_sha256)).unlink()
    refused(lambda: desk.permit(record), "ARCHIVE_UNPROVEN", "manifest")
    refused(lambda: desk.redeem(permit, str(record.manifest_sha256)), "ARCHIVE_UNPROVEN", str(record.manifest_sha256))


POLICIES: list[tuple[str, str, str, dict[str, Any], str | None]] = [
    ("loop", LOOP, "full", {}, None),
    ("loop", LOOP, "minimal", {}, "level"),
    ("loop", LOOP, "none", {}, "level"),
    ("log", LOG, "minimal", {}, None),
    ("log", LOG, "full", {}, None),
    ("log", LOG, "minimal", {"log_level": ArchiveLevel.FULL}, "level"),
    ("log", LOG, "full", {"log_level": ArchiveLevel.FULL}, None),
    ("loop", LOOP, "full", {"minimum_age_seconds": 60}, "age"),
    ("loop", LOOP, "full", {"held_keys": ["x", LOOP]}, "hold"),
    ("loop", LOOP, "full", {"held_keys": [LOOP.upper()]}, None),
    ("strategy", sample_strategy(1).strategy_id, "minimal", {}, "level"),
]


@pytest.mark.parametrize(("subject", "key", "level", "policy", "condition"), POLICIES)
def test_the_policy_decides(
    desk: Desk, subject: str, key: str, level: str, policy: dict[str, Any], condition: str | None
) -> None:  # fmt: skip
    record = desk.record(desk.proved(subject, key, level))
    if condition is None:
        desk.policy(**policy)
        assert desk.redeem(desk.permit(record), str(record.manifest_sha256))
        return
    desk.policy(**policy)
    assert refused(lambda: desk.permit(record), "DELETION_HELD").details["condition"] == condition
    if condition == "age":
        desk.clock.instant += timedelta(seconds=60)
        assert desk.redeem(desk.permit(record), str(record.manifest_sha256))


@pytest.mark.parametrize("policy", [{"held_keys": [LOOP]}, {"minimum_age_seconds": 1000}])
def test_permits_given_before_obey_a_new_policy(desk: Desk, policy: dict[str, Any]) -> None:
    record = desk.record(desk.proved())
    permit = desk.permit(record)
    desk.policy(**policy)
    refused(lambda: desk.redeem(permit, str(record.manifest_sha256)), "DELETION_HELD")
    desk.policy(held_keys=[], minimum_age_seconds=0)
    assert desk.redeem(permit, str(record.manifest_sha256))


def test_names_that_nobody_has(desk: Desk) -> None:
    for call in (
        lambda: desk.room.get(GetArchiveRequest(archive_id="0" * 32)),
        lambda: desk.permit(desk.proved()),
        lambda: desk.redeem("0" * 32, "0" * 64),
    ):
        with pytest.raises(NotFound):
            call()


def test_the_policy_until_one_is_set(desk: Desk) -> None:
    assert desk.room.get_policy(GetArchivePolicyRequest()).policy == ArchivePolicy(
        log_level=ArchiveLevel.MINIMAL, minimum_age_seconds=0, permit_seconds=600, held_keys=[]
    )


STEPS = st.lists(
    st.sampled_from(["permit", "redeem", "redeem again", "hold", "release", "wait", "lose", "spoil", "restore"]), max_size=14
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_no_order_of_calls_redeems_twice_late_or_against_the_policy(
    tmp_path_factory: pytest.TempPathFactory, steps: list[str]
) -> None:
    """Against a model of four facts: which permits live, whether the key is held, and whether the copies stand and are whole."""
    desk = Desk(tmp_path_factory.mktemp("desk") / "vault")
    record = desk.record(desk.proved())
    manifest, copy = str(record.manifest_sha256), desk.copy_of(sha(b"returns"))
    live: dict[str, datetime] = {}
    spent: list[str] = []
    held, stands, whole = False, True, True
    for step in steps:
        if step == "permit":
            if held or not whole:
                refused(lambda: desk.permit(record), "DELETION_HELD" if held else "ARCHIVE_UNPROVEN")
            else:
                live[desk.permit(record)] = desk.clock.instant + timedelta(seconds=600)
        elif step == "redeem" and live:
            permit, ends = next(iter(live.items()))
            wrong = "PERMIT_SPENT" if desk.clock.instant >= ends else "DELETION_HELD" if held else None
            wrong = wrong or (None if stands else "ARCHIVE_UNPROVEN")
            if wrong:
                refused(lambda permit=permit: desk.redeem(permit, manifest), wrong)  # type: ignore[misc]  # bound now
            else:
                assert desk.redeem(permit, manifest).subject_key == LOOP
            if wrong in (None, "PERMIT_SPENT"):
                del live[permit]
                spent.append(permit)
        elif step == "redeem again" and spent:
            refused(lambda: desk.redeem(spent[0], manifest), "PERMIT_SPENT")
        elif step in ("hold", "release"):
            held = step == "hold"
            desk.policy(held_keys=[LOOP] if held else [])
        elif step == "wait":
            desk.clock.instant += timedelta(seconds=250)
        elif step == "lose":
            copy.unlink(missing_ok=True)
            stands = whole = False
        elif step == "spoil" and stands:
            desk.spoil(b"returns")
            whole = False
        elif step == "restore":
            copy.unlink(missing_ok=True)
            desk.vault.put([b"returns"])
            stands = whole = True
