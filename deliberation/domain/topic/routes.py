"""Decision routes: who decides a topic. To consult is not to decide."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from deliberation.domain.errors import Sentence, say


@dataclass(frozen=True, slots=True)
class Route:
    """Who decides: the body, whether the meeting itself may, and the usual legal basis."""

    word: Sentence
    body: Sentence
    here: bool
    basis: Sentence


ROUTES: Final[dict[str, Route]] = {
    "council": Route(
        say("议事会共识"),
        say("议事会"),
        here=True,
        basis=say("《关于加强城乡社区协商的意见》（2015年）"),
    ),
    "assembly": Route(
        say("居民会议或者居民代表会议决定"),
        say("居民代表会议"),
        here=False,
        basis=say("《城市居民委员会组织法》（2025年修订）第四章"),
    ),
    "owners": Route(
        say("业主大会决定"),
        say("业主大会"),
        here=False,
        basis=say("《民法典》第二百七十八条"),
    ),
    "village": Route(
        say("村民会议或者村民代表会议决定"),
        say("村民代表会议"),
        here=False,
        basis=say("《村民委员会组织法》第二十二条、第二十六条"),
    ),
    "government": Route(
        say("政府部门决定"),
        say("主管部门"),
        here=False,
        basis=say("主管部门的法定职责"),
    ),
}
