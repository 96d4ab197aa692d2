"""The parking meeting as it is pressed on its screens; each step ends in what all of them show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.browser.parking import MARK

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.conftest import Screen
    from tests.browser.parking import Parking

MOTION = "西侧消防通道全线禁停，10月15日前划线清障；收费标准提请业主大会。"


def bar(screen: Screen, name: str) -> None:
    """Press a button of a bench."""
    screen.page.locator("#bench").get_by_role("button", name=name).first.click()


def gather(parking: Parking, card: str) -> None:
    """A phone scans the card of its seat; the meeting is opened."""
    phone, projector = parking.phone, parking.projector
    came = projector.page.locator("#region-turnout .came")
    expect(came).to_contain_text("到会 4 人")
    phone.go(card).picture("phone-seat")
    phone.press("我到了").see("我的席位：1号").see("还没有开会，请先坐")
    for screen in parking.screens.values():
        screen.page.evaluate(MARK)
    expect(came).to_contain_text("到会 5 人")
    projector.picture("projector-before")
    bar(parking.facilitator, "开会")
    parking.stage("宣布规则、角色和议题")
    parking.facilitator.picture("bench-opening")


def go_on(parking: Parking, title: str) -> None:
    """The facilitator goes on to the next stage."""
    parking.hall.house.wait(240)
    bar(parking.facilitator, f"下一环节：{title}")
    parking.stage(title)


def point(parking: Parking, text: str) -> None:
    """The recorder writes what was said; all bench see it."""
    page = parking.recorder.page
    page.locator("#point-form textarea").fill(text)
    bar(parking.recorder, "记下要点")
    expect(page.locator(".point", has_text=text)).to_be_visible()


def hand(screen: Screen, number: int, stance: str) -> None:
    """A hand that somebody on a bench saw go up."""
    form = screen.page.locator("#hand-form")
    if not form.is_visible():
        screen.page.get_by_text("登记举手").click()
    form.locator("#hand-seat").select_option(str(number))
    form.locator(".choice", has_text=stance).click()
    form.get_by_role("button", name="排进队列").click()


def first_round(parking: Parking) -> None:
    """Hands, the floor, the cards, more time, a press taken back."""
    for title in ("议题报告", "提问澄清", "第一轮发言"):
        go_on(parking, title)
    phone = parking.phone
    phone.picture("hand-phone")
    phone.page.get_by_role("button", name="赞成").click()
    phone.see("举手了，请等主理人叫您。")
    parking.queue(1)
    take_back(parking)
    bar(parking.facilitator, "请 1号 发言")
    parking.speaking(1)
    parking.card("green")
    cards(parking)
    more_time(parking)
    bar(parking.facilitator, "发言结束")
    parking.queue(2, 3)
    second_voice(parking)


def take_back(parking: Parking) -> None:
    """The floor was given too early; within ten seconds it is taken back."""
    bar(parking.facilitator, "请 1号 发言")
    parking.speaking(1)
    bar(parking.facilitator, "撤回“请发言”")
    parking.queue(1)


def cards(parking: Parking) -> None:
    """Two minutes: yellow with thirty seconds left, red at the end, over after the grace."""
    wait = parking.hall.house.wait
    wait(95)
    hand(parking.recorder, 3, "赞成")
    parking.queue(3)
    parking.card("yellow")
    parking.timekeeper.picture("timekeeper-tablet")
    wait(27)
    point(parking, "先清通道，救护车进得来。")
    parking.card("red")
    hand(parking.recorder, 2, "反对")
    parking.queue(2, 3)
    wait(20)
    point(parking, "愿意让出家门口的两个车位。")
    parking.card("over")
    parking.projector.picture("projector-over")


def more_time(parking: Parking) -> None:
    """Held, given more with a reason, going on."""
    timekeeper = parking.timekeeper
    bar(timekeeper, "暂停")
    for screen in parking.screens.values():
        expect(screen.page.locator(".clock-held").first).to_be_visible()
    bar(timekeeper, "长者加 60 秒")
    expect(parking.projector.page.locator("#region-floor")).to_contain_text("已加 60 秒")
    expect(parking.facilitator.page.locator(".speaker")).to_contain_text("已加 60 秒（照顾长者）")
    bar(timekeeper, "继续")
    parking.card("yellow")


def second_voice(parking: Parking) -> None:
    """The other side speaks next; who spoke may only reply, and a reply goes before the others."""
    bar(parking.facilitator, "请 2号 发言")
    parking.speaking(2)
    parking.phone.see("这一轮您说过了")
    expect(parking.phone.page.get_by_role("button", name="说明")).to_have_count(0)
    parking.phone.page.get_by_role("button", name="有人问我，我来回答").click()
    parking.queue(1, 3)
    expect(parking.facilitator.page.locator("#floor .queue-row").first).to_contain_text("回答提问")
    parking.hall.house.wait(50)
    point(parking, "先清点车库空位再谈路面划位。")
    for name, screen in parking.screens.items():
        screen.picture(f"speaking-{name}")
    bar(parking.facilitator, "发言结束")
    # What stands below the speaker's clock moves up when it goes: nobody presses until then.
    expect(parking.phone.page.locator("#region-floor .voice")).to_have_count(0)
    parking.phone.page.get_by_role("button", name="不说了，放下手").click()
    parking.queue(3)
    bar(parking.facilitator, "请 3号 发言")
    parking.speaking(3)
    bar(parking.facilitator, "发言结束")
    parking.queue()


def decide(parking: Parking) -> None:
    """A motion, read back; votes from phones and raised hands; a second person confirms."""
    for title in ("茶歇、归纳分歧", "第二轮发言", "形成动议，表决或者确认共识"):
        go_on(parking, title)
    recorder, audience = parking.recorder, (parking.projector, parking.phone)
    recorder.page.locator("#motion-form textarea").fill(MOTION)
    bar(recorder, "记下动议")
    shown(audience, "动议，文字还可以改", MOTION)
    bar(recorder, "已读给大家听，文字定稿")
    shown(audience, "动议，文字已定")
    parking.projector.picture("projector-motion")
    bar(recorder, "开始逐席表决")
    shown(audience, "正在表决", "0 / 5")
    vote(parking)
    recorder.see("可以结束表决")
    bar(recorder, "结束表决")
    shown(audience, "票数正在核对")
    expect(parking.projector.page.locator("#region-decision")).not_to_contain_text("赞成 4")
    parking.timekeeper.page.get_by_role("link", name="请核对票数").click()
    parking.timekeeper.picture("bench-confirming")
    bar(parking.timekeeper, "我也数过，票数属实")
    shown(audience, "表决结果", "赞成 4", "反对 1", "最后由业主大会决定")
    parking.projector.picture("result-projector")
    parking.phone.picture("decided-phone")
    parking.recorder.picture("bench-result")


def shown(audience: tuple[Screen, ...], *words: str) -> None:
    """The audience's screens say so."""
    for screen in audience:
        for word in words:
            expect(screen.page.locator("#region-decision")).to_contain_text(word)


