"""The demo's log-ins: one for each kind of user. The only place where the demo's password stands."""

from dataclasses import dataclass

from organisation.models import Position, User

PASSWORD = "contoh-amanah-2026"  # noqa: S105  the demo holds invented data only


@dataclass(frozen=True)
class DemoAccount:
    """One log-in of the demo."""

    role: str
    username: str
    position: str


ACCOUNTS = (
    DemoAccount("Kepala daerah", "bupati", "BUPATI"),
    DemoAccount("Sekretaris Daerah", "sekda", "SEKDA"),
    DemoAccount("Asisten", "asisten", "ASISTEN-1"),
    DemoAccount("Kepala OPD", "kadinkes", "KEPALA-DINKES"),
    DemoAccount("Kepala OPD lain", "kadisdik", "KEPALA-DISDIK"),
    DemoAccount("Operator OPD", "operator", "DINKES-OPERATOR"),
    DemoAccount("Eselon III", "kabid", "DINKES-KABID-KESMAS"),
    DemoAccount("Staf", "staf", "DINKES-STAF-GIZI"),
    DemoAccount("Bagian Organisasi", "organisasi", "KABAG-ORGANISASI"),
    DemoAccount("Bappeda", "bappeda", "BAPPEDA-KABID-DALEV"),
    DemoAccount("Inspektorat", "inspektorat", "INSPEKTORAT-AUDITOR"),
    DemoAccount("Administrator", "admin", "KOMINFO-ADMIN"),
)


def open_accounts() -> None:
    """Give the demo's users their user names and the common password."""
    users = holders([account.position for account in ACCOUNTS])
    for account in ACCOUNTS:
        user = users[account.position]
        user.username = account.username
        user.set_password(PASSWORD)
        user.save(update_fields=["username", "password"])


def holders(positions: list[str]) -> dict[str, User]:
    """The user who holds each position definitively at last (the demo has one)."""
    found = User.objects.filter(employee__assignments__position__code__in=positions)
    found = found.order_by("employee__assignments__start").select_related("employee")
    return {
        code: user
        for user, code in zip(found, found.values_list("employee__assignments__position__code", flat=True), strict=True)
    }


def table() -> list[tuple[str, str, str, str, str]]:
    """Role, user name, password, name and post of every log-in that exists."""
    users = {user.username: user for user in User.objects.filter(username__in=[a.username for a in ACCOUNTS])}
    titles = dict(Position.objects.filter(code__in=[a.position for a in ACCOUNTS]).values_list("code", "title"))
    return [
        (account.role, account.username, PASSWORD, str(users[account.username]), titles.get(account.position, ""))
        for account in ACCOUNTS
        if account.username in users
    ]
