"""Answers of proposers: by the receipt, or told to a worker; and how each sender was answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, request, url_for
from flask_babel import gettext as _

from deliberation.domain.bounds import LAST_ID
from deliberation.domain.commitment import LIFECYCLE
from deliberation.domain.errors import IllegalMove, Missing, say
from deliberation.domain.opinion import REACHES
from deliberation.features.followthrough.actions import answering
from deliberation.features.followthrough.forms.answering import (
    RESIDENT,
    TellingForm,
    VerdictForm,
)
from deliberation.features.followthrough.queries import verdicts as queries
from deliberation.features.followthrough.views.edge import blueprint
from deliberation.shell import access, clock
from deliberation.shell.access import requires
from deliberation.shell.pages import moved, page
from deliberation.store import rounds
from deliberation.store.db import db
from deliberation.store.matters import closing_facts
from deliberation.store.models import Asking, Commitment, Topic
from deliberation.store.receipts import by_code

if TYPE_CHECKING:
    from flask import Flask, Response

    from deliberation.store.models import Opinion, Verdict


def init_app(app: Flask) -> None:
    """Let the receipt show the form: it is the sender's one page."""
    app.jinja_env.globals["verdict_form"] = lambda: VerdictForm(formdata=None)


@blueprint.get("/receipts/<code>/verdict")
@requires("verdict.give")
def verdict_form(code: str) -> Response:
    """Show the sender the form, holding what was said before."""
    opinion = _opinion(code)
    found = queries.round_of(opinion, _asking_id())
    form = VerdictForm.showing(found.said if found else None)
    return page("followthrough/verdict.html", opinion=opinion, round=found, form=form)


@blueprint.post("/receipts/<code>/verdict")
@requires("verdict.give")
def verdict(code: str) -> Response:
    """Take what the sender says."""
    opinion, form = _opinion(code), VerdictForm()
    asking = _asking(opinion)
    actor, now = access.current_actor(), clock.now()
    if form.attempt(lambda: answering.answer(asking, form.answer, opinion, actor=actor, now=now)):
        flash(_thanks(form.solved.data), "good")
        return moved("intake.receipt", code=opinion.receipt_code)
    found = queries.round_of(opinion, asking.id)
    return page("followthrough/verdict.html", 422, opinion=opinion, round=found, form=form)


@blueprint.route("/commitments/<int:commitment_id>/verdicts", methods=["GET", "POST"])
@requires("verdict.enter", Commitment)
def verdicts(commitment: Commitment) -> Response:
    """Write down what proposers say by telephone, at the door or on paper."""
    asking = rounds.open_round(commitment)
    form = TellingForm()
    if asking is None:
        return _no_round(commitment)
    senders = queries.to_tell(asking)
    form.offer((str(row.id), _label(row)) for row in senders)
    if request.method == "GET":
        form.opinion.data = request.args.get("opinion", "")
        return _telling_page(commitment, asking, form, 200)
    actor, now = access.current_actor(), clock.now()
    chosen = next((row for row in senders if str(row.id) == form.opinion.data), None)
    if form.attempt(lambda: answering.answer(asking, form.answer, chosen, actor=actor, now=now)):
        flash(_("已经记下。"), "good")
        return moved("followthrough.verdicts", commitment_id=commitment.id)
    return _telling_page(commitment, asking, form, 422)


@blueprint.get("/topics/<int:topic_id>/answers")
@requires("opinion.read", Topic)
def answers(topic: Topic) -> Response:
    """Show staff how each sender of a matter was answered."""
    asking = next(iter(queries.open_rounds(topic.id)), None)
    reach = request.args.get("reach", "")
    found = queries.senders(topic, asking, reach, request.args.get("page", 1, type=int))
    return page(
        "followthrough/verdict_senders.html",
        topic=topic,
        asking=asking,
        reach=reach,
        reaches=REACHES,
        found=found,
        untold=closing_facts(asking.commitment).unanswered if asking else 0,
        page_url=lambda number: url_for(
            "followthrough.answers", topic_id=topic.id, reach=reach, page=number
        ),
    )


def _opinion(code: str) -> Opinion:
    opinion = by_code(code)
    if opinion is None:
        raise Missing(say("没有这个回执码，请对照回执再输一次。"))
    return opinion


def _asking_id() -> int | None:
    return request.values.get("asking", type=int)


def _asking(opinion: Opinion) -> Asking:
    """Return the round that a form is about; of another matter it is as if it were not there."""
    number = _asking_id()
    found = db.session.get(Asking, number) if number and 0 < number <= LAST_ID else None
    if found is None or found.commitment.topic_id != opinion.topic_id:
        raise Missing(say("没有找到这一轮评价，请从回执页再打开一次。"))
    return found


def _thanks(solved: str) -> str:
    if solved == "not":
        return _("谢谢您告诉我们。已经请承办单位接着办，办好以后再请您评价。")
    return _("谢谢您的评价，已经收到。")


def _label(opinion: Opinion) -> str:
    parts = (opinion.number, opinion.contact_name, opinion.slip_number)
    return " · ".join(part for part in parts if part)


def _no_round(commitment: Commitment) -> Response:
    if request.method == "POST":
        stage = LIFECYCLE.stages[commitment.stage].word
        sentence = say("这件事现在是“%(stage)s”，没有在请提出人评价。", stage=stage)
        raise IllegalMove(sentence, LIFECYCLE.words(commitment.stage))
    return _telling_page(commitment, None, TellingForm(formdata=None).offer(()), 200)


def _telling_page(
    commitment: Commitment, asking: Asking | None, form: TellingForm, status: int
) -> Response:
    said: list[Verdict] = list(asking.verdicts) if asking else []
    return page(
        "followthrough/verdicts.html",
        status,
        commitment=commitment,
        asking=asking,
        form=form,
        stage=LIFECYCLE.stages[commitment.stage],
        senders=len(commitment.topic.opinions),
        proposers=sum(row.kind != RESIDENT for row in said),
        residents=sum(row.kind == RESIDENT for row in said),
    )
