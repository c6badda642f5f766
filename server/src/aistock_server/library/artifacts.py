"""Files by the hash of their content: what is stored, and sending it in pieces."""

from collections.abc import Iterator

from aistock.library.v1.models import GetArtifactRequest, GetArtifactResponse, StatArtifactRequest, StatArtifactResponse
from aistock_server.kernel.errors import Exhausted, Invalid, NotFound
from aistock_server.library.ports import Uploads, Vault


class Artifacts:
    """Answers about stored files; taking them in is the matter of Uploads."""

    def __init__(self, *, vault: Vault, uploads: Uploads, largest: int) -> None:
        self._vault = vault
        self._uploads = uploads
        self._largest = largest

    def admit(self, size: int) -> None:
        """Let an upload of that size begin, or raise Exhausted (TOO_LARGE) before anything of it is kept."""
        if size > self._largest:
            raise Exhausted(
                "TOO_LARGE",
                f"the file has {size} bytes, and this server stores files of at most {self._largest}; split it",
                size=size,
                max_artifact_bytes=self._largest,
            )

    def stat(self, request: StatArtifactRequest) -> StatArtifactResponse:
        """Whether a file is stored, and how much of an upload has arrived."""
        size = self._vault.size_of(request.sha256)
        received = self._uploads.received(request.sha256, request.upload_id) if request.upload_id else 0
        return StatArtifactResponse(stored=size is not None, size=size, received_size=received)

    def get(self, request: GetArtifactRequest) -> Iterator[GetArtifactResponse]:
        """The file in pieces from an offset; an empty rest comes as one piece without bytes."""
        size, offset = self._vault.size_of(request.sha256), request.offset or 0
        if size is None:
            raise NotFound("NOT_FOUND", f"no artifact {request.sha256}; ask StatArtifact what is stored", sha256=request.sha256)
        if offset > size:
            raise Invalid(
                "INVALID_FIELD", f"offset {offset} lies beyond the {size} bytes of the file; ask from 0 to {size}", field="offset"
            )
        return self._pieces(request.sha256, offset, size)

    def _pieces(self, sha256: str, offset: int, size: int) -> Iterator[GetArtifactResponse]:
        if offset == size:
            yield GetArtifactResponse(offset=offset, chunk=None, size=size)
        for chunk in self._vault.open(sha256, offset):
            yield GetArtifactResponse(offset=offset, chunk=chunk, size=size)
            offset += len(chunk)
