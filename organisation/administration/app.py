"""Django's admin with our own site, as an entry of INSTALLED_APPS."""

from django.contrib.admin import apps


class AmanahAdminConfig(apps.AdminConfig):
    """The admin whose door is the administrator's role."""

    default_site = "organisation.administration.site.AmanahAdminSite"
