from django.apps import AppConfig


class MessagingConfig(AppConfig):
    name = "messaging"
    verbose_name = "Pemberitahuan"

    def ready(self) -> None:
        """Let the organisation tell people of delegations and accounts, and say how events of this app are read."""
        from audit.wording import add_words
        from messaging.event_words import WORDS
        from messaging.inbox.actions import notify  # models are there only once every app is loaded
        from messaging.outbox import account_safety
        from organisation.delegations.notifying import NOTIFIERS
        from organisation.password_links.reaching import REACHES, Reach

        NOTIFIERS.append(notify)
        REACHES.append(Reach(account_safety.ways_to, account_safety.tell))
        add_words(WORDS)
