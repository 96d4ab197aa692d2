"""Take templates, static files and pins into the package; stop a build that lacks vendor files.

static/vendor is ignored by git, and a build without it would succeed and give a package without
browser code. The print faces in it stay outside: they weigh twenty times as much as all the rest,
and `deliberation fonts` fetches them by the pins that the package carries. An editable install
reads the checkout, and may come before `npm ci`; hence the files are named here and not under
`force-include`, which would copy them then, too.
"""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent
VENDOR_TOOL = ROOT / "tools" / "vendor.py"
FACES = ROOT / "static" / "vendor" / "fonts"
CATALOGUES = ROOT / "deliberation" / "translations"
# An installed copy finds them beside its modules, a checkout one folder up.
FOLDERS = ("templates", "static")
PINS = ("package-lock.json", "constraints.txt")


def missing_files() -> list[Path]:
    """What a package needs and `make setup` has not made: vendor files, compiled catalogues."""
    spec = importlib.util.spec_from_file_location("vendor", VENDOR_TOOL)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(VENDOR_TOOL)
    vendor = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(vendor)
    catalogues = (path.with_suffix(".mo") for path in sorted(CATALOGUES.rglob("messages.po")))
    return [
        *(path for path in vendor.missing() if carried(path)),
        *(path for path in catalogues if not path.exists()),
    ]


def carried(path: Path) -> bool:
    """Tell whether a file belongs into a package: no face, and nothing that a tool left behind."""
    parts = path.relative_to(ROOT).parts
    return FACES not in path.parents and not any(part.startswith(".") for part in parts)


def files() -> Iterator[Path]:
    """Every file from outside the package's own folder that it cannot do without."""
    for folder in FOLDERS:
        found = sorted((ROOT / folder).rglob("*"))
        yield from (path for path in found if path.is_file() and carried(path))
    yield from (ROOT / name for name in PINS)


class Folders(BuildHookInterface[Any]):
    """Runs before a package is made, for the sdist and for the wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Raise RuntimeError before anything is packed; `version` is "editable" in development."""
        if version == "editable":
            return
        if missing := missing_files():
            names = "\n  ".join(str(path.relative_to(ROOT)) for path in missing)
            raise RuntimeError(f"a package needs these; run `make setup` first:\n  {names}")
        if self.target_name == "wheel":
            places = {str(path): f"deliberation/{path.relative_to(ROOT)}" for path in files()}
            build_data["force_include"].update(places)
