"""Input parsing of intake."""

from flask_wtf.file import MultipleFileField
from wtforms import Field

from deliberation.domain import bounds
from deliberation.domain import opinion as rules
from deliberation.features.intake.actions import Arrival, Words
from deliberation.shell.forms import Form, choice, choices, line, passage, whole, yes
from deliberation.shell.words import lazy as _l


class OpinionForm(Form):
    """What, where, whom it touches, and how to reach the sender, if they like."""

    text = passage(_l("您想反映什么？"), hint=_l("说清楚什么事、在哪里、影响了谁，就够了。"))
    place = line(_l("在什么地方？"), required=False, hint=_l("例如：小区西侧消防通道"))
    category = choice(_l("属于哪一类？"), choices(rules.CATEGORIES), radio=True)
    households = whole(_l("大约影响多少户？"), 0, bounds.HOUSEHOLDS, required=False)
    wish = passage(_l("您希望怎样解决？"), bounds.NOTE, required=False)
    standing = choice(_l("您是"), choices(rules.STANDINGS), required=False, blank=_l("不填"))
    building = line(_l("楼栋"), bounds.NAME, required=False, hint=_l("例如：7号楼"))
    contact_name = line(
        _l("怎么称呼您？"), bounds.NAME, required=False, hint=_l("可以不填。不会公开。")
    )
    contact_phone = line(
        _l("联系电话"), bounds.PHONE, required=False, hint=_l("可以不填。只用来答复您，不会公开。")
    )
    attends = yes(_l("开会商量这件事时，我愿意参加"))
    photos = MultipleFileField(
        _l("照片"),
        description=_l("最多 6 张，每张不超过 10 MB。照片里的拍摄地点等信息会自动去掉。"),
        render_kw={"accept": "image/*"},
    )
    agreed = yes(_l("我已看过个人信息告知，同意社区为办理这件事使用我填写的内容"))

    called = yes(_l("我已打过电话，或者现在没有危险，继续提交"))

    def validate_agreed(self, field: Field) -> None:
        """Ask for the privacy notice to be accepted (个人信息保护法 13, 17)."""
        if not field.data:
            field.errors = [*field.errors, _l("请先看个人信息告知，并在这里打勾。")]

    def validate_contact_phone(self, field: Field) -> None:
        """Refuse a number too short to be dialled: nobody could be answered."""
        digits = sum(character.isdigit() for character in field.data or "")
        if field.data and digits < bounds.PHONE_DIGITS:
            field.errors = [*field.errors, _l("请把电话号码写全，或者不填。")]

    def validate_called(self, field: Field) -> None:
        """Hold back words of danger until the person says that help was called."""
        if not field.data and self.dangers:
            field.errors = [*field.errors, _l("如果有危险，请先打电话；没有危险再打勾提交。")]

    @property
    def dangers(self) -> tuple[str, ...]:
        """The words of danger in what was typed."""
        return rules.danger_words(self.text.data or "")

    def words(self, arrivals: list[Arrival], privacy_version: str, channel: str = "scan") -> Words:
        """Return what was typed as the verbs take it."""
        return Words(
            text=self.text.data,
            category=self.category.data,
            channel=channel,
            place=self.place.data,
            households=self.households.data,
            wish=self.wish.data,
            standing=self.standing.data or "",
            building=self.building.data,
            contact_name=self.contact_name.data,
            contact_phone=self.contact_phone.data,
            attends=self.attends.data,
            privacy_version=privacy_version,
            photos=tuple(arrivals),
        )


class EntryForm(OpinionForm):
    """An opinion entered for somebody else 代录: its source and the slip's number."""

    channel = choice(
        _l("来源"),
        choices({code: word for code, word in rules.CHANNELS.items() if code != "scan"}),
        radio=True,
    )
    slip_number = line(_l("纸质表编号"), bounds.NAME, required=False)
    agreed = yes(_l("已把个人信息告知的内容讲给本人听"))


class TriageForm(Form):
    """The outcome and the first reply; the gates' answers are read beside it."""

    outcome = choice(_l("怎么处理"), choices(rules.OUTCOMES), radio=True)
    reply = passage(
        _l("首次答复"), bounds.NOTE, hint=_l("提出人会在回执页上看到这段话，请写得清楚、和气。")
    )


class ReplyForm(Form):
    """A further reply to the sender."""

    text = passage(_l("答复内容"), bounds.NOTE)


class SupplementForm(Form):
    """What the sender adds."""

    text = passage(_l("补充的情况"))


class FindForm(Form):
    """A receipt code typed by hand."""

    code = line(_l("回执码"), bounds.CODE, hint=_l("回执上的 10 位字母和数字"))
