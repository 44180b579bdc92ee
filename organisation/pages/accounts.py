"""The account that a page is about, for those who may manage it."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from organisation.models import User
from organisation.pages.access import require


def manageable(request: HttpRequest, pk: int) -> User:
    """The account, for those who may manage accounts at all (403 before 404: others learn nothing) and this one."""
    require(request, "organisation.manage_users")
    account = get_object_or_404(User.objects.select_related("employee"), pk=pk)
    require(request, "organisation.manage_users", account)
    return account
