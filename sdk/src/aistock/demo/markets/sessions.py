"""Trading sessions of the Shanghai and Shenzhen exchanges for 2021–2023."""

from datetime import date, timedelta

# Weekdays without trading as the State Council's yearly holiday notices and the exchanges' own notices set them; make-up
# working weekends never trade. Equal to exchange_calendars' XSHG and to Tushare's trade_cal for these years.
_CLOSURES: dict[int, str] = {
    2021: "01-01 02-11 02-12 02-15 02-16 02-17 04-05 05-03 05-04 05-05 06-14 09-20 09-21 10-01 10-04 10-05 10-06 10-07",
    2022: "01-03 01-31 02-01 02-02 02-03 02-04 04-04 04-05 05-02 05-03 05-04 06-03 09-12 10-03 10-04 10-05 10-06 10-07",
    2023: "01-02 01-23 01-24 01-25 01-26 01-27 04-05 05-01 05-02 05-03 06-22 06-23 09-29 10-02 10-03 10-04 10-05 10-06",
}
FIRST_YEAR, LAST_YEAR = min(_CLOSURES), max(_CLOSURES)


def sessions_of(first_year: int, last_year: int) -> tuple[date, ...]:
    """Every session of the years, both included, in order."""
    if not FIRST_YEAR <= first_year <= last_year <= LAST_YEAR:
        raise ValueError(f"years {first_year}–{last_year} are outside {FIRST_YEAR}–{LAST_YEAR}; choose years inside")
    days: list[date] = []
    for year in range(first_year, last_year + 1):
        closed = {date.fromisoformat(f"{year}-{text}") for text in _CLOSURES[year].split()}
        day = date(year, 1, 1)
        while day.year == year:
            if day.weekday() < 5 and day not in closed:
                days.append(day)
            day += timedelta(days=1)
    return tuple(days)
