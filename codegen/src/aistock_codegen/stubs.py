"""Contract → typed stubs for what protoc writes without types, so that strict checkers see servicers and clients."""

from __future__ import annotations

from pathlib import Path

from .converters import pb_module
from .ir import Contract, Method, Service

QUIET = "# mypy: ignore-errors\n"


def service_stubs(contract: Contract) -> dict[str, str]:
    """Path below the import root → text of `*_pb2_grpc.pyi`, for every file with services."""
    files = sorted({service.file for service in contract.services})
    return {f"{name.removesuffix('.proto')}_pb2_grpc.pyi": _stub(contract, name) for name in files}


def silence(folder: Path) -> None:
    """Exempt protoc's own stubs from type checking: they leave out type arguments that strict checkers ask for."""
    for path in sorted(folder.rglob("*_pb2.pyi")):
        path.write_text(QUIET + path.read_text(encoding="utf-8"), encoding="utf-8")


def _stub(contract: Contract, file: str) -> str:
    services = [service for service in contract.services if service.file == file]
    uses = {name for service in services for method in service.methods for name in (method.request, method.response)}
    modules = sorted({(contract.message(name).area, pb_module(contract.message(name).file)) for name in uses})
    head = "from typing import Any\n\n" + "".join(f"from aistock.{area}.v1 import {module}\n" for area, module in modules)
    return head + "\n" + "\n".join(_service(contract, service) for service in services)


def _service(contract: Contract, service: Service) -> str:
    calls = "".join(f"    {method.name}: Any\n" for method in service.methods)
    methods = "".join(_method(contract, method) for method in service.methods)
    return (
        f"class {service.name}Stub:\n    def __init__(self, channel: Any) -> None: ...\n{calls}\n"
        f"class {service.name}Servicer:\n{methods}\n"
        f"def add_{service.name}Servicer_to_server(servicer: {service.name}Servicer, server: Any) -> None: ...\n"
    )


def _method(contract: Contract, method: Method) -> str:
    message = contract.message(method.request)
    request = "Any" if method.client_streaming else f"{pb_module(message.file)}.{message.name}"
    name = "request_iterator" if method.client_streaming else "request"
    return f"    def {method.name}(self, {name}: {request}, context: Any) -> Any: ...\n"
