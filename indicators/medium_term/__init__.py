"""Medium-term plans (RPJMD, Renstra): missions, goals, what stands below a goal, and targets by year."""
