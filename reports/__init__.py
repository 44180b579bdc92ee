"""Printed and exported things: PDF, issued documents, LKjIP, exchange workbook."""
