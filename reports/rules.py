"""Who may do what with reports; one line per permission."""

import rules

from organisation.rules import sees

rules.add_perm("reports.print_performance_report", sees("pk"))
