"""Reads of statistics: the way from opinions to what was closed, and the three rates."""

from deliberation.features.statistics.queries.funnel import Funnel, Step, funnel
from deliberation.features.statistics.queries.period import QUARTERS, WHOLE, Period, chosen
from deliberation.features.statistics.queries.rates import Group, Rates, rates
from deliberation.features.statistics.queries.years import years

__all__ = [
    "QUARTERS",
    "WHOLE",
    "Funnel",
    "Group",
    "Period",
    "Rates",
    "Step",
    "chosen",
    "funnel",
    "rates",
    "years",
]
