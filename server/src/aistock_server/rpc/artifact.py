"""ArtifactService on the wire."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

from aistock.library.v1 import artifact_service_pb2 as pb
from aistock.library.v1 import artifact_service_pb2_grpc
from aistock_server.kernel.errors import Invalid
from aistock_server.library import Artifacts, Bundles, Uploads, Vault
from aistock_server.rpc.calls import Calls
from aistock_server.rpc.codec import from_pb


class ArtifactServicer(artifact_service_pb2_grpc.ArtifactServiceServicer):
    """Files in and out; an upload needs no transaction, for its content is its name."""

    def __init__(self, artifacts: Artifacts, bundles: Bundles, vault: Vault, uploads: Uploads, calls: Calls) -> None:
        self._artifacts = artifacts
        self._bundles = bundles
        self._vault = vault
        self._uploads = uploads
        self._calls = calls

    async def PutArtifact(self, requests: AsyncIterator[pb.PutArtifactRequest], context: Any) -> Any:
        first: pb.PutArtifactRequest | None = None
        async for piece in requests:
            if first is None:
                first = piece
                stored = await asyncio.to_thread(self._vault.size_of, piece.sha256)
                if stored == piece.size:
                    return pb.PutArtifactResponse(sha256=piece.sha256, size=stored, already_stored=True)
                self._artifacts.admit(piece.size)
            await asyncio.to_thread(_append, self._uploads, first, piece)
        if first is None:
            raise Invalid("INVALID_FIELD", "the upload holds no message; send at least one chunk", field="chunk")
        await asyncio.to_thread(self._uploads.finish, first.sha256, first.upload_id, size=first.size)
        return pb.PutArtifactResponse(sha256=first.sha256, size=first.size, already_stored=False)

    async def GetArtifact(self, request: pb.GetArtifactRequest, context: Any) -> AsyncIterator[Any]:
        async for piece in self._calls.stream(self._artifacts.get, request):
            yield piece

    async def StatArtifact(self, request: pb.StatArtifactRequest, context: Any) -> Any:
        return await self._calls.read(self._artifacts.stat, request)

    async def PublishBundle(self, request: Any, context: Any) -> Any:
        # Files are read before the unit of work is opened, so that no other write waits for them.
        await asyncio.to_thread(self._bundles.examine, from_pb(request))
        return await self._calls.mutate(self._bundles.publish, request)

    async def GetBundle(self, request: Any, context: Any) -> Any:
        return await self._calls.read(self._bundles.get, request)

    async def ListBundles(self, request: Any, context: Any) -> Any:
        return await self._calls.read(self._bundles.list, request)


def _append(uploads: Uploads, first: pb.PutArtifactRequest, piece: pb.PutArtifactRequest) -> None:
    """Keep one chunk; all chunks of a stream speak of the same upload."""
    if (piece.sha256, piece.upload_id, piece.size) != (first.sha256, first.upload_id, first.size):
        raise Invalid("INVALID_FIELD", "a chunk names another upload than the first; send one upload a call", field="upload_id")
    uploads.append(piece.sha256, piece.upload_id, size=piece.size, offset=piece.offset, chunk=piece.chunk)
