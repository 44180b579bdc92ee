"""What is typed of a reorganisation."""

from typing import Any

from django import forms
from django.utils import timezone

from organisation.enums import UNIT_HEAD_KINDS
from organisation.models import Assignment, Employee, Position, WorkUnit
from organisation.pages.fields import IndonesianDateField
from organisation.querysets import EmployeeQuerySet
from organisation.reorganisation.facts import head_of
from organisation.reorganisation.plan import NewUnit, Reorganisation

HEAD_HELP = "Kosongkan bila belum ada; pejabatnya juga dapat ditugaskan sesudahnya."
HALVES = (("0", "Unit baru pertama"), ("1", "Unit baru kedua"))


def _heads_in_office() -> EmployeeQuerySet:
    """Whoever leads a unit today: from them the new heads usually come."""
    posts = Assignment.objects.in_office(timezone.localdate()).filter(position__kind__in=UNIT_HEAD_KINDS)
    return Employee.objects.filter(assignments__in=posts).distinct()


def _new_unit_fields(suffix: str = "", which: str = "") -> dict[str, forms.Field]:
    """The fields of a unit that begins, with its head."""
    return {
        f"name{suffix}": forms.CharField(label=f"Nama unit baru{which}", max_length=200),
        f"code{suffix}": forms.CharField(label=f"Kode unit baru{which}", max_length=40),
        f"head_title{suffix}": forms.CharField(label=f"Nama jabatan kepala{which}", max_length=200),
        f"head_code{suffix}": forms.CharField(label=f"Kode jabatan kepala{which}", max_length=60),
        f"head_holder{suffix}": forms.ModelChoiceField(
            _heads_in_office(), label=f"Pejabat kepala{which}", required=False, help_text=HEAD_HELP
        ),
    }


class ReorganisationForm(forms.Form):
    """From which day a unit changes, and by which regulation."""

    day = IndonesianDateField(label="Berlaku sejak", help_text="Hari pertama susunan yang baru, misalnya 1 Juli 2026.")
    decree = forms.CharField(
        label="Dasar hukum", max_length=120, help_text="Nomor Perda, Perbup, atau SK, misalnya Perda 3/2026."
    )

    def __init__(self, unit: WorkUnit, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.unit = unit
        self.fields["day"].initial = timezone.localdate
        self.add_fields()
        self.order_fields([*(name for name in self.fields if name not in ("day", "decree")), "day", "decree"])

    def add_fields(self) -> None:
        """Add what this kind asks besides."""

    def change(self) -> Reorganisation:
        """The reorganisation as it was typed; only of a valid form. Without more: the unit is closed."""
        return self._planned(self.unit)

    def _planned(self, *sources: WorkUnit, **more: Any) -> Reorganisation:
        return Reorganisation(self.cleaned_data["day"], self.cleaned_data["decree"], sources, **more)

    def _new(self, suffix: str = "") -> NewUnit:
        names = ("code", "name", "head_code", "head_title", "head_holder")
        return NewUnit(kind=self.unit.kind, **{name: self.cleaned_data[f"{name}{suffix}"] for name in names})


class MergeForm(ReorganisationForm):
    """Units that become one."""

    def add_fields(self) -> None:
        """The other units, and the one that begins."""
        others = WorkUnit.objects.existing_on(timezone.localdate()).filter(kind=self.unit.kind)
        self.fields["others"] = forms.ModelMultipleChoiceField(
            others.exclude(pk=self.unit.pk), label="Digabung dengan", widget=forms.CheckboxSelectMultiple
        )
        self.fields |= _new_unit_fields()

    def change(self) -> Reorganisation:
        """Both, or more, into a new one."""
        return self._planned(self.unit, *self.cleaned_data["others"], new=(self._new(),))


class SplitForm(ReorganisationForm):
    """A unit that becomes two; each position and each unit below goes to one of them."""

    def add_fields(self) -> None:
        """Both units that begin, and where each position and unit below goes."""
        self.fields |= _new_unit_fields("_1", " (pertama)") | _new_unit_fields("_2", " (kedua)")
        today = timezone.localdate()
        head = head_of(self.unit, today)
        positions = Position.objects.existing_on(today).filter(unit=self.unit)
        self.moving = list(positions.exclude(pk=head.pk) if head else positions)
        self.below = list(WorkUnit.objects.existing_on(today).filter(parent=self.unit))
        for prefix, rows in (("jabatan", self.moving), ("unit", self.below)):
            for row in rows:
                self.fields[f"{prefix}_{row.pk}"] = forms.ChoiceField(
                    label=str(row), choices=HALVES, widget=forms.RadioSelect, initial="0"
                )

    def change(self) -> Reorganisation:
        """One into two new ones."""
        places = {row.pk: int(self.cleaned_data[f"jabatan_{row.pk}"]) for row in self.moving}
        below = {row.pk: int(self.cleaned_data[f"unit_{row.pk}"]) for row in self.below}
        new = (self._new("_1"), self._new("_2"))
        return self._planned(self.unit, new=new, places=places, unit_places=below)


class CloseForm(ReorganisationForm):
    """A unit that ends, and who takes over."""

    def add_fields(self) -> None:
        """The unit that takes over, if any."""
        others = WorkUnit.objects.existing_on(timezone.localdate()).exclude(pk=self.unit.pk)
        self.fields["into"] = forms.ModelChoiceField(
            others,
            label="Dilanjutkan oleh",
            required=False,
            empty_label="Tidak ada: semua jabatannya berakhir",
            help_text="Jabatan selain kepala pindah ke unit ini; kepalanya menyelesaikan kewajiban yang terbuka.",
        )

    def change(self) -> Reorganisation:
        """Closed, perhaps with somebody who takes over."""
        return self._planned(self.unit, into=self.cleaned_data["into"])


class RenameForm(ReorganisationForm):
    """A unit that is called otherwise, with the positions that bear its name."""

    def add_fields(self) -> None:
        """The new name."""
        self.fields["name"] = forms.CharField(label="Nama baru", max_length=200, initial=self.unit.name)

    def titles(self) -> dict[int, tuple[str, str]]:
        """By position of the unit that bears the old name: its title now and then."""
        old, new = self.unit.name, self.cleaned_data["name"]
        bearing = Position.objects.filter(unit=self.unit, title__contains=old, valid_until=None)
        return {one.pk: (one.title, one.title.replace(old, new)) for one in bearing}
