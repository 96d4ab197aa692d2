from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import pytest
from flask_babel import force_locale

from deliberation.domain.errors import say
from deliberation.domain.opinion import DANGERS
from deliberation.shell.words import listed, translate
from tests.architecture.test_catalogue import HAN

if TYPE_CHECKING:
    from flask import Flask

    from tests.factories import Factory
    from tests.fixtures_app import Browser
    from tests.fixtures_board import Matter

COOKIE: Final = "language"
OWN_NAMES: Final = ("简体中文", "繁體中文")
PAGES: Final = ("/", "/opinions/new", "/privacy", "/receipts", "/sign-in", "/nowhere")


def read(browser: Browser, address: str, language: str) -> str:
    browser.client.set_cookie(COOKIE, language)
    return browser.get(address).get_data(as_text=True)


@pytest.mark.parametrize("address", PAGES)
def test_an_english_page_is_english(browser: Browser, make: Factory, address: str) -> None:
    community = make.community()
    text = read(browser, address, "en")
    for said in (community.name, *OWN_NAMES, "|".join(DANGERS)):
        text = text.replace(said, "")
    assert HAN.findall(re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL)) == []
    assert '<html lang="en"' in text


@pytest.mark.parametrize(
    ("language", "tag", "words"),
    [
        ("zh_CN", "zh-CN", "个人信息怎样使用"),
        ("zh_TW", "zh-TW", "個人資訊怎樣使用"),
        ("en", "en", "How personal information is used"),
        ("klingon", "zh-CN", "个人信息怎样使用"),
    ],
)
def test_a_page_says_its_language(
    browser: Browser, make: Factory, language: str, tag: str, words: str
) -> None:
    make.community()
    text = read(browser, "/privacy", language)
    assert f'<html lang="{tag}"' in text
    assert words in text
    chosen = re.findall(r'value="(\w+)" lang="[\w-]+" aria-current', text)
    assert [one.replace("_", "-") for one in chosen] == [tag]


def test_a_choice_shows_the_same_page_again_and_is_kept(browser: Browser, make: Factory) -> None:
    make.community()
    answer = browser.post("/language", {"language": "en", "next": "/privacy?x=1"})
    assert (answer.status_code, answer.location) == (303, "/privacy?x=1")
    assert "Max-Age=31536000" in answer.headers["Set-Cookie"]
    assert '<html lang="en"' in browser.get("/").get_data(as_text=True)


@pytest.mark.parametrize("place", ["//elsewhere.example/", "https://elsewhere.example/", ""])
def test_a_choice_leads_nowhere_else(browser: Browser, make: Factory, place: str) -> None:
    make.community()
    assert browser.post("/language", {"language": "en", "next": place}).location == "/"


def test_a_language_without_a_catalogue_is_not_offered(
    app: Flask, browser: Browser, make: Factory
) -> None:
    make.community()
    app.extensions["languages"] = ("zh_CN",)
    assert "English" not in read(browser, "/", "en")
    assert browser.post("/language", {"language": "en"}).status_code == 422


def test_a_refusal_and_its_nested_words_are_translated(app: Flask) -> None:
    with force_locale("en"):
        told = translate(say("还没有指定%(roles)s。", roles=(say("主理人"), say("计时员"))))
        assert "acilitator, " in told
        assert not HAN.search(told)
        assert listed(["A", "B"]) == "A, B"


def test_a_notice_for_the_wall_is_chinese_for_everyone(
    app: Flask, browser: Browser, matter: Matter, make: Factory
) -> None:
    host = make.account("host", matter.community)
    browser.sign_in(host)
    text = read(browser, f"/meetings/{matter.meeting.id}/notice/paper", "en")
    bar, sheet = text.split("<article", 1)
    sheet = sheet.split("</article>")[0]
    assert sheet.startswith(' class="sheet" lang="zh-CN"')
    assert "2026年9月17日（周四）" in sheet
    assert not re.search("Copy to|Dear", sheet)
    assert "Print" in bar
