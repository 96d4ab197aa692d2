"""What every test gets: a clean environment, services, and the fixtures of tests/fixtures*.py."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

from hypothesis import settings

HERE = Path(__file__).parent

# A file tests/fixtures_intake.py is a plugin as soon as it exists.
pytest_plugins = [
    "tests.services",
    *(f"tests.{path.stem}" for path in sorted(HERE.glob("fixtures*.py"))),
]

# Two busy cores make a deadline a coin toss; time has its own benchmarks.
settings.register_profile("house", deadline=None)
settings.load_profile("house")

# A test must never see the settings of the person who runs it, nor touch a running community.
for name in ("DATABASE_URL", "REDIS_URL", "HOST", "PORT"):
    os.environ.pop(name, None)
SCRATCH = tempfile.mkdtemp(prefix="deliberation-test-")
os.environ["DELIBERATION_INSTANCE"] = str(Path(SCRATCH) / "instance")


def pytest_unconfigure() -> None:
    shutil.rmtree(SCRATCH, ignore_errors=True)
