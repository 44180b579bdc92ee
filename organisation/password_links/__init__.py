"""One-time links behind which the owner of an account sets a password: asked for, confirmed, sent, used."""
