from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "indicators"
    verbose_name = "Indikator dan pengukuran"

    def ready(self) -> None:
        """Say how events of this app are read; models are there only now."""
        from audit.wording import add_words
        from indicators.event_words import WORDS

        add_words(WORDS)
