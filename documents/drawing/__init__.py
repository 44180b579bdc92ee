"""From HTML to PDF in a confined process, the pictures that stand on pages, and the way of a file to its reader."""
