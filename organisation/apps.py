from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    name = "organisation"
    verbose_name = "Organisasi"
    default_auto_field = "django.db.models.BigAutoField"
