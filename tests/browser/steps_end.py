"""What follows a decision: made public, handed over, done, checked, answered, closed."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from PIL import Image

if TYPE_CHECKING:
    from pathlib import Path

    from tests.browser.conftest import House, Screen

OWNER = "王班长"
TEXT = "西侧消防通道划黄线并清障"
A_DAY = timedelta(days=1).total_seconds()


def hand_over(host: Screen, meeting: str) -> str:
    """The host makes the decision public and hands one promise over; returns its address."""
    page = host.sign_in("host").page
    page.goto(meeting + "/resolutions")
    host.press("公示结果，接着交办").see("至少公示")
    host.picture("publicise-tablet")
    host.press("公示").see("会议结果已公示，可以交办了。")
    page.get_by_role("link", name=TEXT).click()
    host.see("下一步：交办")
    page.get_by_label("交给哪个承办账号").select_option(label=OWNER)
    host.press("交办").see("待签收")
    commitment = page.url.partition("?")[0]
    host.press("打印交办单、发交办码")
    page.get_by_label("交办码给谁用").fill("物业 王班长")
    host.press("发交办码").see("只给物业 王班长使用")
    host.picture("order-tablet")
    return commitment


def do_it(phone: Screen, commitment: str, folder: Path) -> None:
    """The foreman's phone: sign, report with a photo."""
    page = phone.sign_in("owner").page
    page.goto(commitment + "/task")
    phone.see("请先签收")
    phone.picture("sign-phone")
    page.get_by_label("签收人姓名").fill("王班长")
    phone.press("签收").see("办完了，报办结")
    phone.house.wait(4 * A_DAY)
    page.reload()
    page.get_by_text("办完了，报办结").click()
    page.get_by_label("做了什么，结果怎样？").fill("线划完了，占道的车都清走了。")
    photo = folder / "after.jpg"
    Image.new("RGB", (640, 480), "#a88").save(photo)
    page.get_by_label("办完后的照片").set_input_files(photo)
    phone.picture("report-phone")
    phone.press("报办结").see("等社区核验")


def check_and_ask(host: Screen, commitment: str) -> None:
    """The host looks for himself, tells everybody, and asks those who proposed it."""
    host.page.goto(commitment)
    host.see("下一步：核验属实")
    host.page.get_by_label("核验的情况").fill("现场看过，全线划完。")
    host.picture("verify-tablet")
    host.press("核验属实").see("公示办理结果")
    host.press("公示办理结果").press("公示").see("办理结果公示")
    host.page.goto(commitment)
    host.page.get_by_label("告诉提出人的话").fill("消防通道的线已经划好，车都清走了。")
    host.press("请提出人评价").see("代记电话、上门听到的评价")


def judge(phone: Screen, receipt: str) -> None:
    """The proposer says that it is solved."""
    phone.page.goto(receipt)
    phone.see("这件事解决了吗？")
    phone.page.locator(".verdict-main .choice", has_text="已解决").click()
    phone.picture("verdict-phone")
    phone.press("交上评价").see("谢谢")


def close(house: House, group: Screen, commitment: str) -> None:
    """The group finds it among what is owed, and closes it when the time is up."""
    group.sign_in("deputy").go("/supervision").see(TEXT)
    group.picture("supervision-tablet")
    group.page.goto(commitment)
    group.see("还差什么")
    house.wait(14 * A_DAY)
    group.page.goto(commitment)
    group.press("销号").confirm("销号").see("已销号")
    group.picture("closed-tablet")


def look_back(phone: Screen, receipt: str) -> None:
    """What the receipt tells of the closed promise, and the matter on one line of time."""
    phone.page.goto(receipt)
    phone.see("由督导组销号")
    phone.picture("receipt-end-phone")
    phone.press("看整件事的经过")
    phone.see(TEXT)
    phone.picture("matter-phone")
