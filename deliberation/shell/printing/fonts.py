"""The only faces paper may use: pinned, open, the same on every machine.

A checkout keeps them in static/vendor; an installation from a package gets them by `deliberation
fonts` into its own folder, because together they are heavier than all the rest.

GB/T 9704-2012 names proprietary faces (仿宋, 楷体, 小标宋, 黑体). They may not be shipped, so open
ones stand in, and the paper says so. Fallback order: SC, then JP (𠮷), then HK, then emoji.
"""

from __future__ import annotations

import functools
import os
import tempfile
import zlib
from pathlib import Path
from typing import Final
from xml.sax.saxutils import escape

from deliberation.shell.printing.errors import FontsMissing

# By the npm package that brings them.
PACKAGES: Final = {
    "@expo-google-fonts/noto-serif-sc": ("NotoSerifSC_400Regular.ttf", "NotoSerifSC_700Bold.ttf"),
    "@expo-google-fonts/noto-sans-sc": ("NotoSansSC_400Regular.ttf", "NotoSansSC_700Bold.ttf"),
    "@expo-google-fonts/noto-serif-jp": ("NotoSerifJP_400Regular.ttf",),
    "@expo-google-fonts/noto-serif-hk": ("NotoSerifHK_400Regular.ttf",),
    "@expo-google-fonts/noto-emoji": ("NotoEmoji_400Regular.ttf",),
}
FACES: Final = tuple(face for faces in PACKAGES.values() for face in faces)
CONFIG = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <dir>{folder}</dir>
  <cachedir>{cache}</cachedir>
  <alias binding="strong">
    <family>emoji</family><prefer><family>Noto Emoji</family></prefer>
  </alias>
</fontconfig>
"""


@functools.cache
def static_folder() -> Path:
    """Find static/: beside the package in a checkout, inside it once installed."""
    package = Path(__file__).resolve().parents[2]
    beside, inside = package.parent / "static", package / "static"
    return inside if inside.is_dir() else beside


def font_folder(static: Path | None = None) -> Path:
    """Find the folder that holds every face: the checkout's, or this installation's own.

    Raises:
        FontsMissing: neither does; the sentence tells the command that installs them.
    """
    places = [(static or static_folder()) / "vendor" / "fonts", *_own_folder()]
    for folder in places:
        if not missing(folder):
            return folder
    raise FontsMissing(missing(places[-1]))


def _own_folder() -> list[Path]:
    # The worker imports this module too; it is told its folder, and starts faster without Flask.
    from flask import has_app_context  # noqa: PLC0415  as above

    from deliberation.shell.installation import settings  # noqa: PLC0415  as above

    return [settings().fonts] if has_app_context() else []


def missing(folder: Path) -> tuple[str, ...]:
    """List the faces that a folder lacks."""
    return tuple(name for name in FACES if not (folder / name).is_file())


def isolate(folder: Path) -> Path:
    """Point fontconfig at the faces of `folder` alone, so that no machine's own font slips in.

    Must run before a font map is made. The cache is per user, because a shared temporary
    folder could be prepared by somebody else.
    """
    home = Path(tempfile.gettempdir()) / f"deliberation-fonts-{os.getuid()}"
    home.mkdir(mode=0o700, exist_ok=True)
    if home.stat().st_uid != os.getuid():
        home = Path(tempfile.mkdtemp(prefix="deliberation-fonts-"))
    config = home / f"fonts-{zlib.crc32(bytes(folder)):08x}.conf"
    text = CONFIG.format(folder=escape(str(folder)), cache=escape(str(home / "cache")))
    scratch = config.with_suffix(f".{os.getpid()}")
    scratch.write_text(text, encoding="utf-8")
    scratch.replace(config)
    os.environ["FONTCONFIG_FILE"] = str(config)
    return config
