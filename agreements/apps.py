from django.apps import AppConfig


class AgreementsConfig(AppConfig):
    name = "agreements"
    verbose_name = "Perjanjian kinerja"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say how events of this app are read; models are there only now."""
        from agreements.event_words import WORDS
        from audit.wording import add_words

        add_words(WORDS)
