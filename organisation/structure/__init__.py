"""Work units and positions."""
