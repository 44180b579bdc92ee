"""The catalogue of programmes: entries are added under their parents, renamed, and removed when nobody uses them.

Agreements keep codes as text, so the catalogue is written on the floor that can see them.
"""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from audit.editing import ConflictError
from audit.trail import record
from indicators.bindings import program_use
from indicators.domain.nomenclature import code_objection, missing_parents, parents_of
from indicators.models import BudgetLine, Program
from organisation.enums import GovernmentKind
from organisation.models import Government, User
from organisation.people import rows


@transaction.atomic
def create_program(*, code: str, name: str, by: User) -> Program:
    """Add an entry; ValidationError for a code that is taken, of a wrong form, or whose parent does not exist."""
    _refuse_code(code)
    if Program.objects.filter(code=code).exists():
        raise ValidationError({"code": "Kode ini sudah ada pada nomenklatur. Cari kodenya, lalu ubah namanya."})
    return rows.create(Program(code=code, name=name, level=Program.level_of(code)), "program.created", by)


@transaction.atomic
def change_program(program: Program, *, code: str, name: str, seen: tuple[str, str], by: User) -> Program:
    """Give an entry another name, or another code while nothing hangs on the code.

    ConflictError when somebody else changed it since `seen` (code and name); ValidationError for a code that cannot be
    taken.
    """
    locked = Program.objects.select_for_update().get(pk=program.pk)
    if (locked.code, locked.name) not in (seen, (code, name)):
        raise ConflictError(
            f"Sementara Anda mengisi, orang lain mengubahnya menjadi {locked}. Muat ulang halaman ini, lalu ubah lagi."
        )
    if code != locked.code:
        used = uses_of(locked)
        if used:
            raise ValidationError({"code": f"Kode ini tidak dapat diubah karena {used}. Namanya boleh diubah."})
        _refuse_code(code)
        if Program.level_of(code) != locked.level:
            raise ValidationError({"code": f"Kode ini bukan kode {locked.get_level_display().lower()}."})
    return rows.update(locked, {"code": code, "name": name}, "program.changed", by)


@transaction.atomic
def remove_program(program: Program, *, by: User) -> None:
    """Take an entry out of the catalogue; ValidationError while anything uses it."""
    locked = Program.objects.select_for_update().get(pk=program.pk)
    used = uses_of(locked)
    if used:
        raise ValidationError(f"{locked} tidak dapat dihapus karena {used}.", code="used")
    record(locked, "program.removed", by=by)
    try:
        with transaction.atomic():
            locked.delete()
    except IntegrityError as error:
        raise ValidationError(f"{locked} baru saja dipakai orang lain, jadi tidak dihapus.", code="used") from error


def uses_of(program: Program) -> str:
    """What hangs on the code, as a clause; empty when nothing does. Three queries at most."""
    below = Program.objects.filter(code__startswith=f"{program.code}.").count()
    if below:
        return f"masih ada {below} kegiatan atau sub kegiatan di bawahnya"
    lines = BudgetLine.objects.filter(program=program).count()
    if lines:
        return f"dipakai {lines} baris anggaran"
    return program_use(program)


def _refuse_code(code: str) -> None:
    """ValidationError for a code of a wrong form or without its parents, which stay while the entry is written."""
    government = Government.objects.first()
    is_province = government is not None and government.kind == GovernmentKind.PROVINCE
    objection = code_objection(code, is_province=is_province)
    if objection:
        raise ValidationError({"code": objection})
    above = Program.objects.select_for_update(no_key=True).filter(code__in=parents_of(code))
    lacking = missing_parents(code, {parent.code for parent in above})
    if lacking:
        raise ValidationError({"code": lacking})
