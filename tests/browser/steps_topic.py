"""What makes a topic of opinions: formed, consented to, publicised."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.browser.conftest import Screen


def form_topic(desk: Screen) -> str:
    """The worker forms the topic and puts it to review; returns its address."""
    desk.press("用这条意见新建议题")
    page = desk.page
    page.get_by_label("议题标题").fill("停车收费管理与消防通道清障")
    page.get_by_label("摘要").fill("西侧夜间车辆占用消防通道，约60户受影响，52条意见。")
    desk.press("成题")
    address = page.url
    desk.press("去补齐")
    page.get_by_label("拟议方案").fill("先清障；收费标准提请业主大会。")
    page.locator(".choice", has_text="重点问题").click()
    page.locator(".choice", has_text="业主大会决定").click()
    desk.press("保存")
    for party in ("有车户", "无车户", "业委会", "物业"):
        page.get_by_role("combobox", name="利益相关方").fill(party)
        desk.press("加上这一方").see(party)
    desk.picture("topic-tablet")
    desk.press("提交审核").see("待审核")
    return address


def consent(reviewer: Screen, address: str) -> None:
    """The reviewer consents."""
    reviewer.sign_in("reviewer").page.goto(address)
    reviewer.press("同意上会")
    reviewer.page.get_by_label("审核意见").fill("同意上会。")
    reviewer.press("同意上会").see("已同意")


def publicise(host: Screen, address: str) -> None:
    """The host publicises it."""
    host.sign_in("host").page.goto(address)
    host.press("公示")
    host.press("公示").see("公示中")
