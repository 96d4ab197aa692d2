"""One matter, the parking matter, from a resident's phone to the printed minutes."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PIL import Image
from pypdf import PdfReader

from deliberation.domain.opinion import GATES

if TYPE_CHECKING:
    from pathlib import Path

    from tests.browser.conftest import House, Screen

MEETING = datetime(2026, 9, 17, 7, 0, tzinfo=UTC)
WORDS = "小区西侧夜间车辆占用消防通道，约60户受影响，建议划线并收费公开"
MOTION = "西侧消防通道全线禁停，10月15日前划线清障；收费标准提请业主大会。"
GUESTS = """贾玉兰，有车户，居民代表，7号楼
邴建国，无车户，居民代表，5号楼
𠮷㛃，有车户，居民代表，6号楼
董承业，业委会，业委会，12号楼
荣海青，社区，社区，社区居委会
姜学军，物业，物业，物业服务中心"""


def send_opinion(phone: Screen, folder: Path) -> str:
    """A resident sends the matter with a photo; returns the receipt's address."""
    photo = folder / "photo.jpg"
    Image.new("RGB", (640, 480), "#8a8").save(photo)
    phone.go("/").press("提意见", exact=False)
    page = phone.page
    page.get_by_label("您想反映什么").fill(WORDS)
    page.get_by_label("在什么地方").fill("小区西侧")
    page.get_by_text("停车", exact=True).click()
    page.locator("input[type=file]").set_input_files(photo)
    page.get_by_label("大约影响多少户").fill("60")
    page.get_by_text("我已看过个人信息告知").click()
    phone.picture("opinion-phone")
    phone.press("提交意见").see("YJ-2026-0001")
    phone.picture("receipt-phone")
    return page.url.partition("?")[0]


def triage(desk: Screen) -> None:
    """The worker finds it, answers the gates and replies."""
    desk.sign_in("worker").go("/opinions?q=停车")
    desk.page.get_by_role("link", name=WORDS[:12]).click()
    for gate in GATES:
        answer = {"ownership": "owners", "concrete": "yes"}.get(gate.code, "no")
        desk.page.locator(f"label[for=gate-{gate.code}-{answer}]").click()
    desk.page.locator("form .choice", has_text="列入协商").click()
    desk.page.get_by_label("首次答复").fill("您的意见已经受理，将并入议题一起协商。")
    desk.press("定下来，并答复提出人").see("待归并")


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


def prepare(host: Screen) -> str:
    """The host plans, invites, assigns and announces; returns the meeting's address."""
    page = host.page
    host.press("排会")
    page.locator(".choice", has_text="红茶议事会").first.click()
    page.get_by_label("几点开会").fill("2026-09-17T15:00")
    page.locator(".choice", has_text="主议事厅").click()
    host.press("建好会议，接着准备")
    address = page.url
    host.go(address.removeprefix(host.house.address) + "/seats")
    page.get_by_text("一次请很多位").click()
    page.get_by_label("名单").fill(GUESTS)
    host.press("按名单邀请").see("𠮷㛃")
    page.goto(address + "/roles")
    for label, name in (
        ("主理人", "于秀云"),
        ("计时员", "宋建国"),
        ("记录员", "孙丽"),
        ("报告员", "曲建民"),
    ):
        select = page.get_by_label(label).first
        option = select.locator("option", has_text=name).get_attribute("value")
        select.select_option(option)
    host.press("保存分工")
    page.goto(address)
    host.picture("meeting-tablet")
    page.goto(address + "/notice")
    host.press("发出通知").see("已通知")
    return address


def check_in(recorder: Screen, others: list[Screen], address: str) -> None:
    """Everybody reports present; the recorder marks the seats."""
    for screen in (recorder, *others):
        screen.page.goto(address)
        screen.press("到岗", exact=False)
    page = recorder.page
    page.goto(address + "/attendance")
    for number in range(1, 7):
        mark = "出席" if number < 6 else "列席"
        page.get_by_role("button", name=f"{number}号").and_(
            page.get_by_role("button", name=mark)
        ).first.click()
        page.wait_for_load_state()
    recorder.see("人数够了" if page.get_by_text("人数够了").count() else "实到")


