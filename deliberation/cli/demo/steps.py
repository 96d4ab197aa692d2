"""The steps that follow a commitment, each by its verb; the data names them in `do`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from deliberation.cli.demo import wording
from deliberation.cli.demo.photos import arrive
from deliberation.domain.calendar import today
from deliberation.domain.roles import NOBODY
from deliberation.features.followthrough.actions import (
    answering,
    checking,
    doing,
    ending,
    handing,
    linking,
    publicising,
    telling,
    urging,
)
from deliberation.store import library, replies
from deliberation.store.db import db

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from deliberation.cli.demo.data import Table
    from deliberation.cli.demo.following import Following
    from deliberation.domain.roles import Actor

FEN: Final = 100


def _assign(case: Following, row: Table, now: datetime) -> None:
    account = case.world.accounts[case.facts["account"]] if "account" in case.facts else None
    order = handing.Order(
        account.id if account else None,
        row.get("funding", ""),
        row.get("due_on"),
        row.get("due_reason", ""),
    )
    actor, calendar = case.by(row, "deputy"), library.calendar()
    handing.assign(case.commitment, order, calendar, case.rules, actor=actor, now=now)
    link(case, actor, now)


def link(case: Following, actor: Actor, now: datetime) -> None:
    """Give a unit without an account its link."""
    if "holder" in case.facts:
        linking.issue_link(case.commitment, case.facts["holder"], case.rules, actor=actor, now=now)
        db.session.flush()


def _sign(case: Following, row: Table, now: datetime) -> None:
    handing.sign_for(case.commitment, row["name"], actor=case.owner(), now=now)


def _progress(case: Following, row: Table, now: datetime) -> None:
    doing.progress(case.commitment, row["percent"], row["text"], actor=case.owner(), now=now)


def _report(case: Following, row: Table, now: datetime) -> None:
    pictures = [
        doing.Arrival(arrive(row["scene"], kind, caption), kind)
        for kind in doing.KINDS
        for caption in row.get(kind, [])
    ]
    done = doing.Done(
        row["text"],
        row.get("unfinished", ""),
        row["cost_yuan"] * FEN if "cost_yuan" in row else None,
        row.get("funding", ""),
        row.get("no_photo", ""),
        pictures,
    )
    doing.report(case.commitment, done, actor=case.owner(), now=now)


def _tell(case: Following, row: Table, now: datetime) -> None:
    """Answer those who left a way to reach them; the others read it in the publicity."""
    actor = case.by(row, "worker")
    for opinion in case.commitment.topic.opinions:
        if opinion.contact_phone:
            replies.reply(opinion, row["text"], actor=actor, now=now)


def _verify(case: Following, row: Table, now: datetime) -> None:
    checking.verify(case.commitment, row.get("text", ""), actor=case.by(row, "worker"), now=now)


def _send_back(case: Following, row: Table, now: datetime) -> None:
    checking.send_back(case.commitment, row["text"], actor=case.by(row, "worker"), now=now)


def _post(case: Following, row: Table, now: datetime) -> None:
    calendar, starts = library.calendar(), row.get("starts_on", today(now))
    ends = calendar.add_natural_days(starts, case.rules.notice_days)
    notice = publicising.Notice(starts, ends, wording.completion(case.commitment, starts, ends))
    actor = case.by(row, "host")
    publicising.post_completion(case.commitment, notice, calendar, case.rules, actor=actor, now=now)


def _ask(case: Following, row: Table, now: datetime) -> None:
    text = row.get("text") or wording.asking(case.commitment)
    telling.ask(case.commitment, text, actor=case.by(row, "worker"), now=now)


def _answer(case: Following, row: Table, now: datetime) -> None:
    number, solved, timely, satisfied, *text = row["said"]
    kind = "proposer" if number else "resident"
    given = answering.Answer(solved, timely, satisfied, "".join(text), row["way"], kind)
    actor = NOBODY if row["way"] == "scan" else case.by(row, "worker")
    asking = case.commitment.askings[-1]
    answering.answer(asking, given, case.opinion(number), actor=actor, now=now)


def _close(case: Following, row: Table, now: datetime) -> None:
    actor = case.by(row, "deputy")
    ending.close(case.commitment, library.calendar(), case.rules, actor=actor, now=now)


def _park(case: Following, row: Table, now: datetime) -> None:
    actor = case.by(row, "lead")
    ending.park(case.commitment, row["text"], row["review_on"], actor=actor, now=now)


def _sheet(case: Following, row: Table, now: datetime) -> None:
    sheet = urging.Sheet(
        row["situation"],
        row["demand"],
        row.get("new_due_on"),
        row.get("explain_by"),
        row.get("copied_to", ""),
    )
    actor, calendar = case.by(row, "deputy"), library.calendar()
    urging.issue_sheet(case.commitment, sheet, calendar, case.rules, actor=actor, now=now)


def _answer_sheet(case: Following, row: Table, now: datetime) -> None:
    urging.answer_sheet(case.commitment.sheets[-1], row["text"], actor=case.owner(), now=now)


def _review(case: Following, row: Table, now: datetime) -> None:
    urging.review(case.commitment, row["text"], actor=case.by(row, "lead"), now=now)


VERBS: Final[Mapping[str, Callable[[Following, Table, datetime], object]]] = {
    "assign": _assign,
    "sign": _sign,
    "progress": _progress,
    "report": _report,
    "tell": _tell,
    "verify": _verify,
    "send_back": _send_back,
    "post": _post,
    "ask": _ask,
    "answers": _answer,
    "close": _close,
    "park": _park,
    "sheet": _sheet,
    "answer_sheet": _answer_sheet,
    "review": _review,
}
