"""Input parsing of the room."""

from wtforms import BooleanField

from deliberation.domain import ballot as counting
from deliberation.domain import bounds, floor, meeting
from deliberation.shell.forms import Form, choice, choices, line, passage, whole
from deliberation.shell.words import lazy as _l

MOST_SECONDS = 600
MOST_HANDS = 10_000


class HandForm(Form):
    """A raised hand: which seat, which stance, and whether it answers a question."""

    seat = whole(_l("席位号"), 1, MOST_HANDS)
    stance = choice(_l("立场"), choices(floor.STANCES), radio=True)
    reply = BooleanField(_l("回答提问（一分钟，不计次数）"))


class MyHandForm(Form):
    """One's own raised hand: the phone's seat is known."""

    stance = choice(_l("立场"), choices(floor.STANCES), radio=True)
    reply = BooleanField(_l("回答提问（一分钟，不计次数）"))


class MyVoteForm(Form):
    """One's own vote."""

    choice = choice(_l("怎么投"), choices(counting.CHOICES), radio=True)


class TakeForm(Form):
    """Who takes a role over without an account."""

    name = line(
        _l("您的姓名"), meeting.LONGEST_NAME, hint=_l("写全名。纪要里只印姓，名字用星号代替。")
    )


class ExtendForm(Form):
    """More time: how many seconds, and why."""

    seconds = whole(_l("加几秒"), 1, MOST_SECONDS)
    reason = line(_l("理由"), bounds.NAME)


class PointForm(Form):
    """A point against a speaker and a stance."""

    seat = whole(_l("席位号"), 1, MOST_HANDS, required=False)
    speech = whole(_l("发言"), 1, bounds.LAST_ID, required=False)
    stance = choice(_l("立场"), choices(floor.STANCES), radio=True)
    text = passage(_l("要点"), bounds.NOTE)


class MotionForm(Form):
    """The wording of a motion; `version` is the one that was seen, 0 for a new motion."""

    topic = whole(_l("议题"), 1, bounds.LAST_ID)
    version = whole(_l("版本"), 0, MOST_HANDS)
    text = passage(_l("动议文字"), bounds.TEXT)


class VersionForm(Form):
    """The version that was seen."""

    version = whole(_l("版本"), 1, MOST_HANDS)


class BallotForm(Form):
    """A count."""

    method = choice(_l("方式"), choices(counting.AT_SIGHT), radio=True)
    yes = whole(_l("赞成"), 0, MOST_HANDS, required=False)
    no = whole(_l("反对"), 0, MOST_HANDS, required=False)
    abstain = whole(_l("弃权"), 0, MOST_HANDS, required=False)


class ReasonForm(Form):
    """A reason."""

    reason = line(_l("原因"), bounds.LINE)


class StageForm(Form):
    """The stage that was seen."""

    position = whole(_l("环节"), 0, MOST_HANDS)


class VoteForm(Form):
    """A raised hand in a poll: which seat, and what for."""

    seat = whole(_l("席位号"), 1, MOST_HANDS)
    choice = choice(_l("怎么投"), choices(counting.CHOICES), radio=True)


class PressForm(Form):
    """The press that was seen as the last one."""

    press = whole(_l("操作"), 1, bounds.LAST_ID)
