"""Pages of the agreement, one module per part of its life."""
