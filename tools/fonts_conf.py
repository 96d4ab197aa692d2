"""Write .venv/fonts.conf: fontconfig's view for the browsers of tests and pictures.

A bare machine has no Chinese font, and Chromium would draw boxes. The file puts the installed Noto
faces before whatever the system has, so that a picture looks alike on every machine.
"""

from __future__ import annotations

import sys
from pathlib import Path
from xml.sax.saxutils import escape

ROOT = Path(__file__).resolve().parent.parent
FONTS = ROOT / "static" / "vendor" / "fonts"
CONF = ROOT / ".venv" / "fonts.conf"
CACHE = ROOT / ".venv" / "fontcache"

SANS = ("Noto Sans SC", "Noto Emoji")
SERIF = ("Noto Serif SC", "Noto Serif JP", "Noto Serif HK", "Noto Emoji")
PREFERRED = {"sans": SANS, "sans-serif": SANS, "system-ui": SANS, "serif": SERIF}


def alias(generic: str, families: tuple[str, ...]) -> str:
    """One generic family with the faces that stand for it, in order."""
    faces = "".join(f"<family>{escape(face)}</family>" for face in families)
    return f'  <alias binding="strong"><family>{generic}</family><prefer>{faces}</prefer></alias>\n'


def text() -> str:
    """The whole file; a machine without a fontconfig of its own is no error."""
    aliases = "".join(alias(generic, families) for generic, families in PREFERRED.items())
    return (
        '<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">\n'
        f"<fontconfig>\n  <dir>{escape(str(FONTS))}</dir>\n"
        f"  <cachedir>{escape(str(CACHE))}</cachedir>\n{aliases}"
        '  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>\n</fontconfig>\n'
    )


def main() -> int:
    """Write it (the paths in it are this checkout's)."""
    CONF.write_text(text(), encoding="utf-8")
    sys.stdout.write(f"   {CONF.relative_to(ROOT)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
