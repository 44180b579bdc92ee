"""Enumerations whose members carry their value in the store and what users read; models make their choices of them."""

from enum import EnumType, StrEnum
from typing import Any, Self


class _Choosable(EnumType):
    """What Django's own enumerations of choices offer, for a domain that knows no Django."""

    @property
    def choices(cls: Any) -> list[tuple[str, str]]:
        """Value and label of each member, in their order."""
        return [(member.value, member.label) for member in cls]

    @property
    def values(cls: Any) -> list[str]:
        """The values in the store, in their order."""
        return [member.value for member in cls]


class LabelledChoice(StrEnum, metaclass=_Choosable):
    """A member is written `NAME = value, label`; it equals its value."""

    label: str

    def __new__(cls, value: str, label: str = "") -> Self:
        """Keep the label beside the value, by which the member is found."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member