def vote(parking: Parking) -> None:
    """The phone votes for itself; the recorder marks the raised hands of the others."""
    phone, recorder = parking.phone, parking.recorder
    phone.picture("voting-phone")
    phone.page.locator(".ballot-choice", has_text="赞成").click()
    phone.page.get_by_role("button", name="就投这一项").click()
    phone.see("您投了：赞成。")
    shown((parking.projector, phone), "1 / 5")
    recorder.see("已用手机投票")
    for number, choice in ((2, "反对"), (3, "赞成"), (4, "赞成"), (5, "赞成")):
        bar(recorder, f"{number}号 {choice}")
        shown((parking.projector, phone), f"{number} / 5")
        if number == 3:
            parking.projector.picture("voting-projector")
            recorder.picture("voting-tablet")


def act(parking: Parking) -> None:
    """What becomes of it: the result in words, who does what by when."""
    go_on(parking, "分工")
    parking.nobody_reloaded()
    recorder = parking.recorder
    page = recorder.page
    page.locator("#bench").get_by_role("link", name="写结果和分工").first.click()
    page.locator(".choice", has_text="形成建议").first.click()
    recorder.press("读给大家听过，写下结果").see("形成建议，提请业主大会决定")
    shown((parking.projector, parking.phone), "形成建议，提请业主大会决定")
    promise(page)
    recorder.press("加上这一项").see("西侧消防通道划黄线并清障")
    results = parking.facilitator.page.locator("#results")
    expect(results).to_contain_text("西侧消防通道划黄线并清障")
    recorder.go(parking.hall.room)


def promise(page: Page) -> None:
    """Fill the form of a commitment."""
    form = page.locator("details.add-form", has=page.get_by_label("要做的事项")).first
    if form.get_attribute("open") is None:
        form.locator("summary").first.click()
    form.get_by_label("要做的事项").fill("西侧消防通道划黄线并清障")
    form.get_by_label("责任单位").fill("物业服务中心")
    form.locator(".choice", has_text="固定日期").click()
    form.get_by_label("哪一天办结").fill("2026-10-15")


def say_goodbye(parking: Parking) -> None:
    """Read out, close; every screen says so by itself."""
    go_on(parking, "宣读、签字、评价")
    bar(parking.facilitator, "散会")
    parking.facilitator.confirm("散会")
    for screen in (parking.facilitator, parking.timekeeper):
        expect(screen.page.locator("#stage")).to_contain_text("会议已散")
    for screen in (parking.projector, parking.phone):
        expect(screen.page.locator("#region-stage")).to_contain_text("已散会，谢谢大家")
    parking.projector.picture("projector-closed")
    parking.phone.picture("phone-closed")
    parking.nobody_reloaded(parking.recorder)
