"""Telephone numbers as Indonesians write them, brought to the one form that the world understands (E.164)."""

import re

_MARKS = re.compile(r"[\s().\-/]+")
_INDONESIAN_MOBILE = re.compile(r"^8[1-9]\d{7,10}$")
_FOREIGN = re.compile(r"^[1-9]\d{7,14}$")
COUNTRY = "62"


def international(text: str) -> str:
    """`+6281234567890` for `0812-3456-7890`, `62 812...`, `+62 (812)...`, `812...`; empty when it is no mobile number.

    A number of another country needs its `+` or `00`. Landlines are left out: nobody reads messages on them.
    """
    marked = _MARKS.sub("", text)
    abroad = marked.startswith(("+", "00"))
    digits = marked.removeprefix("+") if marked.startswith("+") else marked.removeprefix("00")
    if not (digits.isascii() and digits.isdigit()):
        return ""
    if abroad and not digits.startswith(COUNTRY):
        return f"+{digits}" if _FOREIGN.match(digits) else ""
    # People also write +62 0812...: the zero is the prefix of calls within the country.
    own = digits.removeprefix(COUNTRY) if digits.startswith(COUNTRY) else digits
    own = own.removeprefix("0")
    return f"+{COUNTRY}{own}" if _INDONESIAN_MOBILE.match(own) else ""
