"""Forms of which several stand on one page."""

from __future__ import annotations

from typing import Self

from deliberation.shell.forms import Form


class Keyed(Form):
    """A form among others: its fields have ids of their own, the posted names stay."""

    def named(self, key: str) -> Self:
        """Give its fields ids of their own."""
        for field in self:
            field.id = f"{key}-{field.short_name}"
        return self
