"""Motions: wording in versions, frozen before a count."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliberation.domain.ballot import standing, under_way
from deliberation.domain.errors import Conflict, IllegalMove, Invalid, say
from deliberation.features.room.actions.session import current_item, must_be_open, recorded
from deliberation.store.db import db
from deliberation.store.models import Motion, MotionVersion

if TYPE_CHECKING:
    from datetime import datetime

    from deliberation.domain.roles import Actor
    from deliberation.store.models import Meeting, Topic


def move(meeting: Meeting, topic: Topic, text: str, *, actor: Actor, now: datetime) -> Motion:
    """Put a motion on one of the meeting's topics, as version 1.

    Raises:
        IllegalMove: the topic already has a motion that is not counted.
        Invalid: the topic is not on this meeting's agenda, or there are no words.
    """
    current_item(meeting)
    if topic.meeting_id != meeting.id:
        raise Invalid(say("这个议题不在本次会议上。"), "topic")
    if any(one.topic_id == topic.id and not standing(one.ballots) for one in meeting.motions):
        raise IllegalMove(say("这个议题已有一个动议，请修改它的文字，或先完成表决。"))
    motion = Motion(meeting=meeting, topic=topic)
    db.session.add(motion)
    db.session.flush()
    _word(motion, text, actor=actor, now=now)
    return motion


def amend(motion: Motion, text: str, version: int, *, actor: Actor, now: datetime) -> None:
    """Write a new version of the wording, on top of the version that was seen.

    Raises:
        IllegalMove: the wording is frozen.
        Conflict: somebody has written another version since.
    """
    must_be_open(motion.meeting)
    if motion.frozen_at is not None:
        raise IllegalMove(say("动议文字已定，不能再改。要改请先取消定稿。"))
    if motion.versions[-1].version != version:
        raise Conflict(say("动议已有人改过，请看最新的文字再改。"))
    _word(motion, text, actor=actor, now=now)


def freeze(motion: Motion, version: int, *, actor: Actor, now: datetime) -> None:
    """Fix the wording that was read back; only then hands are counted.

    Raises:
        IllegalMove: it is frozen already.
        Conflict: the version seen is not the newest.
    """
    must_be_open(motion.meeting)
    if motion.frozen_at is not None:
        raise IllegalMove(say("动议文字已经定稿。"))
    if motion.versions[-1].version != version:
        raise Conflict(say("动议已有人改过，请看最新的文字再定稿。"))
    motion.frozen_at, motion.frozen_by_id = now, actor.account_id
    recorded(motion, "freeze_motion", motion.meeting, actor=actor, now=now, version=version)


def unfreeze(motion: Motion, *, actor: Actor, now: datetime) -> None:
    """Take the wording up again, as long as no count stands on it.

    Raises:
        IllegalMove: it is not frozen, a count stands, or people are voting on it.
    """
    must_be_open(motion.meeting)
    if motion.frozen_at is None:
        raise IllegalMove(say("动议文字还没有定稿。"))
    if standing(motion.ballots):
        raise IllegalMove(say("已有表决结果，不能再改文字。"))
    if under_way(motion.polls):
        raise IllegalMove(say("正在逐席表决，不能再改文字。"))
    motion.frozen_at = motion.frozen_by_id = None
    recorded(motion, "unfreeze_motion", motion.meeting, actor=actor, now=now)


def _word(motion: Motion, text: str, *, actor: Actor, now: datetime) -> None:
    if not text.strip():
        raise Invalid(say("请写下动议的文字。"), "text")
    version = motion.versions[-1].version + 1 if motion.versions else 1
    motion.versions.append(
        MotionVersion(version=version, text=text.strip(), at=now, by_id=actor.account_id)
    )
    verb = "amend_motion" if version > 1 else "move_motion"
    recorded(motion, verb, motion.meeting, actor=actor, now=now, version=version, text=text.strip())
