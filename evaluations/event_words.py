"""The words of this app's events: what happens to reminders."""

from audit.wording import AppWords
from evaluations.by_hand import KIND_WORDS

SENTENCES = {
    "user.reminded": "mengingatkan penerima",
}

WORDS = AppWords(
    SENTENCES,
    details={"user.reminded": lambda event: KIND_WORDS[event.data["kind"]]},
)
