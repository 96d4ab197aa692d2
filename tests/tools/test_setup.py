"""Set-up: what is copied, what the browser is told, what a package refuses to lack."""

from __future__ import annotations

import subprocess
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING, Any

import pytest

import hatch_build
from tests.architecture.tree import ROOT
from tools import chromium, fonts_conf, install, system, vendor

if TYPE_CHECKING:
    from pathlib import Path


def hook() -> hatch_build.Folders:
    """The build hook for a wheel; of hatchling's arguments it reads the target's name alone."""
    unread: Any = None
    return hatch_build.Folders(str(ROOT), {}, unread, unread, "", "wheel")


def test_everything_wanted_is_installed() -> None:
    assert vendor.missing() == []


def test_a_package_takes_pages_scripts_and_pins_along_but_no_fonts() -> None:
    data: dict[str, Any] = {"force_include": {}}
    hook().initialize("standard", data)
    placed = data["force_include"]
    script = ROOT / "static" / "vendor" / "js" / "htmx.min.js"
    assert placed[str(script)] == "deliberation/static/vendor/js/htmx.min.js"
    assert {"deliberation/templates/shells/base.html", "deliberation/package-lock.json"} <= {
        *placed.values()
    }
    assert [path for path in placed if path.endswith(".ttf") or "/." in path] == []


def test_a_package_without_scripts_is_refused_and_an_editable_install_is_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    absent = ROOT / "static" / "vendor" / "js" / "htmx.min.js"
    monkeypatch.setattr(hatch_build, "missing_files", lambda: [absent])
    with pytest.raises(RuntimeError, match=r"vendor/js/htmx\.min\.js"):
        hook().initialize("standard", {"force_include": {}})
    data: dict[str, Any] = {"force_include": {}}
    hook().initialize("editable", data)
    assert data["force_include"] == {}


def test_a_package_needs_the_catalogues_compiled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "messages.po").touch()
    monkeypatch.setattr(hatch_build, "CATALOGUES", tmp_path)
    assert hatch_build.missing_files() == [tmp_path / "en" / "messages.mo"]


def test_copying_twice_copies_nothing_and_strays_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, target = tmp_path / "modules" / "a.js", tmp_path / "vendor" / "js" / "a.js"
    source.parent.mkdir()
    source.write_text("1", encoding="utf-8")
    monkeypatch.setattr(vendor, "VENDOR", tmp_path / "vendor")
    monkeypatch.setattr(vendor, "wanted", lambda: {target: source})
    assert (vendor.install(), vendor.install()) == (1, 0)
    stray = target.with_name("old.js")
    stray.write_text("0", encoding="utf-8")
    vendor.install()
    assert target.read_text(encoding="utf-8") == "1"
    assert not stray.exists()


def test_the_font_file_names_our_folder_first() -> None:
    root = ET.fromstring(fonts_conf.text())  # noqa: S314 - our own text
    assert root.findtext("dir") == str(ROOT / "static" / "vendor" / "fonts")
    preferred = {alias.findtext("family"): alias.findtext("prefer/family") for alias in root}
    assert preferred["sans-serif"] == "Noto Sans SC"
    assert preferred["serif"] == "Noto Serif SC"


def test_a_browser_is_started_with_our_fonts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chromium, "executable", lambda: "/usr/bin/chromium")
    options = chromium.options("--lang=zh-CN")
    assert options["args"][-1] == "--lang=zh-CN"
    assert options["env"]["FONTCONFIG_FILE"] == str(fonts_conf.CONF)


def test_no_browser_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chromium, "executable", lambda: None)
    with pytest.raises(FileNotFoundError, match="make setup"):
        chromium.options()


def test_packages_are_counted_from_a_registry_and_from_a_folder(
    capsys: pytest.CaptureFixture[str],
) -> None:
    lines = [f"Collecting part-{n}==1.0" for n in range(24)]
    file = "Processing /srv/wheels/zope_event-6.2-py3-none-any.whl (from x)"
    install.follow([*lines, "  Downloading part", file, "Installing collected packages: x"])
    told = capsys.readouterr().out.splitlines()
    assert told == ["   25 packages found", "   25 packages found, installing"]


def test_advice_names_the_cost_and_the_command() -> None:
    advice = system.advice([part for part in system.PARTS if part.name == "Poppler"])
    assert "printed pages are skipped" in advice
    assert "poppler" in advice.splitlines()[-1]


def test_make_help_tells_every_target() -> None:
    told = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S607 - whichever make started us
    named = {line.split()[1] for line in told.stdout.splitlines()}
    assert {"run", "test", "demo", "pictures", "faults", "bench", "help", "setup"} <= named
