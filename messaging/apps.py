from django.apps import AppConfig


class MessagingConfig(AppConfig):
    name = "messaging"
    verbose_name = "Pemberitahuan"

    def ready(self) -> None:
        """Let the organisation tell people of delegations."""
        from messaging.inbox.actions import notify  # models are there only once every app is loaded
        from organisation.delegations.notifying import NOTIFIERS

        NOTIFIERS.append(notify)
