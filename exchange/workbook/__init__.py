"""The workbook as a file and as pages: schema, reading, writing, problems."""
