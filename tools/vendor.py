"""Copy the browser code and fonts that npm installed into static/vendor.

Run by `make setup` after `npm ci`. The list below is the whole of what leaves `node_modules`; what
static/vendor holds beyond it is removed, so that a package taken out of the list is gone.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MODULES = ROOT / "node_modules"
VENDOR = ROOT / "static" / "vendor"

SCRIPTS = (
    "htmx.org/dist/htmx.min.js",
    "socket.io-client/dist/socket.io.min.js",
    "socket.io-client/dist/socket.io.esm.min.js",
)
# One regular and one bold face each; JP and HK hold characters that SC has not (𠮷 is in JP only).
FACES = {
    "noto-serif-sc": "NotoSerifSC",
    "noto-sans-sc": "NotoSansSC",
    "noto-serif-jp": "NotoSerifJP",
    "noto-serif-hk": "NotoSerifHK",
    "noto-emoji": "NotoEmoji",
}
WEIGHTS = ("400Regular", "700Bold")


def wanted() -> dict[Path, Path]:
    """Every file that static/vendor must hold, with the installed file it comes from."""
    files = {VENDOR / "js" / Path(script).name: MODULES / script for script in SCRIPTS}
    for script in SCRIPTS:
        package = script.split("/", maxsplit=1)[0]
        files[VENDOR / "licenses" / f"{package}.txt"] = MODULES / package / "LICENSE"
    for package, family in FACES.items():
        home = MODULES / "@expo-google-fonts" / package
        files[VENDOR / "licenses" / f"{package}.txt"] = home / "LICENSE_FONT"
        for weight in WEIGHTS:
            name = f"{family}_{weight}.ttf"
            files[VENDOR / "fonts" / name] = home / weight / name
    return files


def missing() -> list[Path]:
    """The wanted files that static/vendor does not hold yet."""
    return [target for target in wanted() if not target.is_file()]


def same(source: Path, target: Path) -> bool:
    """Whether a copy is still current (size and time; copy2 keeps the time)."""
    if not target.is_file():
        return False
    ours, theirs = target.stat(), source.stat()
    return (ours.st_size, ours.st_mtime_ns) == (theirs.st_size, theirs.st_mtime_ns)


def install() -> int:
    """Copy what is new or changed, remove what is no longer wanted; the number of files copied."""
    files = wanted()
    copied = 0
    for target, source in files.items():
        if not same(source, target):
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, target)
            copied += 1
    for stray in {path for path in VENDOR.rglob("*") if path.is_file()} - set(files):
        stray.unlink()
    return copied


def main() -> int:
    """Install, and say in one line what was done."""
    absent = [source for source in wanted().values() if not source.is_file()]
    if absent:
        sys.stderr.write(f"node_modules lacks {absent[0]}: run `make setup`\n")
        return 1
    sys.stdout.write(f"   static/vendor: {install()} copied, {len(wanted())} in all\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
