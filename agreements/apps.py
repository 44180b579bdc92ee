from django.apps import AppConfig


class AgreementsConfig(AppConfig):
    name = "agreements"
    verbose_name = "Perjanjian kinerja"

    def ready(self) -> None:
        """Say what binds the plan, and how events of this app are read; models are there only now."""
        from agreements.event_words import WORDS
        from agreements.publication.binding import BINDER
        from audit.wording import add_words
        from indicators.bindings import BINDERS

        BINDERS.append(BINDER)
        add_words(WORDS)
