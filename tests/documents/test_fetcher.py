"""A sheet's text may come from anybody: it reaches neither the disk nor the network."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

import pytest

from deliberation.shell.printing import FontsMissing, render_in_process
from deliberation.shell.printing.fetcher import ClosedFetcher
from tests.documents import sample

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "file://localhost/etc/passwd",
        (sample.STATIC / ".." / "pyproject.toml").as_uri(),
        sample.STATIC.as_uri() + "/%2e%2e/pyproject.toml",
        "http://127.0.0.1:9/x.png",
        "https://example.org/x.png",
        "ftp://example.org/x",
        "jar:file:///etc/passwd",
    ],
)
def test_an_address_outside_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match="closed"):
        ClosedFetcher(sample.STATIC).fetch(address)


def test_a_link_out_of_the_folder_is_followed_and_refused(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("x")
    static = tmp_path / "static"
    static.mkdir()
    (static / "link").symlink_to(secret)
    with pytest.raises(ValueError, match="closed"):
        ClosedFetcher(static).fetch((static / "link").as_uri())


def test_own_styles_and_inline_pictures_are_read() -> None:
    fetcher = ClosedFetcher(sample.STATIC)
    style = fetcher.fetch((sample.STATIC / "css" / "paper.css").as_uri())
    assert b"paper-sheet" in style.read()
    style.close()
    data = base64.b64encode(b"<svg/>").decode()
    picture = fetcher.fetch(f"data:image/svg+xml;base64,{data}")
    assert picture.read() == b"<svg/>"
    picture.close()


def test_a_page_that_asks_for_a_file_prints_without_it() -> None:
    pdf = render_in_process("<p>正文</p><img src='file:///etc/passwd' alt='图'>")
    assert b"root:" not in pdf


def test_missing_faces_are_named_with_the_command(tmp_path: Path) -> None:
    with pytest.raises(FontsMissing) as caught:
        render_in_process("<p>字</p>", static=tmp_path)
    assert "NotoSerifSC_400Regular.ttf" in caught.value.names
    assert "deliberation fonts" in str(caught.value)
