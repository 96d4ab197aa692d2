"""Replies to a sender, shown on the receipt page: a triage gives them, and a topic."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliberation.store import record
from deliberation.store.models import Reply

if TYPE_CHECKING:
    from datetime import datetime

    from deliberation.domain.roles import Actor
    from deliberation.store.models import Opinion


def reply(opinion: Opinion, text: str, *, actor: Actor, now: datetime) -> Reply:
    """Put a reply on the receipt page and record it: the first, then second ones 二次答复."""
    second = any(earlier.kind == "first" for earlier in opinion.replies)
    row = Reply(kind="second" if second else "first", text=text, at=now, by_id=actor.account_id)
    opinion.replies.append(row)
    record.append(opinion, "reply", actor=actor, now=now, kind=row.kind, text=text)
    return row
