"""What stands around every page: government, menu, bell and the person's post."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from messaging.models import Notification
from organisation.models import Assignment, Government, User


@dataclass(frozen=True)
class MenuItem:
    """One entry of the main menu."""

    label: str
    url: str
    is_current: bool


@dataclass(frozen=True)
class Shell:
    """What base.html shows beside the page itself."""

    government_name: str
    menu: tuple[MenuItem, ...]
    unread: int
    post: str


def shell(request: HttpRequest) -> dict[str, object]:
    """Context processor: `shell`, read from the database only when a page shows it (fragments do not)."""
    return {"shell": SimpleLazyObject(lambda: _shell_of(request))}


def _shell_of(request: HttpRequest) -> Shell:
    government = Government.objects.first()
    name = government.name if government else ""
    if not request.user.is_authenticated:
        return Shell(name, (), 0, "")
    return Shell(
        government_name=name,
        menu=tuple(_menu(request)),
        unread=Notification.objects.visible_to(request.user).unread().count(),
        post=post_of(request.user),
    )


def _anyone(user: User) -> bool:
    return True


def _permission(name: str) -> Callable[[User], bool]:
    return lambda user: user.has_perm(name)


MENU: tuple[tuple[str, str, Callable[[User], bool]], ...] = (
    ("Beranda", "home", _anyone),
    ("Realisasi", "realisations:report_list", _anyone),
    ("Perencanaan", "indicators:plan_list", _anyone),
    ("Perjanjian kinerja", "agreements:agreement_list", _anyone),
    ("Musim PK", "agreements:season_board", _permission("agreements.view_season")),
    ("Dasbor", "evaluations:dashboard_show", _permission("evaluations.view_dashboard")),
    ("Pengingat", "duties:reminder_list", _permission("duties.remind_by_hand")),
    ("LKjIP", "reports:lkjip_list", _anyone),
    ("Dokumen", "documents:document_list", _anyone),
    ("Cetak massal", "documents:print_job_list", _permission("documents.print_in_bulk")),
    ("Pertukaran data", "exchange:exchange_home", _anyone),
    ("Organisasi", "organisation:unit_list", _anyone),
    ("Pegawai", "organisation:employee_list", _anyone),
    ("Pengguna", "organisation:user_list", _permission("organisation.manage_users")),
    ("Administrasi", "admin:index", _permission("organisation.use_admin_site")),
)
"""Label, URL name, and who sees the entry; what a page lets one do is decided by the page."""


def _menu(request: HttpRequest) -> list[MenuItem]:
    visible = [(label, reverse(name)) for label, name, shown_to in MENU if shown_to(request.user)]
    # Every path begins with that of the start page, which is therefore current only by itself.
    below = [url for _, url in visible if request.path == url or (url != "/" and request.path.startswith(url))]
    current = max(below, key=len, default="")
    return [MenuItem(label, url, url == current) for label, url in visible]


def post_of(user: User) -> str:
    """The posts in which the user is in office today, as they are addressed; empty without any."""
    if not user.employee_id:
        return ""
    in_office = Assignment.objects.in_office(timezone.localdate()).filter(employee=user.employee_id)
    return "; ".join(assignment.held_title for assignment in in_office.select_related("position"))
