"""The start page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def home(request: HttpRequest) -> HttpResponse:
    """Show the start page of the person who has logged in."""
    return render(request, "home.html")
