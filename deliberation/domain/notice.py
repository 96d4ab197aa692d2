"""The version of the privacy notice 个人信息告知 that a person agreed to (个人信息保护法 17).

Whoever changes the notice's text (templates/board/privacy.html) changes the version with it: each
opinion keeps the version that its sender was shown.
"""

from __future__ import annotations

from typing import Final

PRIVACY_VERSION: Final = "2026-11"
