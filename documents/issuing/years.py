"""Which year a list shows."""

from django.http import HttpRequest


def chosen_year(request: HttpRequest, years: list[int]) -> int | None:
    """The year asked for in the address, if there is anything in it; else the newest of `years` (newest first)."""
    asked = request.GET.get("tahun", "")
    if asked.isdecimal() and int(asked) in years:
        return int(asked)
    return years[0] if years else None
