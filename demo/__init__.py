"""The fictional Kabupaten Contoh: source tables, the builder of its workbook, and its replay."""
