"""What a PK Perubahan leaves out: the promise of the year ends with the last quarter that was verified."""

from collections.abc import Collection

from agreements.models import Agreement
from audit.facts import changes_between, key_of, to_data
from audit.trail import record_many
from indicators.domain.spec import LAST_QUARTER
from indicators.models import Target
from organisation.models import User


def end_promises(agreement: Agreement, verified: Collection[int], *, by: User) -> None:
    """Write how far the promise of the year goes for the lines that came and went with this agreement.

    `verified` are the quarters of the position's year that were verified: the newest is the last that a dropped line
    is held to. A line that is there (again) is promised to the end of the year.
    """
    kept = {line.indicator_id for line in agreement.lines.all()}
    before = agreement.supersedes
    gone = {line.indicator_id for line in before.lines.all()} - kept if before else set()
    last = max(verified, default=0)
    ends = dict.fromkeys(kept) | dict.fromkeys(gone, None if last >= LAST_QUARTER else last)
    own = Target.objects.of_positions([agreement.position_id]).filter(indicator__in=ends, year=agreement.year)
    targets = own.select_related("indicator")
    changed = [target for target in targets if target.last_quarter != ends[target.indicator_id]]
    events = []
    for target in changed:
        was, target.last_quarter = target.last_quarter, ends[target.indicator_id]
        key = key_of(target.indicator_id, target.year)
        facts = changes_between(Target, {"last_quarter": was}, {"last_quarter": target.last_quarter}, key=key)
        data = {"year": target.year, "agreement": agreement.pk, "detail": str(agreement), "changes": to_data(facts)}
        events.append((target.indicator, data))
    Target.objects.bulk_update(changed, ["last_quarter"])
    record_many(events, "target.ended", by=by)
