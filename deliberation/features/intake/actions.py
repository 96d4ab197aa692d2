"""Verbs of intake: submit, enter for somebody else, screen, answer, supplement."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from deliberation.domain import bounds
from deliberation.domain import opinion as rules
from deliberation.domain.calendar import today
from deliberation.domain.errors import IllegalMove, Invalid, say
from deliberation.features.intake.queries import over
from deliberation.store import moves, record, replies, search
from deliberation.store.codes import fresh_code
from deliberation.store.db import db
from deliberation.store.models import Opinion, Photo, Reply, Screening

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from deliberation.domain.roles import Actor
    from deliberation.store.models import Community

_NUMBER_WIDTH: Final = 4
DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Arrival:
    """A picture that has arrived as raw bytes in the incoming folder."""

    file: str
    kind: str = "place"


@dataclass(frozen=True, slots=True)
class Words:
    """What a sender says (form D1)."""

    text: str
    category: str
    channel: str = "scan"
    place: str = ""
    households: int | None = None
    wish: str = ""
    standing: str = ""
    building: str = ""
    contact_name: str = ""
    contact_phone: str = ""
    attends: bool = False
    privacy_version: str = ""
    slip_number: str = ""
    photos: Sequence[Arrival] = field(default_factory=tuple)


def submit(community: Community, words: Words, *, actor: Actor, now: datetime) -> Opinion:
    """Take in a resident's own words and issue the receipt."""
    return _take_in(community, words, "submit", actor=actor, now=now)


def enter(community: Community, words: Words, *, actor: Actor, now: datetime) -> Opinion:
    """Enter an opinion for somebody else 代录: the record keeps who entered it, from where."""
    opinion = _take_in(community, words, "enter", actor=actor, now=now)
    opinion.entered_by_id = actor.account_id
    return opinion


def _take_in(
    community: Community, words: Words, verb: str, *, actor: Actor, now: datetime
) -> Opinion:
    number = moves.next_number(community.id, f"YJ-{today(now).year}", _NUMBER_WIDTH)
    opinion = Opinion(
        community_id=community.id,
        number=number,
        receipt_code=fresh_code(),
        submitted_at=now,
        danger_words=list(rules.danger_words(words.text)),
        **{name: getattr(words, name) for name in _COLUMNS},
    )
    search.index_text(opinion)
    moves.begin(
        rules.LIFECYCLE, opinion, verb, actor=actor, now=now, number=number, channel=words.channel
    )
    for photo in words.photos:
        db.session.add(
            Photo(opinion_id=opinion.id, kind=photo.kind, file=photo.file, arrived_at=now)
        )
    return opinion


_COLUMNS: Final = (
    "text",
    "category",
    "channel",
    "place",
    "households",
    "wish",
    "standing",
    "building",
    "contact_name",
    "contact_phone",
    "attends",
    "privacy_version",
    "slip_number",
)


def screen(
    opinion: Opinion,
    gate: str,
    answer: str,
    reason: str,
    *,
    actor: Actor,
    now: datetime,
) -> None:
    """Keep the answer to one gate; a later answer to the same gate stands above it.

    Raises:
        Invalid: there is no such gate or answer.
    """
    if not rules.known(gate, answer):
        raise Invalid(say("请选择一项。"), gate)
    opinion.screenings.append(
        Screening(gate=gate, answer=answer, reason=reason, at=now, by_id=actor.account_id)
    )
    record.append(opinion, "screen", actor=actor, now=now, gate=gate, answer=answer, reason=reason)


def triage(
    opinion: Opinion,
    given: Mapping[str, str],
    outcome: str,
    reply: str,
    *,
    actor: Actor,
    now: datetime,
) -> None:
    """Keep the gates' answers, decide the outcome and give the first reply 首次答复.

    Raises:
        Invalid: no outcome is chosen or the reply is missing.
        IllegalMove: the answers rule the outcome out.
    """
    if outcome not in rules.OUTCOMES:
        raise Invalid(say("请选择怎么处理。"), "outcome")
    if refusal := rules.replied(reply):
        raise Invalid(refusal, "reply")
    kept = rules.answers(opinion.screenings)
    fresh = {code: one for code, one in given.items() if one and kept.get(code) != one}
    # Before anything is kept: the page that says no must not tell of answers that are not there.
    if refusal := rules.outcome_allowed({**kept, **fresh}, outcome):
        raise Invalid(refusal, "outcome")
    for gate in rules.GATES:
        if answer := fresh.get(gate.code):
            screen(opinion, gate.code, answer, "", actor=actor, now=now)
    moves.apply(rules.LIFECYCLE, opinion, outcome, actor=actor, now=now)
    answer_sender(opinion, reply, actor=actor, now=now)


def answer_sender(opinion: Opinion, text: str, *, actor: Actor, now: datetime) -> Reply:
    """Put a reply on the receipt page: the first, then second replies 二次答复."""
    return replies.reply(opinion, text, actor=actor, now=now)


def supplement(opinion: Opinion, text: str, *, actor: Actor, now: datetime) -> None:
    """Add what the sender was asked for, or wants to say unasked, beside the first words.

    Raises:
        IllegalMove: the matter is over.
        Invalid: this sender has added enough for a day.
    """
    asked = "supplement" in rules.LIFECYCLE.possible(opinion.stage)
    if not asked:
        rules.LIFECYCLE.check(opinion, "add")
        _may_add(opinion, now)
    move = "supplement" if asked else "add"
    moves.apply(rules.LIFECYCLE, opinion, move, actor=actor, now=now, text=text)
    opinion.replies.append(Reply(kind="supplement", text=text, at=now))


def _may_add(opinion: Opinion, now: datetime) -> None:
    if over(opinion):
        raise IllegalMove(say("这件事已经办结。如果又出了问题，请再提一条意见。"))
    added = [one.at for one in opinion.replies if one.kind == "supplement" and one.at > now - DAY]
    if len(added) >= bounds.ADDITIONS:
        sentence = say("一天最多补充%(most)s次。事情急，请打社区电话。", most=bounds.ADDITIONS)
        raise Invalid(sentence, "text")
