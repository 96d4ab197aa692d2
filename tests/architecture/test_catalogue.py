"""Every sentence goes through the catalogue: what is extracted, and what must not stand beside."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING, Final

import pytest
from jinja2 import Environment

from tests.architecture.tree import ROOT
from tools import translations

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

HAN: Final = re.compile("[\u3400-\u9fff]")
# What stands between words differs by language, too.
MARKS: Final = re.compile("[，。；：、（）]")
COMMENT: Final = re.compile(r"<!--.*?-->", re.DOTALL)
MARKED: Final = {*translations.KEYWORDS, "_", "gettext"}
TEMPLATES: Final = sorted((ROOT / "templates").rglob("*.*"))
# Words that are data: they are typed on pasted lists, printed, or name a thing in itself.
DATA: Final = {
    "board/views/small.py": "languages, each named in itself",
    "documents/views/minutes.py": "a file's name",
    "documents/views/notices.py": "a file's name",
    "documents/views/papers.py": "a file's name",
    "meetings/actions/planning.py": "the usual title of a meeting, as it is printed",
    "meetings/actions/seats.py": "what people write on a pasted list",
    "resolutions/actions/dissenting.py": "the form in which a view is kept",
}
FEATURES: Final = ROOT / "deliberation" / "features"
EDGES: Final = sorted(
    path
    for path in FEATURES.rglob("*.py")
    if {"views", "actions", "forms"} & {*path.parts, path.stem}
    and path.relative_to(FEATURES).as_posix() not in DATA
)


@pytest.fixture(scope="session")
def messages() -> dict[str, list[str]]:
    """Every sentence that is marked, and where."""
    return translations.extract()


def test_hundreds_of_sentences_are_found(messages: dict[str, list[str]]) -> None:
    assert len(messages) > 500


@pytest.mark.parametrize(
    ("sentence", "where"),
    [
        ("还有人在发言，请等发言结束。", "a rule's say()"),
        ("利益相关方至少两方，还差%(n)s方。", "a rule's say() with a place"),
        ("怎么称呼您？", "a form's _l()"),
        ("已审定。这份文件从此不变，任何人都可以按编号下载。", "a view's _()"),
        ("跳到正文", "a template"),
        ("请先登录。", "the error page"),
    ],
)
def test_a_sentence_is_found_wherever_it_stands(
    messages: dict[str, list[str]], sentence: str, where: str
) -> None:
    assert sentence in messages, where


def _loose(path: Path) -> Iterator[str]:
    """Yield Chinese words of a template that no `_()` marks."""
    calls: list[str] = []
    before = ""
    tokens = Environment(autoescape=True).lexer.tokeniter(path.read_text("utf-8"), str(path))
    for line, token, text in tokens:
        if token == "data" and HAN.search(COMMENT.sub("", text)):
            yield f"{line}: {text.strip()}"
        elif token == "string" and HAN.search(text) and MARKED.isdisjoint(calls):
            yield f"{line}: {text}"
        elif token == "operator" and text == "(":
            calls.append(before)
        elif token == "operator" and text == ")":
            calls.pop()
        if token not in {"whitespace", "data"}:
            before = text


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_template_has_words_outside_the_catalogue(path: Path) -> None:
    assert list(_loose(path)) == []


@pytest.mark.parametrize(
    "path",
    [path for path in TEMPLATES if path.parent.name != "documents"],  # papers are Chinese
    ids=lambda path: str(path.relative_to(ROOT)),
)
def test_no_template_has_marks_outside_the_catalogue(path: Path) -> None:
    """`{{ _("：") }}`, `{{ names|listed }}`, `{{ _("（%(words)s）", words=…) }}` say them."""
    tokens = Environment(autoescape=True).lexer.tokeniter(path.read_text("utf-8"), str(path))
    data = [(line, COMMENT.sub("", text)) for line, token, text in tokens if token == "data"]
    assert [(line, text.strip()) for line, text in data if MARKS.search(text)] == []


def _literals(path: Path) -> Iterator[str]:
    """Yield Chinese literals of a module that are neither marked nor documentation."""
    tree = ast.parse(path.read_text("utf-8"))
    fine: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            fine.add(id(node.value))
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", None) or getattr(node.func, "attr", None)
            if name in MARKED:
                fine |= {id(part) for value in node.args for part in ast.walk(value)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and id(node) not in fine and HAN.search(str(node.value)):
            yield f"{node.lineno}: {node.value!s}"


@pytest.mark.parametrize("path", EDGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_what_an_edge_says_is_marked(path: Path) -> None:
    assert list(_literals(path)) == []


def test_every_exception_is_needed() -> None:
    assert [name for name in DATA if not list(_literals(FEATURES / name))] == []
