"""Logging in and out, and one's own password."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import LoginView, LogoutView, PasswordChangeView, PasswordResetConfirmView
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse_lazy

from organisation.models import User
from organisation.password_links.actions import use_link
from organisation.password_links.tokens import LinkTokens, link_behind
from organisation.users import actions
from organisation.users.forms import FirstPasswordForm, LoginForm, OwnPasswordForm


class Login(LoginView):
    """Ask for NIP or user name and password."""

    template_name = "organisation/login.html"
    authentication_form = LoginForm
    redirect_authenticated_user = True


class Logout(LogoutView):
    """End the session (POST only)."""


class PasswordChange(PasswordChangeView):
    """Change one's own password; other sessions of the same person end."""

    template_name = "organisation/password_change.html"
    form_class = OwnPasswordForm
    success_url = reverse_lazy("home")

    def form_valid(self, form: OwnPasswordForm) -> HttpResponse:
        """Save, keep it in the trail, and say that it is done."""
        response = super().form_valid(form)
        actions.note_password_set(self.request.user)
        messages.success(self.request, "Sandi Anda sudah diganti. Perangkat lain harus masuk kembali.")
        return response


class PasswordSet(PasswordResetConfirmView):
    """Set a password behind a one-time link (see `organisation.password_links`)."""

    template_name = "organisation/password_set.html"
    form_class = FirstPasswordForm
    success_url = reverse_lazy("organisation:login")

    def get_user(self, uidb64: str) -> User | None:
        """The owner of the account; the tokens are those of the link."""
        self.link = link_behind(uidb64)
        if self.link is None:
            return None
        self.token_generator = LinkTokens(self.link)
        return self.link.account

    @transaction.atomic
    def form_valid(self, form: FirstPasswordForm) -> HttpResponse:
        """Save, end the link, and lead to the log-in page."""
        try:
            use_link(self.link)
        except ValidationError as refusal:
            form.add_error(None, refusal)
            return self.form_invalid(form)
        response = super().form_valid(form)
        messages.success(self.request, "Sandi tersimpan. Silakan masuk dengan sandi baru.")
        return response


def locked_out(request: HttpRequest, response: HttpResponse | None, credentials: dict[str, str]) -> HttpResponse:
    """After too many wrong passwords: say how long to wait and whom to ask. Called by django-axes."""
    minutes = int(settings.AXES_COOLOFF_TIME.total_seconds() // 60)
    context = {"minutes": minutes, "limit": settings.AXES_FAILURE_LIMIT}
    return render(request, "organisation/locked_out.html", context, status=429)
