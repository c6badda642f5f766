"""Bundles: assets packed to be kept, judged file by file before they are."""

from collections.abc import Iterator

from aistock.contract.documents import content_hash
from aistock.library.bundles import content_faults, manifest_faults
from aistock.library.v1.models import (
    BundleFile,
    BundleManifest,
    GetBundleRequest,
    GetBundleResponse,
    ListBundlesRequest,
    ListBundlesResponse,
    PublishBundleRequest,
    PublishBundleResponse,
    StoredBundle,
)
from aistock_server.kernel.clock import Clock
from aistock_server.kernel.errors import NotFound, Refused
from aistock_server.kernel.paging import decode_token, encode_token, page_size
from aistock_server.library.asset_ports import BundleStore, KeptBundle
from aistock_server.library.assets import refuse
from aistock_server.library.ports import Vault

_MOST_VERDICTS = 256


class Bundles:
    """Keeps bundles whose files are stored and are what they claim to be; a bundle that was kept is never changed."""

    def __init__(self, *, vault: Vault, store: BundleStore, clock: Clock) -> None:
        self._vault = vault
        self._store = store
        self._clock = clock
        self._passed: dict[str, None] = {}

    def examine(self, request: PublishBundleRequest) -> None:
        """Pass a bundle, or raise Refused (ARTIFACT_MISSING) or Invalid (ASSET_REFUSED); it reads the vault and no database."""
        manifest = request.manifest
        question = content_hash(manifest)
        if question in self._passed:
            return
        what = f"bundle {manifest.asset_bundle_id}"
        refuse(manifest_faults(manifest), what)
        self._check_stored(manifest)
        refuse(content_faults(manifest, self._read), what)
        while len(self._passed) >= _MOST_VERDICTS:
            self._passed.pop(next(iter(self._passed)), None)
        self._passed[question] = None

    def publish(self, request: PublishBundleRequest) -> PublishBundleResponse:
        """Keep a bundle; publishing it again answers the one that is kept."""
        self.examine(request)
        kept = self._store.get(request.manifest.asset_bundle_id)
        if kept is None:
            kept = KeptBundle(manifest=request.manifest, published_at=self._clock.now())
            self._store.add(kept)
        return PublishBundleResponse(bundle=_stored(kept))

    def get(self, request: GetBundleRequest) -> GetBundleResponse:
        """One bundle."""
        kept = self._store.get(request.asset_bundle_id)
        if kept is None:
            name = request.asset_bundle_id
            raise NotFound("NOT_FOUND", f"no bundle {name}; list bundles to see the ids", asset_bundle_id=name)
        return GetBundleResponse(bundle=_stored(kept))

    def list(self, request: ListBundlesRequest) -> ListBundlesResponse:
        """A page of bundles."""
        size, run = page_size(request.page_size), request.task_run_id
        after = decode_token(request.page_token, width=1, list="bundles", task_run_id=run)
        found = self._store.page(run, None if after is None else str(after[0]), size + 1)
        token = None
        if len(found) > size:
            token = encode_token([found[size - 1].manifest.asset_bundle_id], list="bundles", task_run_id=run)
        return ListBundlesResponse(bundles=[_stored(kept) for kept in found[:size]], next_page_token=token)

    def _check_stored(self, manifest: BundleManifest) -> None:
        for file in manifest.files:
            size = self._vault.size_of(file.sha256)
            if size != file.size:
                how = "is not stored" if size is None else f"is stored with {size} bytes, not {file.size}"
                raise Refused(
                    "ARTIFACT_MISSING",
                    f"file {file.path} ({file.sha256}) {how}; put it with PutArtifact first",
                    path=file.path,
                    sha256=file.sha256,
                )

    def _read(self, file: BundleFile, offset: int) -> Iterator[bytes]:
        return self._vault.open(file.sha256, offset)


def _stored(kept: KeptBundle) -> StoredBundle:
    size = sum(file.size for file in kept.manifest.files)
    return StoredBundle(manifest=kept.manifest, published_at_utc=kept.published_at, size=size)
