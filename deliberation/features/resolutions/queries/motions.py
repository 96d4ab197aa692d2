"""Which motion and which count a topic's result rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliberation.domain.ballot import standing

if TYPE_CHECKING:
    from deliberation.store.models import Ballot, Meeting, Motion


def standing_ballot(motion: Motion | None) -> Ballot | None:
    """Return the last count of `motion` that was not withdrawn."""
    return standing(motion.ballots) if motion else None


def deciding_motion(meeting: Meeting, topic_id: int) -> Motion | None:
    """Return the motion on a topic that was counted last; without any count, the last one put."""
    motions = [row for row in meeting.motions if row.topic_id == topic_id]
    counted = [row for row in motions if standing_ballot(row)]
    return next(reversed(counted or motions), None)


def wording_of(motion: Motion | None) -> str:
    """Return the wording that was counted, else the newest one."""
    if motion is None or not motion.versions:
        return ""
    ballot = standing_ballot(motion)
    counted = [row.text for row in motion.versions if ballot and row.version == ballot.version]
    return next(iter(counted), motion.versions[-1].text)
