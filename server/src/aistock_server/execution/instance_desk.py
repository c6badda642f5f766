"""Strategy instances: what trades an account, from its making to its end."""

from typing import Any

from aistock.contract.documents import canonical_json
from aistock.execution.v1 import models
from aistock.execution.v1.models import InstanceState as State
from aistock_server.execution.ledger import Ledger
from aistock_server.execution.ports import DocumentStore
from aistock_server.kernel.clock import Clock
from aistock_server.kernel.errors import Conflict, Invalid, NotFound, Refused
from aistock_server.kernel.paging import decode_token, encode_token, page_size

#: What may follow what: an instance is started once and stopped for good.
FOLLOWS: dict[State, frozenset[State]] = {
    State.CREATED: frozenset({State.RUNNING, State.STOPPED}),
    State.RUNNING: frozenset({State.STOPPED}),
    State.STOPPED: frozenset(),
}


class InstanceDesk:
    """Serves the strategy instances of AccountService."""

    def __init__(self, ledger: Ledger, documents: DocumentStore, clock: Clock) -> None:
        self._ledger = ledger
        self._documents = documents
        self._clock = clock

    def create_instance(self, request: models.CreateInstanceRequest) -> models.CreateInstanceResponse:
        """Puts a strategy on an account, not started."""
        book = self._ledger.book(request.account_id)
        if request.env.value != book.terms.env:
            raise Invalid(
                "INVALID_FIELD",
                f"env is {request.env.value} and account {book.account_id} is {book.terms.env}; give the account's env",
                field="env",
            )
        if self._documents.instance(request.instance_id) is not None:
            raise Conflict("INSTANCE_EXISTS", f"instance {request.instance_id!r} exists; choose another name")
        instance = models.StrategyInstance(
            version="v1",
            generated_at_utc=self._clock.now(),
            source="aistock_server",
            instance_id=request.instance_id,
            account_id=request.account_id,
            env=request.env,
            experiment_id=request.experiment_id,
            strategy_config_hash=request.strategy_config_hash,
            factor_set_hash=request.factor_set_hash,
            model_hash=request.model_hash,
            method=request.method,
            schedule=models.RebalanceSchedule.DAILY if request.schedule is None else request.schedule,
            state=State.CREATED,
            label=request.label,
        )
        return models.CreateInstanceResponse(instance=self._kept(instance))

    def start_instance(self, request: models.StartInstanceRequest) -> models.StartInstanceResponse:
        """Lets Rebalance serve the instance."""
        return models.StartInstanceResponse(instance=self._moved(request.instance_id, State.RUNNING, "started_at_utc"))

    def stop_instance(self, request: models.StopInstanceRequest) -> models.StopInstanceResponse:
        """Stops the instance for good."""
        return models.StopInstanceResponse(instance=self._moved(request.instance_id, State.STOPPED, "stopped_at_utc"))

    def get_instance(self, request: models.GetInstanceRequest) -> models.GetInstanceResponse:
        """One instance."""
        return models.GetInstanceResponse(instance=self.instance(request.instance_id))

    def list_instances(self, request: models.ListInstancesRequest) -> models.ListInstancesResponse:
        """Instances by name."""
        size = page_size(request.page_size)
        key = decode_token(request.page_token, width=1, account_id=request.account_id)
        texts = self._documents.instances(after=str(key[0]) if key else "", limit=size + 1, account_id=request.account_id)
        found = [models.StrategyInstance.model_validate_json(text) for text in texts]
        token = encode_token([found[size - 1].instance_id], account_id=request.account_id) if len(found) > size else None
        return models.ListInstancesResponse(instances=found[:size], next_page_token=token)

    def instance(self, instance_id: str) -> models.StrategyInstance:
        """One instance; NotFound when there is none."""
        instance = self.find(instance_id)
        if instance is None:
            raise NotFound("NOT_FOUND", f"no instance {instance_id!r}; list instances to see the names", instance_id=instance_id)
        return instance

    def find(self, instance_id: str) -> models.StrategyInstance | None:
        """One instance; None when there is none."""
        text = self._documents.instance(instance_id)
        return None if text is None else models.StrategyInstance.model_validate_json(text)

    def running(self, instance_id: str) -> models.StrategyInstance:
        """One instance that runs; Refused when it does not."""
        instance = self.instance(instance_id)
        if instance.state is not State.RUNNING:
            raise Refused(
                "INSTANCE_STATE",
                f"instance {instance_id} is {instance.state.value}, not running; start it, or create another when it is stopped",
                state=instance.state.value,
            )
        return instance

    def _moved(self, instance_id: str, state: State, stamp: str) -> models.StrategyInstance:
        instance = self.instance(instance_id)
        if state not in FOLLOWS[instance.state]:
            raise Refused(
                "INSTANCE_STATE",
                f"instance {instance_id} is {instance.state.value} and cannot become {state.value}; create another instance",
                state=instance.state.value,
            )
        now = self._clock.now()
        changes: dict[str, Any] = {"state": state, stamp: now, "generated_at_utc": now}
        return self._kept(instance.model_copy(update=changes))

    def _kept(self, instance: models.StrategyInstance) -> models.StrategyInstance:
        self._documents.put_instance(instance.instance_id, instance.account_id, canonical_json(instance).decode())
        return instance
