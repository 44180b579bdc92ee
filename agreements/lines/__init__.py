"""The rows of a draft: wording, targets, actions, order."""
