"""Every table, in the order a matter travels; verbs are functions elsewhere."""

from deliberation.store.models.community import Community, Counter, Street, Venue
from deliberation.store.models.followthrough import (
    Asking,
    Progress,
    Report,
    ResultNotice,
    SupervisionSheet,
    TaskLink,
    Verdict,
)
from deliberation.store.models.intake import Opinion, Photo, Reply, Screening
from deliberation.store.models.meetings import AgendaItem, Assignment, Handover, Meeting, Seat
from deliberation.store.models.minutes import Minutes, MinutesRevision
from deliberation.store.models.people import Account, Granted, Invitation
from deliberation.store.models.record import Command, Entry, Head
from deliberation.store.models.resolutions import Commitment, Dissent, Resolution
from deliberation.store.models.room import (
    Ballot,
    Motion,
    MotionVersion,
    Point,
    Poll,
    Press,
    Speech,
    Vote,
)
from deliberation.store.models.topics import Consent, Publicity, Stakeholder, Topic

__all__ = [
    "Account",
    "AgendaItem",
    "Asking",
    "Assignment",
    "Ballot",
    "Command",
    "Commitment",
    "Community",
    "Consent",
    "Counter",
    "Dissent",
    "Entry",
    "Granted",
    "Handover",
    "Head",
    "Invitation",
    "Meeting",
    "Minutes",
    "MinutesRevision",
    "Motion",
    "MotionVersion",
    "Opinion",
    "Photo",
    "Point",
    "Poll",
    "Press",
    "Progress",
    "Publicity",
    "Reply",
    "Report",
    "Resolution",
    "ResultNotice",
    "Screening",
    "Seat",
    "Speech",
    "Stakeholder",
    "Street",
    "SupervisionSheet",
    "TaskLink",
    "Topic",
    "Venue",
    "Verdict",
    "Vote",
]
