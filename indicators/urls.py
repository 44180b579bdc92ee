"""Addresses of the indicators pages."""

app_name = "indicators"
urlpatterns = []
