"""What every server is: it names itself, is healthy, lists its services, and nothing that is sent to it brings it down."""

import random

import grpc
import pytest
from google.protobuf.descriptor_pb2 import FileDescriptorProto
from grpc_health.v1 import health_pb2, health_pb2_grpc
from grpc_reflection.v1alpha import reflection_pb2, reflection_pb2_grpc

from aistock.client import Client
from aistock.contract.v1.calls import CALLS
from aistock_conformance.examples import examples
from aistock_conformance.target import Target
from aistock_conformance.wire import Wire

SERVICES = sorted({call.service for call in CALLS.values()})


def test_it_names_itself(client: Client, target: Target) -> None:
    """Two answers are one, every service of the contract is there, and no money can move."""
    info = client.system.get_server_info()

    assert info == target.info
    assert "v1" in info.contract_versions and info.server_version
    assert sorted(info.services) == SERVICES
    assert {call.method for call in info.unserved} <= set(CALLS)
    assert all(call.why for call in info.unserved)
    assert not info.live_trading


def test_it_is_healthy(target: Target) -> None:
    """The standard health service knows the server and each of its services."""
    with grpc.insecure_channel(target.address) as channel:
        health = health_pb2_grpc.HealthStub(channel)
        for name in ["", *SERVICES]:
            answer = health.Check(health_pb2.HealthCheckRequest(service=name), timeout=30)
            assert answer.status == health_pb2.HealthCheckResponse.SERVING


def test_it_lists_its_services_by_reflection(target: Target) -> None:
    """A stranger without the contract finds every service and its methods."""
    with grpc.insecure_channel(target.address) as channel:
        stub = reflection_pb2_grpc.ServerReflectionStub(channel)
        asked = [reflection_pb2.ServerReflectionRequest(list_services="")]
        asked += [reflection_pb2.ServerReflectionRequest(file_containing_symbol=name) for name in SERVICES]
        answers = list(stub.ServerReflectionInfo(iter(asked), timeout=30))

    assert set(SERVICES) <= {service.name for service in answers[0].list_services_response.service}
    found = set()
    for answer in answers[1:]:
        for content in answer.file_descriptor_response.file_descriptor_proto:
            file = FileDescriptorProto.FromString(content)
            found |= {f"/{file.package}.{service.name}/{method.name}" for service in file.service for method in service.method}
    assert set(CALLS) <= found


@pytest.mark.parametrize("method", sorted(CALLS))
def test_rubbish_is_no_fault_of_the_server(wire: Wire, target: Target, method: str) -> None:
    """Bytes drawn by a seed, most of them no message: never a fault of the server, and it still answers afterwards."""
    dice = random.Random(method)
    for _ in range(max(4, examples(4).max_examples)):
        answer = wire.send(method, dice.randbytes(dice.choice([1, 3, 17, 200])), most=5, seconds=20)
        # gRPC itself answers what does not parse, before any code of the server: INTERNAL, without details.
        assert answer.reason != "INTERNAL", answer.text
    assert wire.send("/aistock.system.v1.SystemService/GetServerInfo", b"").ok


def test_an_oversized_message_is_refused(wire: Wire, target: Target) -> None:
    """One byte more than the limit that GetServerInfo names."""
    method = "/aistock.library.v1.ArtifactService/StatArtifact"
    answer = wire.send(method, b"\0" * (target.info.max_message_bytes + 1))

    assert answer.code == "RESOURCE_EXHAUSTED"
    assert wire.send("/aistock.system.v1.SystemService/GetServerInfo", b"").ok
