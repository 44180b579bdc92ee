"""Pages of planning and measuring, one module per noun."""
