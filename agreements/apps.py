from django.apps import AppConfig


class AgreementsConfig(AppConfig):
    name = "agreements"
    verbose_name = "Perjanjian kinerja"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the agreement as a kind of document, and its wordings."""
        from agreements.papers.examples import agreement_wordings  # models are there only now
        from agreements.papers.kind import AGREEMENTS
        from documents import kinds, wordings

        kinds.register(AGREEMENTS)
        for wording in agreement_wordings():
            wordings.register(wording)
