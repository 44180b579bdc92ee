"""Quarter reports: list, life (begun, sent, returned, verified), sheet, receipts."""
