"""The sentences of printed documents that a government may word itself: plain text, fixed placeholders, versions."""
