"""One suite for every archive store: what is kept comes back, pages are whole, and a permit is spent once."""

import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest

from aistock.library.identity import archive_id
from aistock.library.v1.models import ArchiveLevel, ArchivePolicy, ArchiveRecord, ArchiveSubject
from aistock_server.adapters.memory.archive_store import MemoryArchiveStore
from aistock_server.adapters.sql.archive_store import SqlArchiveStore
from aistock_server.adapters.sql.database import Database
from aistock_server.library import ArchiveQuestion, ArchiveStore, KeptArchive, Permit

NOW = datetime(2026, 3, 2, 8, 0, 0, 250, tzinfo=UTC)
SHA = "ab" * 32


@dataclass(frozen=True, slots=True)
class Place:
    """A store, and what its calls stand in."""

    store: ArchiveStore
    unit: Callable[[], AbstractContextManager[None]]


@pytest.fixture(params=["memory", "sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, database_url: Callable[[str], str]) -> Iterator[Place]:
    if request.param == "memory":
        yield Place(MemoryArchiveStore(), nullcontext)
        return
    database = Database(database_url(request.param))
    database.migrate()
    yield Place(SqlArchiveStore(database), database.unit)
    database.close()


def _kept(number: int, *, manifest: bool = True) -> KeptArchive:
    subject = (ArchiveSubject.LOOP, ArchiveSubject.LOG)[number % 2]
    level = (ArchiveLevel.FULL, ArchiveLevel.MINIMAL, ArchiveLevel.NONE)[number % 3]
    key = f"运行{number % 4}/{number // 4}/ws'%_"
    named = f"{number:064x}" if manifest else None
    evidence = [
        {
            "file": {"store": "vault", "path": SHA, "sha256": SHA, "size": 2**40 + part},
            "read_sha256": SHA,
            "verified_at_utc": NOW,
        }
        for part in range(1 + number % 3)
    ]
    record = ArchiveRecord.model_validate({
        "generated_at_utc": NOW, "source": "tests", "archive_id": archive_id(subject.value, key, level.value, named),
        "subject": subject, "subject_key": key, "level": level, "evidence": evidence, "manifest_sha256": named,
        "permits_log_deletion": False, "permits_workspace_deletion": False,
    })  # fmt: skip
    return KeptArchive(record=record, recorded_at=NOW + timedelta(seconds=number))


def _permit(kept: KeptArchive, number: int = 1) -> Permit:
    return Permit(
        permit_id=f"{number:032x}", archive_id=kept.record.archive_id, manifest_sha256=SHA, given_at=NOW,
        expires_at=NOW + timedelta(seconds=600),
    )  # fmt: skip


def test_what_is_kept_comes_back(place: Place) -> None:
    kept = [_kept(number, manifest=number != 5) for number in range(9)]
    with place.unit():
        for one in kept:
            place.store.add(one)
    with place.unit():
        assert [place.store.get(one.record.archive_id) for one in kept] == kept
        assert place.store.get("0" * 32) is None


@pytest.mark.parametrize("size", [1, 2, 100])
def test_pages_are_whole_and_filtered(place: Place, size: int) -> None:
    kept = sorted((_kept(number) for number in range(13)), key=lambda one: one.record.archive_id)
    questions = [
        ArchiveQuestion(),
        ArchiveQuestion(subject=ArchiveSubject.LOG),
        ArchiveQuestion(level=ArchiveLevel.FULL, subject=ArchiveSubject.LOOP),
        ArchiveQuestion(subject_key=kept[0].record.subject_key),
        ArchiveQuestion(subject_key="运行%"),
    ]
    with place.unit():
        for one in kept:
            place.store.add(one)
        for question in questions:
            found, after = [], None
            while page := place.store.page(question, after, size):
                assert len(page) <= size
                found += page
                after = page[-1].archive_id
            assert found == [
                one.entry()
                for one in kept
                if question.subject in (None, one.record.subject)
                and question.subject_key in (None, one.record.subject_key)
                and question.level in (None, one.record.level)
            ]


def test_a_permit_is_spent_once_and_in_time(place: Place) -> None:
    kept = _kept(0)
    first, late = _permit(kept, 1), _permit(kept, 2)
    at = NOW + timedelta(seconds=599, microseconds=999_999)
    with place.unit():
        place.store.add(kept)
        place.store.add_permit(first)
        place.store.add_permit(late)
        assert not place.store.spend("f" * 32, at)
        assert place.store.spend(first.permit_id, at)
    with place.unit():
        assert not place.store.spend(first.permit_id, at)
        assert not place.store.spend(late.permit_id, late.expires_at)
        assert place.store.permit(first.permit_id) == replace(first, redeemed_at=at)
        assert place.store.permit(late.permit_id) == late
        assert place.store.permit("f" * 32) is None


def test_of_many_who_spend_one_succeeds(place: Place) -> None:
    if isinstance(place.store, MemoryArchiveStore):
        pytest.skip("memory has one thread: its room is called by one writer")
    kept, won = _kept(0), []
    with place.unit():
        place.store.add(kept)
        place.store.add_permit(_permit(kept))

    def spend() -> None:
        with place.unit():
            won.append(place.store.spend(_permit(kept).permit_id, NOW))

    threads = [threading.Thread(target=spend) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(won) == [False] * 7 + [True]


def test_the_last_policy_holds(place: Place) -> None:
    policies = [
        ArchivePolicy(log_level=ArchiveLevel.FULL, minimum_age_seconds=age, permit_seconds=1, held_keys=["a\u0000b", "键"])
        for age in (5, 4, 5)
    ]
    with place.unit():
        assert place.store.policy() is None
        for policy in policies:
            place.store.set_policy(policy, NOW)
            assert place.store.policy() == policy
    with place.unit():
        assert place.store.policy() == policies[-1]


def test_a_unit_that_fails_spends_nothing(place: Place) -> None:
    if isinstance(place.store, MemoryArchiveStore):
        pytest.skip("memory has no transactions")
    kept = _kept(0)
    with place.unit():
        place.store.add(kept)
        place.store.add_permit(_permit(kept))
    with pytest.raises(ZeroDivisionError), place.unit():
        assert place.store.spend(_permit(kept).permit_id, NOW)
        raise ZeroDivisionError
    with place.unit():
        assert place.store.spend(_permit(kept).permit_id, NOW)
