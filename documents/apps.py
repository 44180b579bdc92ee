from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "documents"
    verbose_name = "Dokumen"

    def ready(self) -> None:
        """Say how events of this app are read; models are there only now."""
        from django.core.checks import Tags, register

        from audit.wording import add_words
        from documents.event_words import WORDS
        from documents.signing.checks import check_trust

        add_words(WORDS)
        register(check_trust, Tags.security)
