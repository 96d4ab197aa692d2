"""The only faces paper may use: vendored, open, the same on every machine.

GB/T 9704-2012 names proprietary faces (仿宋, 楷体, 小标宋, 黑体). They may not be shipped, so open
ones stand in, and the paper says so. Fallback order: SC, then JP (𠮷), then HK, then emoji.
"""

from __future__ import annotations

import functools
import os
import tempfile
import zlib
from pathlib import Path
from xml.sax.saxutils import escape

from deliberation.shell.printing.errors import FontsMissing

FACES = (
    "NotoSerifSC_400Regular.ttf",
    "NotoSerifSC_700Bold.ttf",
    "NotoSansSC_400Regular.ttf",
    "NotoSansSC_700Bold.ttf",
    "NotoSerifJP_400Regular.ttf",
    "NotoSerifHK_400Regular.ttf",
    "NotoEmoji_400Regular.ttf",
)
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


def font_files(static: Path) -> tuple[Path, ...]:
    """List the faces.

    Raises:
        FontsMissing: names the files that are not there and the command that installs them.
    """
    folder = static / "vendor" / "fonts"
    missing = tuple(name for name in FACES if not (folder / name).is_file())
    if missing:
        raise FontsMissing(missing)
    return tuple(folder / name for name in FACES)


def isolate(static: Path) -> Path:
    """Point fontconfig at the vendored faces alone, so that no machine's own font slips in.

    Must run before a font map is made. The cache is per user, because a shared temporary
    folder could be prepared by somebody else.
    """
    folder = font_files(static)[0].parent
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
