"""What must be true before a meeting closes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliberation.domain.agenda import current
from deliberation.domain.ballot import standing, under_way
from deliberation.domain.commitment import complete
from deliberation.domain.errors import Sentence, say

if TYPE_CHECKING:
    from deliberation.domain.meeting.facts import MeetingFacts


def nobody_speaks(meeting: MeetingFacts) -> Sentence | None:
    """Return that somebody has the floor."""
    speaking = any(
        speech.granted_at is not None and speech.ended_at is None for speech in meeting.speeches
    )
    return say("还有人在发言，请等发言结束。") if speaking else None


def clocks_stopped(meeting: MeetingFacts) -> Sentence | None:
    """Return that a clock runs; that of the stage under way ends with the meeting itself."""
    under_way = current(meeting.agenda)
    clocks = (*meeting.agenda, *meeting.speeches)
    running = any(clock.running_since is not None and clock is not under_way for clock in clocks)
    return say("计时还在走，请先停下。") if running else None


def counts_confirmed(meeting: MeetingFacts) -> Sentence | None:
    """Return that a count was not confirmed by a second person."""
    counts = (ballot for motion in meeting.motions for ballot in motion.ballots)
    for ballot in counts:
        if ballot.withdrawn_at is None and ballot.confirmed_at is None:
            return say("有一次表决的票数还没有经第二个人核对。")
    return None


def nobody_votes(meeting: MeetingFacts) -> Sentence | None:
    """Return on which topic a poll is open."""
    for motion in meeting.motions:
        if under_way(motion.polls):
            return say("“%(title)s”正在逐席表决，请先结束表决。", title=motion.topic.title)
    return None


def motions_settled(meeting: MeetingFacts) -> Sentence | None:
    """Return which motion was neither counted nor set aside by a resolution."""
    settled = {resolution.topic_id for resolution in meeting.resolutions}
    for motion in meeting.motions:
        if standing(motion.ballots) is None and motion.topic_id not in settled:
            return say(
                "“%(title)s”的动议还没有表决，也没有写明怎样处理。", title=motion.topic.title
            )
    return None


def commitments_complete(meeting: MeetingFacts) -> Sentence | None:
    """Return what a commitment lacks."""
    for resolution in meeting.resolutions:
        for commitment in resolution.commitments:
            if lack := complete(commitment):
                return lack
    return None
