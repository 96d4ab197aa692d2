"""Column shapes that several tables share."""

from __future__ import annotations

from typing import Annotated

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import mapped_column

from deliberation.domain import bounds

Id = Annotated[int, mapped_column(primary_key=True)]
CommunityId = Annotated[int, mapped_column(ForeignKey("community.id"), index=True)]
AccountId = Annotated[int | None, mapped_column(ForeignKey("account.id"))]

Code = Annotated[str, mapped_column(String(bounds.CODE))]
Number = Annotated[str, mapped_column(String(bounds.NUMBER))]
Name = Annotated[str, mapped_column(String(bounds.NAME))]
Title = Annotated[str, mapped_column(String(bounds.TITLE))]
Line = Annotated[str, mapped_column(String(bounds.LINE))]
Words = Annotated[str, mapped_column(Text)]