def go_on(timekeeper: Screen, room: str, title: str) -> None:
    """Press on to the next stage, whose title this is."""
    timekeeper.page.goto(room)
    timekeeper.press(f"下一环节：{title}")
    timekeeper.page.get_by_role("heading", name=title).first.wait_for()


def speak(screens: dict[str, Screen], room: str, seat: str, stance: str, point: str) -> None:
    """One turn: a hand, the floor, time, a point, the end."""
    facilitator, recorder = screens["facilitator"], screens["recorder"]
    facilitator.page.goto(room)
    form = facilitator.page.locator("form", has=facilitator.page.locator("#hand-seat"))
    if not form.is_visible():
        facilitator.page.get_by_text("登记举手").click()
    value = form.locator("option", has_text=seat).get_attribute("value")
    form.locator("#hand-seat").select_option(value)
    form.locator(".choice", has_text=stance).click()
    facilitator.press("排进队列").press("请发言").see(seat)
    screens["facilitator"].house.wait(95)
    recorder.page.goto(room)
    recorder.page.locator("#points textarea").fill(point)
    recorder.press("记下要点").see(point)
    if stance == "反对":
        facilitator.page.goto(room)
        facilitator.picture("bench-tablet")
    facilitator.press("发言结束")


def decide(screens: dict[str, Screen], room: str) -> None:
    """A motion, read back, counted, confirmed by a second person."""
    recorder, timekeeper = screens["recorder"], screens["timekeeper"]
    recorder.page.goto(room)
    recorder.page.locator("#motions textarea").first.fill(MOTION)
    recorder.press("记下动议").press("已读给大家听，文字定稿")
    recorder.page.locator("#motions .choice", has_text="举手表决").click()
    for label, number in (("赞成", 4), ("反对", 1), ("弃权", 0)):
        recorder.page.locator("#motions").get_by_label(label).fill(str(number))
    recorder.press("记下票数").see("请主理人、计时员或观察员核对票数")
    timekeeper.page.goto(room)
    timekeeper.press("我也数过，票数属实").see("第二人已核对")


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


def test_a_matter_goes_from_a_phone_to_printed_minutes(house: House, tmp_path: Path) -> None:
    phone = house.open("phone")
    receipt = send_opinion(phone, tmp_path)
    triage(desk := house.open("tablet"))
    topic = form_topic(desk)
    consent(house.open("tablet"), topic)
    publicise(host := house.open("tablet"), topic)
    address = prepare(host)
    phone.page.goto(receipt)
    phone.see("您的意见已经受理")
    house.until(MEETING)

    roles = ("facilitator", "timekeeper", "recorder", "reporter")
    screens = {role: house.open("tablet").sign_in(role) for role in roles}
    recorder = screens["recorder"]
    check_in(recorder, [row for row in screens.values() if row is not recorder], address)
    room = address + "/room"
    screens["facilitator"].page.goto(room)
    screens["facilitator"].press("开会").see("宣布规则、角色和议题")
    for title in ("议题报告", "提问澄清", "第一轮发言"):
        house.wait(300)
        go_on(screens["timekeeper"], room, title)
    speak(screens, room, "贾玉兰", "赞成", "先清通道，救护车进得来。")
    speak(screens, room, "邴建国", "反对", "先清点车库空位再谈路面划位。")
    for title in ("茶歇、归纳分歧", "第二轮发言", "形成动议，表决或者确认共识"):
        house.wait(300)
        go_on(screens["timekeeper"], room, title)
    decide(screens, room)
    go_on(screens["timekeeper"], room, "分工")
    resolve(recorder, address)
    go_on(screens["timekeeper"], room, "宣读、签字、评价")
    pdf = finish(screens, address, tmp_path)

    text = "".join(page.extract_text() for page in pdf.pages).replace("\n", "")
    assert "形成建议，提请业主大会决定" in text
    assert "2026年10月15日" in text
    assert "𠮷**" in text
    assert "𠮷㛃" not in text
    phone.page.goto(receipt)
    phone.see("形成建议，提请业主大会决定")
    phone.picture("result-phone")
