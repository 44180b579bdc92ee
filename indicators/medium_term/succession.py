"""What becomes of the Renstra of units that end: it stays theirs, and whoever answers for them goes on with it."""

from indicators.models import MediumTermPlan
from organisation.reorganisation.facts import joined
from organisation.reorganisation.plan import Outlook


def whose_plans(outlook: Outlook) -> list[str]:
    """A sentence for each Renstra of a unit that ends which runs on after the day. One query."""
    running = MediumTermPlan.objects.filter(unit__in=outlook.closing_units, last_year__gte=outlook.change.day.year)
    who = joined(outlook.successors)
    then = f"diteruskan {who} sampai Renstra yang baru disusun" if who else "tidak ada yang meneruskannya"
    return [
        f"{plan.title} {plan.first_year}–{plan.last_year} tetap atas nama {plan.unit} dan {then}."
        for plan in running.select_related("unit").order_by("unit__protocol_order", "code")
    ]
