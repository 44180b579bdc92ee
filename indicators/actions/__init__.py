"""Every write of planning and measuring that is more than one form's save, one module per noun."""
