"""What a meeting leaves: the result, who does what by when, the minutes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pypdf import PdfReader

if TYPE_CHECKING:
    from pathlib import Path

    from tests.browser.conftest import Screen


def resolve(recorder: Screen, address: str) -> None:
    """The result in the words that the route allows, and who does what by when."""
    page = recorder.page
    page.goto(address + "/resolutions")
    assert page.locator(".choice", has_text="表决通过").count() == 0
    page.locator(".choice", has_text="形成建议").first.click()
    recorder.press("读给大家听过，写下结果").see("形成建议，提请业主大会决定")
    for text, owner, days, due in (
        ("西侧消防通道划黄线并清障", "物业服务中心", "15", ""),
        ("停车收费标准提请业主大会", "业主委员会", "", "2026-12-15"),
    ):
        form = page.locator("details.add-form", has=page.get_by_label("要做的事项")).first
        if form.get_attribute("open") is None:
            form.locator("summary").first.click()
        form.get_by_label("要做的事项").fill(text)
        form.get_by_label("责任单位").fill(owner)
        if days:
            form.locator(".choice", has_text="几个工作日").click()
            form.get_by_label("几个工作日", exact=False).last.fill(days)
            form.get_by_label("从哪天起算").fill("2026-09-18")
        else:
            form.locator(".choice", has_text="固定日期").click()
            form.get_by_label("哪一天办结").fill(due)
        recorder.press("加上这一项").see(text)
    recorder.picture("resolutions-tablet")


def finish(screens: dict[str, Screen], address: str, folder: Path) -> PdfReader:
    """Close, edit and approve the minutes, open the PDF."""
    facilitator, recorder = screens["facilitator"], screens["recorder"]
    facilitator.page.goto(address + "/room")
    facilitator.press("散会").confirm("散会").see("会议已散")
    recorder.page.goto(address + "/minutes")
    recorder.press("修改")
    text = recorder.page.locator("textarea[name=text]")
    text.fill(text.input_value() + "\n会议提醒各方按期办结，按季公示。")
    recorder.press("保存")
    recorder.picture("minutes-page")
    facilitator.page.goto(address + "/minutes")
    facilitator.press("审定第2稿").confirm("审定第2稿").see("下载审定的文件")
    facilitator.picture("approved-tablet")
    number = "HY-2026-09-17-01"
    answer = facilitator.page.request.get(f"{facilitator.house.address}/papers/{number}.pdf")
    assert answer.ok
    path = folder / "minutes.pdf"
    path.write_bytes(answer.body())
    return PdfReader(path)
