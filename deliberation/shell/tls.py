"""HTTPS in a hall without internet: an authority of our own, and a certificate that it signs.

Browsers refuse certificates that are valid for more than 398 days; hence the server's is made
anew when its end is near, or when this machine has an address that it does not name. The
authority stays, because phones have been told to trust it.
"""

from __future__ import annotations

import ipaddress
import os
import socket
import ssl
from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from deliberation.shell.addresses import hall_addresses

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

AUTHORITY_DAYS: Final = 3_650
SERVER_DAYS: Final = 397
RENEW_DAYS: Final = 30
EARLIER: Final = timedelta(days=1)  # a tablet whose clock is late must not refuse us


def files(folder: Path) -> tuple[Path, Path, Path]:
    """Return where the authority's certificate, the server's, and the server's key lie."""
    return folder / "authority.crt", folder / "server.crt", folder / "server.key"


def context(folder: Path, now: datetime) -> ssl.SSLContext:
    """Return what the server needs to speak TLS, made or renewed in `folder` when needed."""
    folder.mkdir(parents=True, exist_ok=True)
    authority, certificate, key = files(folder)
    names = server_names()
    if not authority.exists():
        _make_authority(folder, now)
    if not _good(certificate, names, now):
        _make_server(folder, names, now)
    answer = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    answer.minimum_version = ssl.TLSVersion.TLSv1_2
    answer.load_cert_chain(certificate, key)
    return answer


def server_names() -> list[x509.GeneralName]:
    """Return every name under which this machine may be opened."""
    host = socket.gethostname()
    names = dict.fromkeys([host, f"{host.partition('.')[0]}.local", "localhost"])
    addresses = dict.fromkeys([*hall_addresses(), "127.0.0.1", "::1"])
    return [
        *(x509.DNSName(name) for name in names if name.isascii()),
        *(x509.IPAddress(ipaddress.ip_address(address)) for address in addresses),
    ]


def _good(path: Path, names: list[x509.GeneralName], now: datetime) -> bool:
    if not path.exists():
        return False
    certificate = x509.load_pem_x509_certificate(path.read_bytes())
    written = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    lasts = certificate.not_valid_after_utc - now > timedelta(days=RENEW_DAYS)
    return lasts and certificate.not_valid_before_utc <= now and set(names) <= set(written)


def _make_authority(folder: Path, now: datetime) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = _name(f"议事本机证书 {socket.gethostname()}"[:64])
    usage = _usage(signs_certificates=True)
    certificate = (
        _begin(name, name, key.public_key(), now, AUTHORITY_DAYS)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(usage, critical=True)
        .sign(key, hashes.SHA256())
    )
    _keep(folder / "authority.key", _pem(key), 0o600)
    _keep(folder / "authority.crt", certificate.public_bytes(serialization.Encoding.PEM), 0o644)


def _make_server(folder: Path, names: list[x509.GeneralName], now: datetime) -> None:
    signer = serialization.load_pem_private_key((folder / "authority.key").read_bytes(), None)
    authority = x509.load_pem_x509_certificate((folder / "authority.crt").read_bytes())
    key = ec.generate_private_key(ec.SECP256R1())
    certificate = (
        _begin(_name(socket.gethostname()[:64]), authority.subject, key.public_key(), now)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs_certificates=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(authority.public_key()),  # type: ignore[arg-type]  # ours is EC
            critical=False,
        )
        .sign(signer, hashes.SHA256())  # type: ignore[arg-type]  # ours is EC
    )
    chain = certificate.public_bytes(serialization.Encoding.PEM)
    _keep(folder / "server.key", _pem(key), 0o600)
    _keep(folder / "server.crt", chain, 0o644)


def _begin(
    subject: x509.Name,
    issuer: x509.Name,
    public: ec.EllipticCurvePublicKey,
    now: datetime,
    days: int = SERVER_DAYS,
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - EARLIER)
        .not_valid_after(now - EARLIER + timedelta(days=days))
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
    )


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _pem(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )


def _keep(path: Path, content: bytes, mode: int) -> None:
    """Write `path` whole or not at all, readable for whom it is meant from the first byte."""
    draft = path.with_suffix(path.suffix + ".new")
    with suppress(FileNotFoundError):
        draft.unlink()
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    draft.replace(path)
