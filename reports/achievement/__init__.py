"""Laporan Capaian Kinerja Triwulan, receipts, and achievements as a table for other systems."""
