"""Under which addresses others in the hall reach this machine."""

from __future__ import annotations

import ipaddress
import socket
from contextlib import suppress
from typing import Final

# Connecting a datagram socket sends nothing; it asks the routing table which address we would use.
PROBES: Final = ("192.168.255.254", "10.255.255.254", "172.31.255.254", "198.51.100.1")
LOOPBACK_NAMES: Final = frozenset({"localhost", "127.0.0.1", "::1", "[::1]"})


def is_loopback(host: str) -> bool:
    """Say whether `host` is this machine talking to itself."""
    with suppress(ValueError):
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    return host in LOOPBACK_NAMES


def hall_addresses() -> list[str]:
    """Return this machine's IPv4 addresses in its networks, the likeliest one first."""
    found = [address for probe in PROBES if (address := _towards(probe))]
    with suppress(OSError):
        found += [
            str(entry[4][0])
            for entry in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)
        ]
    return [address for address in dict.fromkeys(found) if not is_loopback(address)]


def _towards(probe: str) -> str:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock, suppress(OSError):
        sock.connect((probe, 9))
        return str(sock.getsockname()[0])
    return ""


def for_url(host: str) -> str:
    """Write `host` as it stands in an address: IPv6 in brackets."""
    return f"[{host}]" if ":" in host and not host.startswith("[") else host
