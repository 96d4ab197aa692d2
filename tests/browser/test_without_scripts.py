"""Whoever has no scripts reads every public page, says an opinion and reads what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.browser.walk import MISSING, RESIDENT, STARTS, Walk

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.conftest import House

WORDS = "楼道里的灯坏了三天，晚上看不见台阶，请换一换"


def plain(community: House) -> Page:
    return community.open("phone", java_script_enabled=False).page


def test_every_public_page_is_read_without_scripts(community: House) -> None:
    walk, read = Walk(plain(community), community.address), []
    for path in walk.follow((*STARTS[RESIDENT], "/opinions/new")):
        expect(walk.page.locator("h1")).to_have_count(1)
        expect(walk.page.locator("h1")).to_be_visible()
        if path not in MISSING:
            assert len(walk.page.locator("main").inner_text()) > len("没有内容的页面"), path
        read.append(path.partition("?")[0])
        for form in walk.page.locator("main form").all():
            expect(form.get_by_role("button").first).to_be_visible()
    assert {"/", "/privacy", "/receipts", "/opinions/new", "/sign-in"} <= set(read)
    assert any(path.startswith("/publicity/") for path in read)
    assert any(path.startswith("/papers/") for path in read)
    walk.page.context.close()


def test_an_opinion_is_said_and_found_again_without_scripts(community: House) -> None:
    page = plain(community)
    page.goto(f"{community.address}/opinions/new")
    send = page.get_by_role("button", name="提交意见")
    page.locator("textarea").first.fill(WORDS)
    send.click()
    # Refused, because a kind and the consent are missing: the words are still there.
    expect(page.locator(".notice[role=alert]")).to_be_visible()
    expect(page.locator("textarea").first).to_have_value(WORDS)
    page.get_by_text("维修", exact=True).click()
    page.locator(".choice", has_text="我已看过个人信息告知").click()
    send.click()
    page.wait_for_url("**/receipts/**")
    code = page.url.rpartition("/")[2].partition("?")[0]
    page.goto(f"{community.address}/receipts")
    page.locator("main input[type=text], main input:not([type])").first.fill(code)
    page.locator("main form").get_by_role("button").first.click()
    expect(page.locator("main")).to_contain_text(WORDS)
    page.context.close()


def test_elder_mode_is_chosen_without_scripts(community: House) -> None:
    page = plain(community)
    page.goto(f"{community.address}/receipts")
    page.get_by_role("button", name="长辈版").click()
    expect(page).to_have_url(f"{community.address}/receipts")
    expect(page.locator("html")).to_have_class("shell-public elder")
    page.context.close()
