from django.apps import AppConfig


class RealisationsConfig(AppConfig):
    name = "realisations"
    verbose_name = "Realisasi"

    def ready(self) -> None:
        """Tell the plan what binds it."""
        from indicators.bindings import BINDERS  # models are there only once every app is loaded
        from realisations.reports.binding import BINDER

        BINDERS.append(BINDER)
