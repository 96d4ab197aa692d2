"""Forming a topic and writing it: text, size, route, score and parties."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING, Final

from deliberation.domain import topic as rules
from deliberation.domain.calendar import today
from deliberation.domain.errors import Conflict, Invalid, Missing, say
from deliberation.domain.opinion import CATEGORIES
from deliberation.domain.roles import demand
from deliberation.features.topics.actions.merging import merge
from deliberation.store import moves
from deliberation.store.models import Stakeholder, Topic

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from deliberation.domain.roles import Actor
    from deliberation.store.models import Community

_NUMBER_WIDTH: Final = 3


@dataclass(frozen=True, slots=True)
class Draft:
    """What is written of a topic (form D2); a draft may be saved before it is complete."""

    title: str
    summary: str = ""
    proposal: str = ""
    category: str = ""
    size: str = ""
    route: str = ""
    route_basis: str = ""
    households_score: int = 0
    urgency_score: int = 0
    repetition_score: int = 0
    feasibility_score: int = 0
    funding_score: int = 0

    def check(self) -> None:
        """Let the draft pass.

        Raises:
            Invalid: naming the field that is outside its bound or vocabulary.
        """
        if not self.title.strip():
            raise Invalid(say("请先写议题的标题。"), "title")
        for name, words in (
            ("category", CATEGORIES),
            ("size", rules.SIZES),
            ("route", rules.ROUTES),
        ):
            if getattr(self, name) and getattr(self, name) not in words:
                raise Invalid(say("请选择一项。"), name)
        rules.check_scores({code: getattr(self, s.column) for code, s in rules.SCORES.items()})


COLUMNS: Final = tuple(column.name for column in fields(Draft))


def form(
    community: Community,
    draft: Draft,
    opinion_ids: Collection[int],
    *,
    actor: Actor,
    now: datetime,
) -> Topic:
    """Form a topic from opinions; all their senders stay linked to it.

    Raises:
        Forbidden: the actor does not form topics in this community.
        Invalid: the draft or the choice of opinions is not right.
        IllegalMove: one of the opinions cannot be merged.
    """
    demand(actor, "topic.form", moves.place_of(community))
    draft.check()
    number = moves.next_number(community.id, f"YT-{today(now).year}", _NUMBER_WIDTH)
    topic = Topic(
        community_id=community.id,
        number=number,
        created_at=now,
        created_by_id=actor.account_id,
        **asdict(draft),
    )
    moves.begin(
        rules.LIFECYCLE, topic, "form", actor=actor, now=now, number=number, title=draft.title
    )
    if opinion_ids:
        merge(topic, opinion_ids, actor=actor, now=now)
    return topic


def differing(topic: Topic, draft: Draft) -> tuple[str, ...]:
    """Return the columns in which `draft` differs from what is kept."""
    return tuple(name for name in COLUMNS if getattr(topic, name) != getattr(draft, name))


def edit(topic: Topic, draft: Draft, edited: int, *, actor: Actor, now: datetime) -> None:
    """Write the draft, if nobody else has written since edit number `edited`.

    Raises:
        Conflict: somebody has; nothing is changed, and the edge shows both texts.
        Invalid: a field is outside its bound or vocabulary.
        IllegalMove: the topic is no longer a draft.
    """
    if edited != topic.edited:
        raise Conflict(say("您填写的时候，别人改过这个议题。两份内容都在下面，请比较后再保存。"))
    draft.check()
    changed = {
        name: [getattr(topic, name), getattr(draft, name)] for name in differing(topic, draft)
    }
    for name, (_before, after) in changed.items():
        setattr(topic, name, after)
    topic.edited += 1
    moves.apply(rules.LIFECYCLE, topic, "edit", actor=actor, now=now, changed=changed)


def add_party(topic: Topic, name: str, *, actor: Actor, now: datetime) -> None:
    """Name a party with a stake 利益相关方.

    Raises:
        Invalid: it is named already.
        IllegalMove: the topic is no longer a draft.
    """
    name = name.strip()
    if not name:
        raise Invalid(say("请填写利益相关方。"), "name")
    if any(party.name == name for party in topic.parties):
        raise Invalid(say("“%(party)s”已经在里面了。", party=name), "name")
    moves.apply(rules.LIFECYCLE, topic, "add_party", actor=actor, now=now, party=name)
    topic.parties.append(Stakeholder(name=name))


def remove_party(topic: Topic, party_id: int, *, actor: Actor, now: datetime) -> None:
    """Take a party out again.

    Raises:
        Missing: it is not a party of this topic.
        IllegalMove: the topic is no longer a draft.
    """
    party = next((one for one in topic.parties if one.id == party_id), None)
    if party is None:
        raise Missing(say("这个利益相关方已经不在议题里。"))
    moves.apply(rules.LIFECYCLE, topic, "remove_party", actor=actor, now=now, party=party.name)
    topic.parties.remove(party)
