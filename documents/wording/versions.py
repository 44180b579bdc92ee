"""Reading the wording of documents: the one that is printed today, and those before it."""

from collections.abc import Mapping, Sequence

from django.db.models import Max

from documents.models import TextVersion
from documents.wordings import Wording, wording_named


def current_texts(kind: str) -> dict[str, str]:
    """The parts that are printed today, each under its name."""
    newest = TextVersion.objects.filter(kind=kind).order_by("-number").first()
    return texts_of(wording_named(kind), newest)


def texts_of(wording: Wording, version: TextVersion | None) -> dict[str, str]:
    """The parts as a version has them, as the catalogue has them without one; a part added later has its default."""
    return {
        part.name: version.parts.get(part.name, part.default) if version else part.default for part in wording.parts
    }


def newest_numbers() -> dict[str, int]:
    """The number of the newest version of every document that was ever reworded."""
    counted = TextVersion.objects.order_by().values_list("kind").annotate(newest=Max("number"))
    return dict(counted)


def versions_of(kind: str) -> Sequence[TextVersion]:
    """All versions, the newest first."""
    return TextVersion.objects.filter(kind=kind).select_related("created_by__employee").order_by("-number")


def is_same(wording: Wording, one: Mapping[str, str], other: Mapping[str, str]) -> bool:
    """Whether two wordings print the same."""
    return all(one[part.name] == other[part.name] for part in wording.parts)
