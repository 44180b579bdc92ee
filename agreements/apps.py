from django.apps import AppConfig


class AgreementsConfig(AppConfig):
    name = "agreements"
    verbose_name = "Perjanjian kinerja"

    def ready(self) -> None:
        """Fill the lists of lower floors: what binds plan and structure, kinds of documents, words."""
        from agreements.content.settled import agreed_between, proposed_transfers
        from agreements.event_words import WORDS  # models are there only once every app is loaded
        from agreements.papers.examples import agreement_wordings
        from agreements.papers.kind import AGREEMENTS
        from agreements.publication.binding import BINDER
        from audit.wording import add_words
        from documents import kinds, wordings
        from indicators.bindings import BINDERS
        from organisation.reorganisation.consequences import FORESEE
        from organisation.structure.bound import GUARDS

        BINDERS.append(BINDER)
        GUARDS.append(agreed_between)
        FORESEE.append(proposed_transfers)
        add_words(WORDS)
        kinds.register(AGREEMENTS)
        for wording in agreement_wordings():
            wordings.register(wording)
