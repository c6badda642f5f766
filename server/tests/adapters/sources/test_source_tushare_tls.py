"""tushare over HTTPS: spoken to whom the machine trusts, and to nobody else."""

import ssl
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from aistock_server.adapters.tushare.client import TushareClient
from aistock_server.adapters.tushare.pace import TokenBucket
from aistock_server.adapters.tushare.token import Token
from aistock_server.adapters.tushare.transport import Address, HttpTransport
from aistock_server.kernel.errors import Refused
from aistock_server.market.sources import Fault, fault_of


def certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate of its own for this machine, and its key."""
    from datetime import UTC, datetime, timedelta
    from ipaddress import ip_address

    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import NameOID

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "stub")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(1)
        .not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    (folder / "cert.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    secret = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (folder / "key.pem").write_bytes(secret)
    return folder / "cert.pem", folder / "key.pem"


def test_https_is_spoken_and_an_unknown_certificate_is_refused(stub_tushare: Callable[..., Any], tmp_path: Path) -> None:
    cert, key = certificate(tmp_path)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(cert, key)
    stub = stub_tushare(context)
    address = Address.parse("tushare", f"https://127.0.0.1:{stub.port}")
    bucket = TokenBucket(1e9, 1000, monotonic=time.monotonic, sleep=lambda _seconds: None)

    def pages(tls: ssl.SSLContext) -> list[Any]:
        transport = HttpTransport("tushare", address, timeout=5, tls=tls)
        client = TushareClient("tushare", Token("another-secret-token"), transport, bucket, sleep=lambda _seconds: None)
        return list(client.pages("adj_factor", {"ts_code": "600000.SH"}, ["ts_code", "trade_date", "adj_factor"]))

    assert len(pages(ssl.create_default_context(cafile=str(cert)))[0].items) == 40
    with pytest.raises(Refused, match="not trusted") as caught:
        pages(ssl.create_default_context())
    assert fault_of(caught.value) is Fault.REFUSED
