from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "exchange"
    verbose_name = "Pertukaran data"

    def ready(self) -> None:
        """Say how events of this app are read; models are there only now."""
        from audit.wording import add_words
        from exchange.event_words import WORDS

        add_words(WORDS)
