"""The words of this app's events: what happens to reminders."""

from audit.wording import AppWords
from duties.reminders.manual import KIND_WORDS

WORDS = AppWords(
    {"user.reminded": "mengingatkan penerima"},
    details={"user.reminded": lambda event: KIND_WORDS[event.data["kind"]]},
)
