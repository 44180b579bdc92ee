"""Models of documents, one module per noun."""

from documents.models.issued import DocumentRevision, IssuedAttachment, IssuedDocument
from documents.models.numbers import NumberRegister, ReservedNumber
from documents.models.preparing import PreparedDocument
from documents.models.printing import PrintItem, PrintJob
from documents.models.scans import UploadedScan
from documents.models.submissions import Submission
from documents.models.wording import TextVersion

__all__ = [
    "DocumentRevision",
    "IssuedAttachment",
    "IssuedDocument",
    "NumberRegister",
    "PreparedDocument",
    "PrintItem",
    "PrintJob",
    "ReservedNumber",
    "Submission",
    "TextVersion",
    "UploadedScan",
]
