# Derived from _async/archives.py by aistock_codegen.unasync; never edited.
"""Keeps the proof that subjects are archived, and permits to delete their originals."""

from __future__ import annotations

from collections.abc import Iterator

from aistock.client._requests import made
from aistock.client._sync.core import Core
from aistock.client._sync.pages import paged
from aistock.library.v1.models import (
    ArchiveEntry,
    ArchiveLevel,
    ArchivePolicy,
    ArchiveRecord,
    ArchiveSubject,
    GetArchivePolicyRequest,
    GetArchivePolicyResponse,
    GetArchiveRequest,
    GetArchiveResponse,
    GetDeletionPermitRequest,
    GetDeletionPermitResponse,
    ListArchivesRequest,
    ListArchivesResponse,
    RecordArchiveRequest,
    RecordArchiveResponse,
    RedeemDeletionPermitRequest,
    RedeemDeletionPermitResponse,
    SetArchivePolicyRequest,
    SetArchivePolicyResponse,
)

_SERVICE = "/aistock.library.v1.ArchiveService/"


class Archives:
    """Keeps the proof that subjects are archived, and permits to delete their originals."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def record_archive(
        self, record: ArchiveRecord, *, request_id: str | None = None, timeout: float | None = None
    ) -> ArchiveRecord:
        """Keeps the proof that a subject is archived; the server reads every named file again."""
        request = made(RecordArchiveRequest, request_id=request_id or self._core.next_id(), record=record)
        response: RecordArchiveResponse = self._core.call(_SERVICE + "RecordArchive", request, timeout)
        return response.record

    def get_archive(self, archive_id: str, *, timeout: float | None = None) -> GetArchiveResponse:
        """Gets one record with its evidence."""
        request = made(GetArchiveRequest, archive_id=archive_id)
        response: GetArchiveResponse = self._core.call(_SERVICE + "GetArchive", request, timeout)
        return response

    def list_archives_page(
        self,
        *,
        subject: ArchiveSubject | str | None = None,
        subject_key: str | None = None,
        level: ArchiveLevel | str | None = None,
        page_size: int | None = None,
        page_token: str | None = None,
        timeout: float | None = None,
    ) -> ListArchivesResponse:
        """One page. Lists records, without their evidence."""
        request = made(
            ListArchivesRequest, subject=subject, subject_key=subject_key, level=level, page_size=page_size, page_token=page_token
        )
        response: ListArchivesResponse = self._core.call(_SERVICE + "ListArchives", request, timeout)
        return response

    def list_archives(
        self,
        *,
        subject: ArchiveSubject | str | None = None,
        subject_key: str | None = None,
        level: ArchiveLevel | str | None = None,
        page_size: int | None = None,
    ) -> Iterator[ArchiveEntry]:
        """Lists records, without their evidence. Every page is fetched as it is needed."""
        return paged(
            lambda token: self.list_archives_page(
                subject=subject, subject_key=subject_key, level=level, page_size=page_size, page_token=token
            ),
            lambda page: page.archives,
        )

    def get_deletion_permit(
        self, archive_id: str, *, manifest_sha256: str, request_id: str | None = None, timeout: float | None = None
    ) -> GetDeletionPermitResponse:
        """Gives a permit to delete what a record proves to be safe."""
        request = made(
            GetDeletionPermitRequest,
            request_id=request_id or self._core.next_id(),
            archive_id=archive_id,
            manifest_sha256=manifest_sha256,
        )
        response: GetDeletionPermitResponse = self._core.call(_SERVICE + "GetDeletionPermit", request, timeout)
        return response

    def redeem_deletion_permit(
        self, permit_id: str, *, manifest_sha256: str, request_id: str | None = None, timeout: float | None = None
    ) -> RedeemDeletionPermitResponse:
        """Uses a permit up, right before the deletion; only after it returned may anything be deleted."""
        request = made(
            RedeemDeletionPermitRequest,
            request_id=request_id or self._core.next_id(),
            permit_id=permit_id,
            manifest_sha256=manifest_sha256,
        )
        response: RedeemDeletionPermitResponse = self._core.call(_SERVICE + "RedeemDeletionPermit", request, timeout)
        return response

    def get_archive_policy(self, *, timeout: float | None = None) -> ArchivePolicy:
        """Says when originals may go."""
        response: GetArchivePolicyResponse = self._core.call(_SERVICE + "GetArchivePolicy", GetArchivePolicyRequest(), timeout)
        return response.policy

    def set_archive_policy(
        self, policy: ArchivePolicy, *, request_id: str | None = None, timeout: float | None = None
    ) -> ArchivePolicy:
        """Sets when originals may go, whole."""
        request = made(SetArchivePolicyRequest, request_id=request_id or self._core.next_id(), policy=policy)
        response: SetArchivePolicyResponse = self._core.call(_SERVICE + "SetArchivePolicy", request, timeout)
        return response.policy
