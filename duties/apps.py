from django.apps import AppConfig


class DutiesConfig(AppConfig):
    name = "duties"
    verbose_name = "Tugas dan pengingat"
    default_auto_field = "django.db.models.BigAutoField"
