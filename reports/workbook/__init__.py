"""The exchange workbook: one .xlsx that carries a government's planning and measuring data in and out.

`schema` is the public interface (sheets and headers, stable); everything else reads or writes by it.
"""
