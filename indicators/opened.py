"""Which quarters have been opened for reporting."""

import datetime
from collections.abc import Collection

from indicators.domain.accumulation import QUARTERS
from indicators.domain.periods import Quarter, default_dates
from indicators.models import Period


def opened_quarters(years: Collection[int], *, today: datetime.date) -> frozenset[tuple[int, int]]:
    """Year and number of the quarters whose reporting has begun; without a period, by the usual days. One query."""
    stored = {(period.year, period.quarter): period.opens for period in Period.objects.filter(year__in=years)}
    usual = {(year, number): default_dates(Quarter(year, number)).opens for year in years for number in QUARTERS}
    return frozenset(quarter for quarter, opens in {**usual, **stored}.items() if opens <= today)
