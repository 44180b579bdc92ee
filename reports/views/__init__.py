"""Pages of printed documents, one module per noun."""
