"""The archive: proof that subjects are safe, and permits to delete their originals."""

from datetime import timedelta

from aistock.library.v1.models import (
    ArchiveLevel,
    ArchivePolicy,
    ArchiveRecord,
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
from aistock_server.kernel.clock import Clock
from aistock_server.kernel.errors import NotFound, Refused
from aistock_server.kernel.ids import Ids
from aistock_server.kernel.paging import decode_token, encode_token, page_size
from aistock_server.library import archive_rules as rules
from aistock_server.library.archive_look import Look
from aistock_server.library.archive_model import ArchiveQuestion, KeptArchive, Permit
from aistock_server.library.archive_ports import ArchiveStore, Subjects


class Archives:
    """Keeps what was proved and lets go of nothing else.

    Reading stored files again takes long, so it is done before, outside of the unit of work, and comes in as a Look.
    """

    def __init__(self, *, store: ArchiveStore, subjects: Subjects, clock: Clock, ids: Ids) -> None:
        self._store = store
        self._subjects = subjects
        self._clock = clock
        self._ids = ids

    def record(self, request: RecordArchiveRequest, look: Look) -> RecordArchiveResponse:
        """Keep a record, `look` being one at all it names; the same again is proved again and changes nothing."""
        record = request.record
        rules.check_claims(record)
        self._check_rows(record)
        rules.check_proof(record, look)
        kept = self._store.get(record.archive_id)
        if kept is None:
            self._store.add(KeptArchive(record=record, recorded_at=self._clock.now()))
            return RecordArchiveResponse(record=record)
        rules.check_same_claims(kept.record, record)
        return RecordArchiveResponse(record=kept.record)

    def get(self, request: GetArchiveRequest) -> GetArchiveResponse:
        """One record."""
        kept = self._found(request.archive_id)
        return GetArchiveResponse(record=kept.record, recorded_at_utc=kept.recorded_at)

    def list_archives(self, request: ListArchivesRequest) -> ListArchivesResponse:
        """A page of records."""
        filters = {"subject": request.subject, "subject_key": request.subject_key, "level": request.level}
        size, after = page_size(request.page_size), decode_token(request.page_token, width=1, **filters)
        if request.subject_key is not None and not request.subject_key.isprintable():
            return ListArchivesResponse(archives=[])
        question = ArchiveQuestion(subject=request.subject, subject_key=request.subject_key, level=request.level)
        found = self._store.page(question, None if after is None else str(after[0]), size + 1)
        token = encode_token([found[size - 1].archive_id], **filters) if len(found) > size else None
        return ListArchivesResponse(archives=list(found[:size]), next_page_token=token)

    def give_permit(self, request: GetDeletionPermitRequest, look: Look) -> GetDeletionPermitResponse:
        """A permit for what a record proves, `look` being one at all it names."""
        kept, policy, now = self._found(request.archive_id), self._policy(), self._clock.now()
        rules.check_policy(kept, policy, now)
        self._check_manifest(kept.record, str(kept.record.manifest_sha256), request.manifest_sha256)
        self._check_rows(kept.record)
        rules.check_proof(kept.record, look)
        permit = Permit(
            permit_id=self._ids.next_hex(),
            archive_id=kept.record.archive_id,
            manifest_sha256=request.manifest_sha256,
            given_at=now,
            expires_at=now + timedelta(seconds=policy.permit_seconds),
        )
        self._store.add_permit(permit)
        return GetDeletionPermitResponse(
            permit_id=permit.permit_id, manifest_sha256=permit.manifest_sha256, expires_at_utc=permit.expires_at
        )

    def behind(self, request: RedeemDeletionPermitRequest) -> GetArchiveResponse:
        """The record that a permit came from."""
        return self.get(GetArchiveRequest(archive_id=self._permit(request.permit_id).archive_id))

    def redeem(self, request: RedeemDeletionPermitRequest, look: Look) -> RedeemDeletionPermitResponse:
        """Use a permit up, `look` being at least a glance at all that its record names."""
        permit, now = self._permit(request.permit_id), self._clock.now()
        kept = self._found(permit.archive_id)
        self._check_manifest(kept.record, permit.manifest_sha256, request.manifest_sha256)
        if permit.redeemed_at is not None:
            raise _spent(permit, f"was redeemed at {permit.redeemed_at.isoformat()}")
        if now >= permit.expires_at:
            raise _spent(permit, f"ended at {permit.expires_at.isoformat()}")
        rules.check_policy(kept, self._policy(), now)
        rules.check_stored(kept.record, look)
        if not self._store.spend(permit.permit_id, now):
            raise _spent(permit, "was redeemed by somebody else meanwhile")
        return RedeemDeletionPermitResponse(
            archive_id=kept.record.archive_id,
            subject=kept.record.subject,
            subject_key=kept.record.subject_key,
            redeemed_at_utc=now,
        )

    def get_policy(self, request: GetArchivePolicyRequest) -> GetArchivePolicyResponse:
        """The policy that holds."""
        return GetArchivePolicyResponse(policy=self._policy())

    def set_policy(self, request: SetArchivePolicyRequest) -> SetArchivePolicyResponse:
        """Let a policy hold from now on."""
        if request.policy != self._policy():
            self._store.set_policy(request.policy, self._clock.now())
        return SetArchivePolicyResponse(policy=request.policy)

    def _policy(self) -> ArchivePolicy:
        return self._store.policy() or rules.UNSET

    def _found(self, archive_id: str) -> KeptArchive:
        kept = self._store.get(archive_id)
        if kept is None:
            raise NotFound("NOT_FOUND", f"no archive record {archive_id!r}; list archives to see the ids", archive_id=archive_id)
        return kept

    def _permit(self, permit_id: str) -> Permit:
        permit = self._store.permit(permit_id)
        if permit is None:
            raise NotFound("NOT_FOUND", f"no permit {permit_id!r}; ask GetDeletionPermit for one", permit_id=permit_id)
        return permit

    def _check_rows(self, record: ArchiveRecord) -> None:
        """Level none claims nothing, so it needs no rows."""
        if record.level is ArchiveLevel.NONE:
            return
        lacking = self._subjects.lacking(record.subject, record.subject_key)
        if lacking is not None:
            raise rules.unproven(record, lacking)

    def _check_manifest(self, record: ArchiveRecord, proved: str, named: str) -> None:
        if named != proved:
            what = f"what would be deleted has the manifest {named}, archived was {proved}; archive what is there now"
            raise rules.unproven(record, what, manifest_sha256=proved)


def _spent(permit: Permit, what: str) -> Refused:
    text = f"permit {permit.permit_id} {what}; look at what is left of the subject and ask for a new permit"
    return Refused("PERMIT_SPENT", text, permit_id=permit.permit_id)
