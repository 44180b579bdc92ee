from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "indicators"
    verbose_name = "Indikator dan pengukuran"

    def ready(self) -> None:
        """Say how events of this app are read, and what a reorganisation means for plans; models are there only now."""
        from audit.wording import add_words
        from indicators.event_words import WORDS
        from indicators.medium_term.succession import whose_plans
        from organisation.reorganisation.consequences import FORESEE

        add_words(WORDS)
        FORESEE.append(whose_plans)
