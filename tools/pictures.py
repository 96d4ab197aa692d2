"""Take the pictures of the documentation: the browser tests, with a camera.

What a page shows in docs/pictures is what the tests of that page saw; nothing is set up twice.
Tests take more pictures than are kept; these are made small, for they lie in the repository.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "pictures"
# What is kept, by the test that sees it.
KEPT = {
    "tests/browser/test_way_of_a_matter.py": (
        "opinion-phone",
        "receipt-phone",
        "topic-tablet",
        "meeting-tablet",
        "bench-tablet",
        "resolutions-tablet",
        "minutes-page",
        "approved-tablet",
        "result-phone",
        "publicise-tablet",
        "order-tablet",
        "sign-phone",
        "report-phone",
        "verify-tablet",
        "verdict-phone",
        "supervision-tablet",
        "closed-tablet",
        "receipt-end-phone",
        "matter-phone",
    ),
    "tests/browser/test_style.py": ("style",),
    "tests/browser/test_room_alive.py": (
        "hand-phone",
        "timekeeper-tablet",
        "speaking-projector",
        "voting-phone",
        "voting-tablet",
        "voting-projector",
        "result-projector",
    ),
}
COLOURS = 128
TALLEST = 1800  # pixels; what lies below is more of the same
WHOLE = ("opinion-phone", "style")  # but here the end of the page is what is told of


def main() -> int:
    """Run the tests that take pictures; return pytest's exit code."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="deliberation-pictures-") as taken:
        call = [sys.executable, "-m", "pytest", "-q", *KEPT]
        environment = {**os.environ, "DELIBERATION_PICTURES": taken}
        code = subprocess.run(call, cwd=ROOT, env=environment, check=False).returncode
        if code == 0:
            for name in (name for names in KEPT.values() for name in names):
                keep(Path(taken) / f"{name}.png")
    return code


def keep(picture: Path) -> None:
    """Keep a picture's upper part with as many colours as a page has, a third of the bytes."""
    with Image.open(picture) as page:
        height = page.height if picture.stem in WHOLE else min(page.height, TALLEST)
        few = (
            page.crop((0, 0, page.width, height))
            .convert("RGB")
            .quantize(COLOURS, dither=Image.Dither.NONE)
        )
    few.save(FOLDER / picture.name, optimize=True)


if __name__ == "__main__":
    sys.exit(main())
