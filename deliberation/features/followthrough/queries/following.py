"""One commitment as staff see it: how it stands, what can be done now, and what that lacks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import select

from deliberation.domain import calendar
from deliberation.domain.commitment import LIFECYCLE, due, lacks_to_close, may_check
from deliberation.domain.errors import say
from deliberation.domain.roles import PERMISSIONS, ROLES, can
from deliberation.features.followthrough.queries.owners import handed_back
from deliberation.store import library, moves
from deliberation.store.db import db
from deliberation.store.matters import (
    closing_facts,
    judged,
    newest_asking,
    next_step,
    rules_of,
    stands,
    timeline,
)
from deliberation.store.models import Account

if TYPE_CHECKING:
    from datetime import date, datetime

    from deliberation.domain.commitment import Due
    from deliberation.domain.errors import Sentence
    from deliberation.domain.lifecycle import Stage
    from deliberation.domain.roles import Actor
    from deliberation.domain.supervision import Standing
    from deliberation.store.matters import Happening, Next
    from deliberation.store.models import Commitment, Report

STEPS: Final = {
    "agreed": say("交办"),
    "assigned": say("签收"),
    "accepted": say("办理"),
    "reported": say("核验"),
    "verified": say("公示"),
    "asked": say("评价"),
    "closed": say("销号"),
}
# The one thing that comes next, by stage; where it is somebody else's, that is said.
_NEXT: Final = {
    "agreed": "assign",
    "assigned": "sign_for",
    "accepted": "report",
    "reported": "verify",
    "verified": "ask",
    "asked": "close",
    "parked": "reopen",
}
_LAST: Final = len(STEPS)


@dataclass(frozen=True, slots=True)
class Act:
    """A move from here: whether this person may, who may, and what it lacks still."""

    move: str
    word: Sentence
    allowed: bool
    roles: tuple[Sentence, ...]
    lacks: tuple[Sentence, ...] = ()


@dataclass(frozen=True, slots=True)
class Following:
    """A commitment's page."""

    stage: Stage
    standing: Standing
    step: int | None
    next: Next
    due: Due | None
    main: Act | None
    others: tuple[str, ...]
    report: Report | None
    untold: int
    verdicts: Sentence | None
    handed_back: str
    assigned_by: str
    history: list[Happening]


def following(commitment: Commitment, actor: Actor, now: datetime) -> Following:
    """Return what the page of a commitment shows to `actor`."""
    day = calendar.today(now)
    asking = newest_asking(commitment)
    back = handed_back(commitment) if commitment.stage == "agreed" else None
    return Following(
        LIFECYCLE.stages[commitment.stage],
        stands(commitment, day),
        _step(commitment.stage),
        next_step(commitment, day),
        due(commitment, library.calendar()),
        _main(commitment, actor, day),
        _others(commitment, actor),
        commitment.reports[-1] if commitment.reports else None,
        closing_facts(commitment).unanswered if commitment.stage == "asked" else 0,
        judged(asking, public=False) if asking and asking.verdicts else None,
        str((back.payload or {}).get("reason", "")) if back else "",
        _name(commitment.assigned_by_id),
        _history(commitment),
    )


def _step(stage: str) -> int | None:
    if stage == "closed":
        return _LAST
    return list(STEPS).index(stage) if stage in STEPS else None


def _main(commitment: Commitment, actor: Actor, day: date) -> Act | None:
    name = _NEXT.get(commitment.stage, "")
    if name == "assign" and not commitment.published:
        return _act(commitment, "post_decision", actor, say("公示会议结果"), "result.publicise")
    if name == "ask" and not commitment.completion_published:
        return _act(commitment, "post_completion", actor, say("公示办理结果"), "result.publicise")
    if not name:
        return None
    move = LIFECYCLE.moves[name]
    lacks = _lacks(commitment, name, actor, day)
    return _act(commitment, name, actor, move.word, move.permission, lacks)


def _act(
    commitment: Commitment,
    name: str,
    actor: Actor,
    word: Sentence,
    permission: str,
    lacks: tuple[Sentence, ...] = (),
) -> Act:
    allowed = can(actor, permission, moves.place_of(commitment))
    roles = tuple(ROLES[role] for role in ROLES if role in PERMISSIONS[permission])
    return Act(name, word, allowed, roles, lacks)


def _lacks(commitment: Commitment, name: str, actor: Actor, day: date) -> tuple[Sentence, ...]:
    found = LIFECYCLE.obstacles(commitment, name)
    if name == "close":
        facts = closing_facts(commitment)
        return (*found, *lacks_to_close(facts, day, rules_of(commitment)))
    if name == "verify" and commitment.reports:
        doers = {commitment.owner_account_id, commitment.reports[-1].by_id}
        refusal = may_check(actor.account_id, doers)
        return (*found, refusal) if refusal else found
    return found


def _others(commitment: Commitment, actor: Actor) -> tuple[str, ...]:
    """Return what else this person may do from here, beside the one main thing."""
    place = moves.place_of(commitment)
    return tuple(
        name
        for name in LIFECYCLE.possible(commitment.stage)
        if name in {"urge", "review", "park", "reopen"}
        and name != _NEXT.get(commitment.stage)
        and can(actor, LIFECYCLE.moves[name].permission, place)
    )


def _history(commitment: Commitment) -> list[Happening]:
    lines = timeline(commitment.topic, public=False)
    own = [line for line in lines if line.number in {"", commitment.number}]
    return own[::-1]


def _name(account_id: int | None) -> str:
    if account_id is None:
        return ""
    return db.session.scalar(select(Account.name).where(Account.id == account_id)) or ""
