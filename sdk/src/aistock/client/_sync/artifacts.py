# Derived from _async/artifacts.py by aistock_codegen.unasync; never edited.
"""Stores files under their hash; worker and server share no disk."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from typing import BinaryIO

from aistock.client._files import CHUNK_BYTES, Received, opened
from aistock.client._requests import made
from aistock.client._sync.core import Core
from aistock.client._sync.pages import paged
from aistock.client._sync.streams import Stream
from aistock.errors import OutcomeUnknown
from aistock.library.v1.models import (
    BundleManifest,
    GetArtifactRequest,
    GetBundleRequest,
    GetBundleResponse,
    ListBundlesRequest,
    ListBundlesResponse,
    PublishBundleRequest,
    PublishBundleResponse,
    PutArtifactRequest,
    PutArtifactResponse,
    StatArtifactRequest,
    StatArtifactResponse,
    StoredBundle,
)

_SERVICE = "/aistock.library.v1.ArtifactService/"


class Artifacts:
    """Stores files under their hash; worker and server share no disk."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def put(
        self, content: bytes | str | os.PathLike[str], *, upload_id: str | None = None, timeout: float | None = None
    ) -> PutArtifactResponse:
        """Stores bytes, or the file at a path, under their hash; nothing is sent when they are there. PutArtifact.

        After a broken connection the server is asked what arrived, and only the rest is sent. An upload that failed goes on
        when `upload_id` (32 hex digits) is given again.
        """
        with opened(content) as (file, sha256, size):
            upload = upload_id or uuid.UUID(self._core.next_id()).hex
            failed = 0
            while True:
                known = self.stat(sha256, upload_id=upload)
                if known.stored:
                    return PutArtifactResponse(sha256=sha256, size=size, already_stored=failed == 0)
                try:
                    return self._rest(file, upload, sha256, size=size, start=known.received_size, timeout=timeout)
                except OutcomeUnknown:
                    # Not a blind repetition: the server says first whether the file is stored and how much is missing.
                    failed += 1
                    if failed >= self._core.settings.retry.attempts:
                        raise

    def _rest(
        self, file: BinaryIO, upload: str, sha256: str, *, size: int, start: int, timeout: float | None
    ) -> PutArtifactResponse:
        def request(offset: int) -> PutArtifactRequest:
            file.seek(offset)
            chunk = file.read(CHUNK_BYTES)
            return PutArtifactRequest(upload_id=upload, sha256=sha256, size=size, offset=offset, chunk=chunk)

        def requests() -> Iterator[PutArtifactRequest]:
            for offset in range(start, size, CHUNK_BYTES) if start < size else (start,):
                yield request(offset)

        first = PutArtifactRequest(upload_id=upload, sha256=sha256, size=size, offset=start)
        response: PutArtifactResponse = self._core.upload(_SERVICE + "PutArtifact", requests, first, timeout)
        return response

    def get(self, sha256: str, *, to: str | os.PathLike[str] | None = None) -> bytes | None:
        """The bytes of a file, or None when it was written `to` a path, whole or not at all. GetArtifact.

        The content is checked against its hash; a connection that breaks goes on where it broke.
        """
        with Received(sha256, to) as received:
            with self.read(sha256) as chunks:
                for chunk in chunks:
                    received.take(chunk)
            return received.whole()

    def read(self, sha256: str, *, offset: int | None = None) -> Stream[bytes]:
        """The chunks of a file from an offset on, unchecked; the stream's `cursor` is the offset of the next one."""
        request = made(GetArtifactRequest, sha256=sha256, offset=offset)
        return Stream(
            self._core,
            _SERVICE + "GetArtifact",
            request,
            pick=lambda response: response.chunk or b"",
            place=lambda response: response.offset + len(response.chunk or b""),
            field="offset",
        )

    def stat(self, sha256: str, *, upload_id: str | None = None, timeout: float | None = None) -> StatArtifactResponse:
        """Says whether a file is stored, and how much of an upload has arrived."""
        request = made(StatArtifactRequest, sha256=sha256, upload_id=upload_id)
        response: StatArtifactResponse = self._core.call(_SERVICE + "StatArtifact", request, timeout)
        return response

    def publish_bundle(
        self, manifest: BundleManifest, *, request_id: str | None = None, timeout: float | None = None
    ) -> StoredBundle:
        """Keeps a bundle of stored files."""
        request = made(PublishBundleRequest, request_id=request_id or self._core.next_id(), manifest=manifest)
        response: PublishBundleResponse = self._core.call(_SERVICE + "PublishBundle", request, timeout)
        return response.bundle

    def get_bundle(self, asset_bundle_id: str, *, timeout: float | None = None) -> StoredBundle:
        """Gets one bundle; its files come through `get`."""
        request = made(GetBundleRequest, asset_bundle_id=asset_bundle_id)
        response: GetBundleResponse = self._core.call(_SERVICE + "GetBundle", request, timeout)
        return response.bundle

    def list_bundles_page(
        self,
        *,
        task_run_id: str | None = None,
        page_size: int | None = None,
        page_token: str | None = None,
        timeout: float | None = None,
    ) -> ListBundlesResponse:
        """One page. Lists bundles."""
        request = made(ListBundlesRequest, task_run_id=task_run_id, page_size=page_size, page_token=page_token)
        response: ListBundlesResponse = self._core.call(_SERVICE + "ListBundles", request, timeout)
        return response

    def list_bundles(self, *, task_run_id: str | None = None, page_size: int | None = None) -> Iterator[StoredBundle]:
        """Lists bundles. Every page is fetched as it is needed."""
        return paged(
            lambda token: self.list_bundles_page(task_run_id=task_run_id, page_size=page_size, page_token=token),
            lambda page: page.bundles,
        )
