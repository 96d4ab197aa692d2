"""Take the pictures of the documentation: the browser tests, with a camera.

What a page shows in docs/pictures is what the tests of that page saw; nothing is set up twice.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "pictures"
TESTS = ("tests/browser/test_way_of_a_matter.py", "tests/browser/test_style.py")


def main() -> int:
    """Run the tests that take pictures; return pytest's exit code."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    call = [sys.executable, "-m", "pytest", "-q", *TESTS]
    environment = {**os.environ, "DELIBERATION_PICTURES": str(FOLDER)}
    return subprocess.run(call, cwd=ROOT, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
