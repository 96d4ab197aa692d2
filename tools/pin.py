"""Write constraints.txt from what .venv holds: names and versions, never an address."""

from __future__ import annotations

import sys
from importlib.metadata import distributions
from pathlib import Path

TARGET = Path(__file__).resolve().parent.parent / "constraints.txt"
HEAD = """\
# Every Python package at the version this was tested with; names and versions only, no addresses.
# To renew: `.venv/bin/pip install -U …`, `make test`, then `.venv/bin/python tools/pin.py`.
"""
# The project itself, and the tools that make the environment before anything is pinned.
UNPINNED = {"deliberation", "pip", "setuptools", "wheel"}

# Asked for on other versions of Python than the one that pins: redis, below 3.11.3.
ELSEWHERE = {"async-timeout": "5.0.1"}


def pins() -> list[str]:
    """One `name==version` for each installed package, in alphabetical order."""
    found = ELSEWHERE | {dist.metadata["Name"]: dist.version for dist in distributions()}
    kept = {name: version for name, version in found.items() if name.lower() not in UNPINNED}
    return [f"{name}=={kept[name]}" for name in sorted(kept, key=str.lower)]


def main() -> int:
    """Write the file."""
    TARGET.write_text(HEAD + "\n".join(pins()) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
