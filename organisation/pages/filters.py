"""Years and numbers in the query string of lists."""

LONGEST_SEARCH = 100
EARLIEST_YEAR, LATEST_YEAR = 2000, 2100


def year_in(text: str) -> int | None:
    """The year that the text names; None when it names none that an agreement can have."""
    number = number_in(text)
    return number if number and EARLIEST_YEAR <= number <= LATEST_YEAR else None


def number_in(text: str) -> int | None:
    """The whole number that the text is; None when it is none or too long for an address."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None
