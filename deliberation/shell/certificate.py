"""How a tablet learns to trust this machine: its certificate, a QR code and the steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from flask import Blueprint, Flask, current_app, request, send_file, url_for

from deliberation.domain.errors import Missing, say
from deliberation.shell import pages, tls
from deliberation.shell.access import requires
from deliberation.shell.addresses import for_url
from deliberation.shell.images import qr_svg
from deliberation.shell.secure import asked_host

if TYPE_CHECKING:
    from pathlib import Path

    from flask import Response

blueprint = Blueprint("certificate", __name__)


def init_app(app: Flask) -> None:
    """Attach the page to `app`."""
    app.register_blueprint(blueprint)


@blueprint.get("/certificate")
@requires("board.read")
def page() -> Response:
    """Show the steps for tablets and computers, and the address that then works."""
    authority = x509.load_pem_x509_certificate(_file().read_bytes())
    digits = authority.fingerprint(hashes.SHA256()).hex().upper()
    return pages.page(
        "certificate/page.html",
        code=qr_svg(url_for("certificate.authority", _external=True)),
        fingerprint=" ".join(digits[start : start + 4] for start in range(0, len(digits), 4)),
        secure_url=_sign_in(),
    )


@blueprint.get("/certificate/authority.crt")
@requires("board.read")
def authority() -> Response:
    """Hand out the authority's certificate; phones begin to install it when they see its type."""
    return send_file(
        _file(),
        mimetype="application/x-x509-ca-cert",
        as_attachment=True,
        download_name="yishi.crt",
    )


def _sign_in() -> str:
    """Return the sign-in page's address behind the second door."""
    port = current_app.config["TLS_PORT"]
    door = f"https://{for_url(asked_host())}:{port}" if port and not request.is_secure else ""
    return door + url_for("people.sign_in")


def _file() -> Path:
    found: Path = tls.files(current_app.extensions["settings"].instance / "tls")[0]
    if not found.is_file():
        raise Missing(say("这台机器没有开启 HTTPS，不需要安装证书。"))
    return found
