from django.apps import AppConfig


class RealisationsConfig(AppConfig):
    name = "realisations"
    verbose_name = "Realisasi"

    def ready(self) -> None:
        """Say what binds the plan, and how events of this app are read; models are there only now."""
        from audit.wording import add_words
        from indicators.bindings import BINDERS
        from realisations.event_words import WORDS
        from realisations.reports.binding import BINDER

        BINDERS.append(BINDER)
        add_words(WORDS)
