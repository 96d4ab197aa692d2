"""Take templates and static files into the package; stop a build that lacks vendor files.

static/vendor is ignored by git, and a build without it would succeed and give a package without
fonts and browser code. An editable install reads the checkout, and may come before `npm ci`; hence
the folders are named here and not under `force-include`, which would copy them then, too.
"""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).resolve().parent
VENDOR_TOOL = ROOT / "tools" / "vendor.py"
# An installed copy finds them beside its modules, a checkout one folder up.
FOLDERS = {"templates": "deliberation/templates", "static": "deliberation/static"}


def missing_files() -> list[Path]:
    """What static/vendor should hold and does not, asked from the list that fills it."""
    spec = importlib.util.spec_from_file_location("vendor", VENDOR_TOOL)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(VENDOR_TOOL)
    vendor = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(vendor)
    missing: list[Path] = vendor.missing()
    return missing


class Folders(BuildHookInterface[Any]):
    """Runs before a package is made, for the sdist and for the wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Raise RuntimeError before anything is packed; `version` is "editable" in development."""
        if version == "editable":
            return
        if missing := missing_files():
            names = "\n  ".join(str(path.relative_to(ROOT)) for path in missing)
            raise RuntimeError(f"static/vendor is incomplete; run `make setup` first:\n  {names}")
        if self.target_name == "wheel":
            build_data["force_include"].update(FOLDERS)
