"""Words a consultation may not use: it forms advice, the competent body decides.

城市居民委员会组织法 and 民法典 278 keep some matters for 居民会议 or 业主大会; minutes that say
通过 about such a matter would claim a decision nobody was allowed to take.
"""

from __future__ import annotations

import re

from deliberation.domain.errors import Invalid, say

# 消防车通过 is traffic, 表决通过 is a decision: only the deciding phrases are meant.
DECIDING = re.compile(
    r"(?:表决|审议|讨论|一致|全票|会议|举手|投票|多数|获得?|予以|同意)通过"
    r"|通过(?:了|以下|如下|该|此|本|上述|方案|决议|动议)"
    r"|(?:会议|现)(?:作出|做出)?决定[：:，,]"
    r"|会议议定"
)
EXCERPT = 24


def advice(body: str) -> str:
    """Return the only outcome wording for a matter that another body decides."""
    return f"形成建议，提请{body}决定"


def overreach(text: str, refer_to: str) -> tuple[str, ...]:
    """List the lines that claim a decision although it belongs to `refer_to`."""
    if not refer_to:
        return ()
    # 提请居民代表会议决定 names the body; without its name 会议决定 is the claim itself.
    return tuple(
        line.strip() for line in text.splitlines() if DECIDING.search(line.replace(refer_to, ""))
    )


def check_wording(text: str, refer_to: str) -> None:
    """Refuse minutes that say 通过 about a matter of another body.

    Raises:
        Invalid: names the first such line and the wording to use.
    """
    for line in overreach(text, refer_to):
        raise Invalid(say("“%(line)s”：这件事由%(body)s决定，请写“形成建议，提请%(body)s决定”",
                          line=line[:EXCERPT], body=refer_to), "body")  # fmt: skip
