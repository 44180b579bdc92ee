"""Addresses of the evaluations pages."""

app_name = "evaluations"
urlpatterns = []
