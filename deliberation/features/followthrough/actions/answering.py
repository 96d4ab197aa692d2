"""What proposers say of it: given by the receipt, or told to a worker who writes it down."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from deliberation.domain import bounds
from deliberation.domain import commitment as rules
from deliberation.domain.calendar import CalendarMissing, today, zh_date
from deliberation.domain.errors import IllegalMove, Invalid, Sentence, say
from deliberation.domain.privacy import clean, mask_text
from deliberation.domain.roles import NOBODY, demand
from deliberation.store import library, moves, record, rounds
from deliberation.store.db import db
from deliberation.store.models import Verdict

if TYPE_CHECKING:
    from datetime import date, datetime

    from deliberation.domain.roles import Actor
    from deliberation.store.models import Asking, Commitment, Opinion


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody says (form D12); `way` is `scan` when the sender says it by the receipt."""

    solved: str
    timely: str = ""
    satisfied: str = ""
    text: str = ""
    way: str = "scan"
    kind: str = "proposer"


def answer(
    asking: Asking, given: Answer, opinion: Opinion | None = None, *, actor: Actor, now: datetime
) -> Verdict:
    """Keep an answer; a "not solved" brings the commitment back to its owner, with the reason.

    One answer for an opinion in a round: what is said later in the same round replaces it.

    Raises:
        Forbidden: without the receipt it takes a worker.
        IllegalMove: this round takes no answers, or the opinion is of another matter.
        Invalid: naming the field.
    """
    commitment = _locked(asking)
    by_receipt = given.way == "scan"
    permission = "verdict.give" if by_receipt else "verdict.enter"
    demand(actor, permission, moves.place_of(commitment))
    kept = _checked(given, opinion)
    if not rounds.takes_answers(asking):
        raise IllegalMove(_closed(asking))
    if opinion is not None and opinion.topic_id != commitment.topic_id:
        raise IllegalMove(say("这条意见不在这件事里。"))
    verdict = _write(asking, kept, opinion, actor=actor, now=now)
    if kept.solved == "not" and commitment.stage == "asked":
        _bring_back(commitment, asking, kept, actor=actor, now=now)
    return verdict


def _locked(asking: Asking) -> Commitment:
    """Let one answer at a time decide: the first "not" moves the commitment, no other does."""
    commitment = asking.commitment
    db.session.refresh(commitment, with_for_update=True)
    db.session.expire(commitment, ["askings", "reports"])
    db.session.expire(asking, ["verdicts"])
    return commitment


def _checked(given: Answer, opinion: Opinion | None) -> Answer:
    if given.way not in rules.WAYS:
        raise Invalid(say("请选择是怎样听到的。"), "way")
    if given.kind not in rules.KINDS or (given.kind == "proposer") is (opinion is None):
        raise Invalid(say("请选择是谁说的。"), "opinion")
    if given.way == "scan" and opinion is None:
        raise Invalid(say("扫码评价要凭提出人的回执。"), "way")
    text = clean(given.text, bounds.NOTE, "text")
    rules.check(given.solved, given.timely, given.satisfied, text)
    return replace(given, text=text)


def _closed(asking: Asking) -> Sentence:
    commitment = asking.commitment
    if commitment.stage == "closed":
        return say("这件事已经销号，评价已经截止。如果又出了问题，请再提一条意见。")
    if rounds.open_round(commitment) is not None:
        return say("这一轮评价已经结束，现在是新的一轮。请刷新页面再评价。")
    return say("这一轮评价已经结束。办好以后，会再请您评价。")


def _write(
    asking: Asking, given: Answer, opinion: Opinion | None, *, actor: Actor, now: datetime
) -> Verdict:
    verdict = rounds.said(asking, opinion) if opinion is not None else None
    before = None
    if verdict is None:
        verdict = Verdict(asking_id=asking.id, opinion_id=opinion.id if opinion else None)
        db.session.add(verdict)
    else:
        _may_change(verdict, given)
        before = _told(verdict)
    verdict.kind, verdict.way, verdict.solved = given.kind, given.way, given.solved
    verdict.timely, verdict.satisfied, verdict.text = given.timely, given.satisfied, given.text
    verdict.at, verdict.entered_by_id = now, actor.account_id
    db.session.flush()
    db.session.expire(asking, ["verdicts"])
    changed = {"before": before} if before is not None else {}
    record.append(
        verdict,
        "answer" if before is None else "change_answer",
        actor=actor,
        now=now,
        scope=asking.commitment.community_id,
        commitment=asking.commitment.number,
        asking=asking.place,
        kind=given.kind,
        **_told(verdict),
        **changed,
    )
    return verdict


def _may_change(verdict: Verdict, given: Answer) -> None:
    """What the sender said with the receipt, only the sender changes."""
    if verdict.way == "scan" and given.way != "scan":
        raise IllegalMove(say("这位提出人已经用回执评价过了，只能由本人在回执上改。"))


def _told(verdict: Verdict) -> dict[str, str]:
    return {
        name: getattr(verdict, name) for name in ("way", "solved", "timely", "satisfied", "text")
    }


def _bring_back(
    commitment: Commitment, asking: Asking, given: Answer, *, actor: Actor, now: datetime
) -> None:
    before, reason = commitment.due_on, mask_text(given.text)
    commitment.due_on, note = due_again(commitment, today(now))
    # The owner reads this entry: the reason, and nothing of who gave it (domain.md D12).
    moves.apply(
        rules.LIFECYCLE,
        commitment,
        "unsolved",
        actor=NOBODY if given.way == "scan" else actor,
        now=now,
        reason=reason,
        asking=asking.place,
        due_on=[before, commitment.due_on],
        deadline=str(note),
    )


def due_again(commitment: Commitment, day: date) -> tuple[date | None, Sentence]:
    """Return the deadline of work done anew from `day` on, and how it was found.

    Half of the working days that there were at first, and no fewer than a small matter gets;
    without a calendar the deadline stays.
    """
    supervision, calendar = library.supervision_rules(commitment.rules), library.calendar()
    try:
        whole = _working_days(commitment)
        days = max(whole // 2, supervision.deadlines["small"])
        due = calendar.add_working_days(day, days)
    except CalendarMissing as missing:
        return commitment.due_on, say(
            "%(year)s年的日历未导入，算不出新的期限，期限没有改。", year=missing.year
        )
    return due, say("重新办理的期限是%(n)s个工作日，到%(day)s。", n=days, day=zh_date(due))


def _working_days(commitment: Commitment) -> int:
    """Return how many working days there were at first."""
    if commitment.working_days:
        return commitment.working_days
    until = commitment.first_due_on or commitment.due_on
    if commitment.assigned_at is None or until is None:
        return 0
    return library.calendar().working_days_between(today(commitment.assigned_at), until)
