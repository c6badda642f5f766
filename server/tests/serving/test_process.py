"""The server as a process: one line when it is up, a clean end, and nothing lost."""

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import grpc
import pytest
from google.rpc import error_details_pb2, status_pb2
from grpc_health.v1 import health_pb2, health_pb2_grpc

from aistock.experiments.v1 import experiment_service_pb2_grpc as experiments_grpc
from aistock.experiments.v1.converters import list_experiments_request_to_pb
from aistock.experiments.v1.models import ListExperimentsRequest
from aistock.system.v1 import system_service_pb2 as system
from aistock.system.v1 import system_service_pb2_grpc as system_grpc


@contextmanager
def server(data_dir: Path) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    command = [sys.executable, "-m", "aistock_server", "serve", "--data-dir", str(data_dir), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            yield json.loads(process.stdout.readline())["address"], process
        finally:
            if process.poll() is None:
                process.kill()


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with server(tmp_path_factory.mktemp("data")) as (address, _):
        yield address


def info(channel: grpc.Channel) -> system.GetServerInfoResponse:
    answer: system.GetServerInfoResponse = system_grpc.SystemServiceStub(channel).GetServerInfo(
        system.GetServerInfoRequest(), timeout=20
    )
    return answer


def test_it_says_what_it_is_and_is_healthy(running: str) -> None:
    with grpc.insecure_channel(running) as channel:
        about = info(channel)
        health = health_pb2_grpc.HealthStub(channel).Check(health_pb2.HealthCheckRequest(service=about.services[0]), timeout=20)

    assert about.profile == "dev"
    assert len(about.contract_fingerprint) == 64
    assert len(about.unserved) <= 15
    assert health.status == health_pb2.HealthCheckResponse.SERVING


def test_a_failure_carries_reason_field_value_and_remedy(running: str) -> None:
    with grpc.insecure_channel(running) as channel, pytest.raises(grpc.RpcError) as caught:
        system_grpc.SystemServiceStub(channel).GetOperation(system.GetOperationRequest(operation_id="nonsense"), timeout=20)
    metadata = dict(caught.value.trailing_metadata())
    status = status_pb2.Status.FromString(metadata["grpc-status-details-bin"])
    reason, bad = error_details_pb2.ErrorInfo(), error_details_pb2.BadRequest()
    status.details[0].Unpack(reason)
    status.details[1].Unpack(bad)

    assert caught.value.code() is grpc.StatusCode.INVALID_ARGUMENT
    assert (reason.reason, reason.domain) == ("INVALID_FIELD", "aistock")
    assert reason.metadata["retryable"] == "false"
    assert reason.metadata["remedy"]
    assert bad.field_violations[0].field == "operation_id"
    assert "'nonsense'" in bad.field_violations[0].description


def test_garbage_on_the_wire_does_not_stop_it(running: str) -> None:
    with grpc.insecure_channel(running) as channel:
        call = channel.unary_unary("/aistock.system.v1.SystemService/GetOperation")
        for body in (b"\xff" * 40, b"\x0a\xff\xff\xff\xff\x0f", b"\x00"):
            with pytest.raises(grpc.RpcError):
                call(body, timeout=20)
        assert info(channel).profile == "dev"


def test_sigterm_ends_it_cleanly_and_the_next_one_finds_everything(tmp_path: Path) -> None:
    request = list_experiments_request_to_pb(ListExperimentsRequest())
    for _ in range(2):
        with server(tmp_path / "data") as (address, process):
            with grpc.insecure_channel(address) as channel:
                experiments_grpc.ExperimentServiceStub(channel).ListExperiments(request, timeout=20)
            process.send_signal(signal.SIGTERM)
            assert process.wait(20) == 0
            assert process.stderr is not None
            assert process.stderr.read() == ""


def test_an_open_host_is_refused_in_one_line(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "aistock_server", "serve", "--data-dir", str(tmp_path / "d"), "--host", "0.0.0.0"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)

    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "loopback" in done.stderr
    assert not (tmp_path / "d").exists()


def test_a_taken_port_is_refused_in_one_line(tmp_path: Path, running: str) -> None:
    port = running.rpartition(":")[2]
    command = [sys.executable, "-m", "aistock_server", "serve", "--data-dir", str(tmp_path / "d"), "--port", port]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)

    assert done.returncode == 2
    assert port in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("url", ["nonsense", "mysql://me:secret@here/x", "postgresql+psycopg://me:secret@127.0.0.1:9/x"])
def test_a_database_that_cannot_be_used_is_refused_in_one_line(tmp_path: Path, url: str) -> None:
    command = [sys.executable, "-m", "aistock_server", "serve", "--data-dir", str(tmp_path / "d"), "--database-url", url]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)

    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "database" in done.stderr
    assert "secret" not in done.stderr
