"""The browser of tests and pictures: the system's Chromium, quiet, and with our fonts.

with sync_playwright() as playwright:
    browser = playwright.chromium.launch(**chromium.options())
"""

from __future__ import annotations

import os
from typing import TypedDict

from tools import fonts_conf, system

NAMES = ("chromium", "chromium-browser", "google-chrome")
# No sandbox: in containers there is none to be had. The rest keeps it from calling anybody.
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


class Options(TypedDict):
    """What playwright's `launch` is given."""

    executable_path: str
    args: list[str]
    env: dict[str, str | float | bool]


def executable() -> str | None:
    """The installed browser, or None."""
    return next((path for name in NAMES if (path := system.find(name))), None)


def environment() -> dict[str, str | float | bool]:
    """This process's environment, with the fonts that set-up installed."""
    fonts = {"FONTCONFIG_FILE": str(fonts_conf.CONF)} if fonts_conf.CONF.is_file() else {}
    return {**os.environ, **fonts}


def options(*extra: str) -> Options:
    """Arguments for `playwright.chromium.launch`; `extra` are further switches.

    Raises FileNotFoundError when no browser is installed.
    """
    browser = executable()
    if browser is None:
        raise FileNotFoundError("no Chromium found; `make setup` tells how to install it")
    return {"executable_path": browser, "args": [*QUIET, *extra], "env": environment()}
