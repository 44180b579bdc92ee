"""The read models of measuring: rows in, frozen lines out, every figure from the pure domain."""
