"""Addresses of the organisation pages."""

app_name = "organisation"
urlpatterns = []
