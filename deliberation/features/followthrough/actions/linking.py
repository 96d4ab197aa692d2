"""Links 交办码: one is issued to whoever acts for an owner without an account, or taken back."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from deliberation.domain import bounds
from deliberation.domain.commitment import LIFECYCLE
from deliberation.domain.errors import say
from deliberation.domain.roles import demand
from deliberation.features.followthrough.actions.steps import may, required_line
from deliberation.store import moves, record
from deliberation.store.models import TaskLink

if TYPE_CHECKING:
    from datetime import datetime

    from deliberation.domain.roles import Actor
    from deliberation.domain.supervision import Rules
    from deliberation.store.models import Commitment


def issue_link(
    commitment: Commitment, holder: str, rules: Rules, *, actor: Actor, now: datetime
) -> TaskLink:
    """Let `holder` act for the owner of a commitment by a signed link, for some days.

    Raises:
        Forbidden: the actor does not hand over here.
        IllegalMove: it is not handed over yet, or over.
        Invalid: nobody is named.
    """
    may(commitment, "link", actor)
    name = required_line(holder, "holder", say("请写明交办码给谁用。"), bounds.NAME)
    until = now + timedelta(days=rules.link_days)
    moves.apply(LIFECYCLE, commitment, "link", actor=actor, now=now, holder=name, until=until)
    link = TaskLink(holder=name, issued_at=now, issued_by_id=actor.account_id, expires_at=until)
    commitment.links.append(link)
    return link


def withdraw_link(link: TaskLink, *, actor: Actor, now: datetime) -> None:
    """Take a link back; a second time changes nothing.

    Raises:
        Forbidden: the actor may not hand over here.
    """
    demand(actor, "commitment.assign", moves.place_of(link))
    if link.withdrawn_at is not None:
        return
    link.withdrawn_at, link.withdrawn_by_id = now, actor.account_id
    record.append(link.commitment, "unlink", actor=actor, now=now, holder=link.holder)
