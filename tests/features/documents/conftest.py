from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.features.documents.closed import Closed, closed

if TYPE_CHECKING:
    from tests.factories import Factory


@pytest.fixture
def parking(make: Factory) -> Closed:
    """The parking meeting, closed, without minutes."""
    return closed(make)


@pytest.fixture
def drafted(parking: Closed) -> Closed:
    """The parking meeting with its draft."""
    parking.draft()
    return parking
