"""The record: one entry per change, in the change's own transaction, chained per community.

A chain hashes a *salted digest* of each payload. Personal data in a payload can therefore be
erased with a reason (个人信息保护法 47) and the chain still verifies, as "erased".
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from sqlalchemy import select

from deliberation.domain import record as rules
from deliberation.domain.errors import Sentence, say
from deliberation.store.db import db, insert_missing
from deliberation.store.models import Entry, Head

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from deliberation.domain.roles import Actor

INSTALLATION = 0
PAGE = 500


class Recorded(Protocol):
    """A row that entries can be about."""

    id: int
    __tablename__: str


@dataclass(frozen=True, slots=True)
class Finding:
    """What `verify` has to say of one entry: `broken`, with the reason in a sentence."""

    scope: int
    sequence: int
    reason: Sentence


def append(
    subject: Recorded,
    verb: str,
    *,
    actor: Actor,
    now: datetime,
    scope: int | None = None,
    **details: Any,
) -> Entry:
    """Add the entry "`actor` did `verb` to `subject` at `now`" to its community's chain."""
    db.session.flush()
    if scope is None:
        scope = getattr(subject, "community_id", INSTALLATION) or INSTALLATION
    head = _locked_head(scope)
    payload = {"actor": actor.label, **rules.plain(details)}
    salt = secrets.token_hex(16)
    entry = Entry(
        scope=scope,
        sequence=head.sequence + 1,
        at=now,
        actor_id=actor.account_id,
        verb=verb,
        about_kind=subject.__tablename__,
        about_id=subject.id,
        payload=payload,
        salt=salt,
        digest=rules.digest(payload, salt),
        previous=head.link,
        link="",
    )
    entry.link = rules.link(_facts(entry))
    head.sequence, head.link = entry.sequence, entry.link
    db.session.add(entry)
    return entry


def take_turn(*scopes: int) -> None:
    """Hold chains until the transaction ends: what is read from now on stays true until then.

    For a rule about several rows of which none is locked: the last host, the last administrator.
    """
    for scope in sorted(scopes):
        _locked_head(scope)


def erase(entry: Entry, *, reason: str, now: datetime) -> None:
    """Erase an entry's payload; the digest stays, so the chain still verifies."""
    entry.payload = None
    entry.erased_at = now
    entry.erased_reason = reason


def about(kind: str, subject_id: int, scope: int) -> list[Entry]:
    """Return the entries about one row, oldest first."""
    return list(
        db.session.scalars(
            select(Entry)
            .where(Entry.scope == scope, Entry.about_kind == kind, Entry.about_id == subject_id)
            .order_by(Entry.sequence)
        )
    )


def verify() -> Iterator[Finding]:
    """Walk every chain and yield what is broken, in order; yields nothing when all is whole."""
    for head in db.session.scalars(select(Head).order_by(Head.scope)):
        yield from _verify_chain(head)


def _verify_chain(head: Head) -> Iterator[Finding]:
    previous, expected = rules.ORIGIN, 1
    for entry in _walk(head.scope):
        reason = _fault(entry, previous, expected)
        if reason:
            yield Finding(head.scope, entry.sequence, reason)
            return
        previous, expected = entry.link, expected + 1
    if (head.sequence, head.link) != (expected - 1, previous):
        yield Finding(head.scope, expected, say("记录的末尾被截去"))


def _walk(scope: int) -> Iterator[Entry]:
    last = 0
    rows = select(Entry).where(Entry.scope == scope).order_by(Entry.sequence).limit(PAGE)
    while page := db.session.scalars(rows.where(Entry.sequence > last)).all():
        yield from page
        last = page[-1].sequence


def _fault(entry: Entry, previous: str, expected: int) -> Sentence | None:
    if entry.sequence != expected:
        return say("缺第 %(n)s 条", n=expected)
    if entry.previous != previous or entry.link != rules.link(_facts(entry)):
        return say("这一条或它之前的记录被改动")
    if entry.payload is None:
        return None if entry.erased_at else say("内容丢失，且没有删除说明")
    whole = rules.digest(entry.payload, entry.salt) == entry.digest
    return None if whole else say("内容与摘要不符")


def _facts(entry: Entry) -> dict[str, object]:
    return {
        "scope": entry.scope,
        "sequence": entry.sequence,
        "at": entry.at,
        "actor_id": entry.actor_id,
        "verb": entry.verb,
        "about": [entry.about_kind, entry.about_id],
        "digest": entry.digest,
        "previous": entry.previous,
    }


def _locked_head(scope: int) -> Head:
    chain = select(Head).where(Head.scope == scope).with_for_update()
    head = db.session.scalar(chain.execution_options(populate_existing=True))
    if head is None:
        insert_missing(Head, scope=scope, sequence=0, link=rules.ORIGIN)
        head = db.session.scalars(chain).one()
    return head
