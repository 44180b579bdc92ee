from django.apps import AppConfig


class RealisationsConfig(AppConfig):
    name = "realisations"
    verbose_name = "Realisasi"

    def ready(self) -> None:
        """Say what binds plan and structure, and how events of this app are read; models are there only now."""
        from audit.wording import add_words
        from indicators.bindings import BINDERS
        from organisation.reorganisation.consequences import FORESEE
        from organisation.structure.bound import GUARDS
        from realisations.event_words import WORDS
        from realisations.reports.binding import BINDER
        from realisations.reports.settled import verified_between, whose_quarters

        BINDERS.append(BINDER)
        GUARDS.append(verified_between)
        FORESEE.append(whose_quarters)
        add_words(WORDS)
