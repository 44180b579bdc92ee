from django.apps import AppConfig


class DutiesConfig(AppConfig):
    name = "duties"
    verbose_name = "Tugas dan pengingat"

    def ready(self) -> None:
        """Say how events of this app are read; models are there only now."""
        from audit.wording import add_words
        from duties.event_words import WORDS

        add_words(WORDS)
