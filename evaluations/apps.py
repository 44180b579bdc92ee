from django.apps import AppConfig


class EvaluationsConfig(AppConfig):
    name = "evaluations"
    verbose_name = "Evaluasi"

    def ready(self) -> None:
        """Say how events of this app are read; models are there only now."""
        from audit.wording import add_words
        from evaluations.event_words import WORDS

        add_words(WORDS)
