"""Property tests look for the same examples on every machine and are not hurried."""

import os

from hypothesis import Phase, settings

settings.register_profile("domain", deadline=None, derandomize=True, database=None)
# `make mutants` only asks whether a test fails: looking for the shortest example takes most of the time.
WITHOUT_SHRINKING = (Phase.explicit, Phase.generate)
settings.register_profile("mutants", settings.get_profile("domain"), phases=WITHOUT_SHRINKING, max_examples=40)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "domain"))
