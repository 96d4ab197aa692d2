"""The demo's clock: its dates lie in 2026, so that it stays on one day while the hours run on."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from deliberation.config import Settings

DAY: Final = date(2026, 11, 21)
KEY: Final = "clock_pinned_to"


def pin(settings: Settings) -> None:
    """Write the day into config.toml; first, because a key after a table would belong to it."""
    path = settings.instance / "config.toml"
    kept = path.read_text("utf-8") if path.exists() else ""
    lines = [line for line in kept.splitlines() if not line.startswith(KEY)]
    path.write_text("\n".join([f'{KEY} = "{DAY}"', *lines]) + "\n", "utf-8")
    path.chmod(0o600)
