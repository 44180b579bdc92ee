"""The words of this app's events: what happens to reminders."""

from audit.wording import AppWords

SENTENCES = {
    "user.reminded": "mengingatkan penerima",
}

WORDS = AppWords(SENTENCES)
