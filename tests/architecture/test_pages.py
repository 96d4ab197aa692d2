"""What the content security policy would refuse is not written in the first place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.architecture import tree

if TYPE_CHECKING:
    from pathlib import Path

COMMENT = re.compile(r"{#.*?#}|<!--.*?-->", re.DOTALL)
INLINE = {
    "a style element": re.compile(r"<style\b", re.IGNORECASE),
    "a style attribute": re.compile(r"""[\s"']style\s*=""", re.IGNORECASE),
    # A data block is not run, hence no matter for the policy.
    "an inline script": re.compile(
        r"<script\b(?![^>]*\bsrc\s*=)(?![^>]*application/(ld\+)?json)", re.IGNORECASE
    ),
    "an on… attribute": re.compile(r"""<[a-z][^<]*?[\s"']on[a-z]+\s*=""", re.IGNORECASE),
    "an address with code": re.compile(r"javascript:", re.IGNORECASE),
    "htmx code (hx-on, js:)": re.compile(r"""\bhx-on\b|\bhx-[a-z-]+\s*=\s*["']js:"""),
    "an htmx trigger filter": re.compile(r"""\bhx-trigger\s*=\s*("[^"]*\[|'[^']*\[)"""),
}
HOST = re.compile(r"""https?://([\w.-]+)|(?:src|href|action)\s*=\s*["']//|url\(["']?//""")
# Names of XML languages look like addresses; nothing is fetched from them.
NAMES_ONLY = {"www.w3.org"}


def found_inline(text: str) -> list[str]:
    """What of the forbidden kinds a template holds, outside comments."""
    bare = COMMENT.sub("", text)
    return [kind for kind, pattern in INLINE.items() if pattern.search(bare)]


def found_hosts(text: str) -> list[str]:
    """Addresses of other machines."""
    return [m.group(0) for m in HOST.finditer(COMMENT.sub("", text)) if m[1] not in NAMES_ONLY]


@pytest.mark.parametrize(
    "text",
    [
        "<style>p{}</style>",
        '<p class="a" style="color:red">',
        "<script>alert(1)</script>",
        '<script type="module">import x</script>',
        '<button\n  class="b"\n  onclick="go()">',
        '<a href="javascript:go()">',
        '<div hx-on:click="go()">',
        "<div hx-vals='js:{a:1}'>",
        '<div hx-trigger="keyup[ctrlKey]">',
    ],
)
def test_inline_code_is_seen(text: str) -> None:
    assert found_inline(text)


@pytest.mark.parametrize(
    "text",
    [
        '<script type="module" src="{{ asset("app.js") }}"></script>',
        '<script type="application/json" id="x">{}</script>',
        "{# <style> is not for us #}<p>once = 1, ballot on=</p>",
        '<input name="person" value="decision=x">',
    ],
)
def test_plain_markup_passes(text: str) -> None:
    assert found_inline(text) == []


def test_hosts_are_seen() -> None:
    assert found_hosts('<img src="//cdn.example/x.png">')
    assert found_hosts("@import url(//fonts.example/x.css)")
    assert found_hosts("fetch('https://example.org')")
    assert not found_hosts('<svg xmlns="http://www.w3.org/2000/svg"><a href="/topics">')


@pytest.mark.parametrize("path", tree.templates(), ids=tree.name)
def test_templates_hold_no_inline_code(path: Path) -> None:
    assert found_inline(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "path",
    [*tree.templates(), *tree.static_files(".css", ".js", ".mjs", ".svg", ".json", ".webmanifest")],
    ids=tree.name,
)
def test_pages_call_nobody_else(path: Path) -> None:
    assert found_hosts(path.read_text(encoding="utf-8")) == []
