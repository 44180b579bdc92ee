from django.apps import AppConfig


class AgreementsConfig(AppConfig):
    name = "agreements"
    verbose_name = "Perjanjian kinerja"

    def ready(self) -> None:
        """Tell the plan what binds it."""
        from agreements.publication.binding import BINDER
        from indicators.bindings import BINDERS  # models are there only once every app is loaded

        BINDERS.append(BINDER)
