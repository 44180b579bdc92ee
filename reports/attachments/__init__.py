"""Documents that are handed out with an agreement: integrity pact, action plan, indicator reference sheets."""
