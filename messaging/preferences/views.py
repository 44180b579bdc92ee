"""The page on which a person says how to be told."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from messaging.channels import ROUTES
from messaging.enums import Channel
from messaging.preferences import actions
from messaging.preferences.facts import settings_of
from messaging.preferences.forms import MessageSettingsForm
from organisation.pages.refusals import succeeds


@require_http_methods(["GET", "HEAD", "POST"])
def message_settings(request: HttpRequest) -> HttpResponse:
    """Channels by kind of message and quiet hours of the person who asks."""
    user = request.user
    form = MessageSettingsForm(request.POST or None, instance=settings_of([user.pk])[user.pk])
    is_complete = request.method == "POST" and form.is_valid()
    if is_complete and succeeds(form, actions.save_message_settings, user, by=user, **form.cleaned_data):
        messages.success(request, "Pengaturan pemberitahuan disimpan.")
        return redirect("messaging:notification_list")
    addresses = [(channel.label, ROUTES[channel].address_of(user)) for channel in Channel if channel in ROUTES]
    return render(request, "messaging/message_settings.html", {"form": form, "addresses": addresses})
