"""Addresses of the agreements pages."""

app_name = "agreements"
urlpatterns = []
