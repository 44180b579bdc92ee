from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "indicators"
    verbose_name = "Indikator dan pengukuran"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say how events of this app are read; models are there only now."""
        from audit.wording import add_words
        from indicators.event_words import WORDS
        from realisations.event_words import WORDS as WORDS_OF_REALISATIONS

        add_words(WORDS)
        add_words(WORDS_OF_REALISATIONS)
