#!/usr/bin/env bash
# pyHanko 0.38.0: a rightly signed agreement is judged as altered, because a tag holds its child in an array of one.
#
# Guess: in a structure element, /K may be one object or an array of one; both mean the same, as the PDF standard says.
# Seen: two signature fields are tagged before the first signature. With /K as the object reference itself the first
# signature stays good after the second (FORM_FILLING). With an array around it the verdict is OTHER, bottom line
# False.
# Why it matters: tagging the fields is what PDF/UA asks for, and both parties sign one file. The difference is
# invisible in every reader, and the verdict says that somebody changed the agreement.
# Instead: write the reference without an array.
# Needs: the Pango library on the system, for WeasyPrint 70.0, which makes the tagged page.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pyHanko==0.38.0 pikepdf==10.17.0 WeasyPrint==70.0
venv/bin/python - <<'PYTHON'
import datetime
import io
import logging
import sys

import pikepdf
from asn1crypto import keys, x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from pikepdf import Array, Dictionary, Name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import signers
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore
from weasyprint import HTML

logging.disable(logging.CRITICAL)
key = ec.generate_private_key(ec.SECP256R1())
name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Kepala Dinas")])
now = datetime.datetime.now(datetime.timezone.utc)
builder = x509.CertificateBuilder(name, name, key.public_key(), 1, now, now + datetime.timedelta(days=1))
usage = x509.KeyUsage(True, True, False, False, False, False, False, False, False)
made = builder.add_extension(usage, critical=True).sign(key, hashes.SHA256())
certificate = asn1_x509.Certificate.load(made.public_bytes(serialization.Encoding.DER))
pkcs8 = (serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
signer = signers.SimpleSigner(
    signing_cert=certificate,
    signing_key=keys.PrivateKeyInfo.load(key.private_bytes(*pkcs8)),
    cert_registry=SimpleCertificateStore(),
)
PAGE = HTML(string='<html lang="id"><title>PK</title><p>Isi</p>').write_pdf(pdf_variant="pdf/ua-1")


def reserved(in_array):
    """The page with two empty signature fields that stand in the structure tree."""
    pdf = pikepdf.open(io.BytesIO(PAGE))
    page, root = pdf.pages[0], pdf.Root.StructTreeRoot
    document, numbers, fields = root.K[0], root.ParentTree.Nums, []
    for place, field in enumerate(("Pertama", "Kedua"), start=len(numbers) // 2):
        rect = [50, 100 * place, 250, 100 * place + 50]
        widget = pdf.make_indirect(
            Dictionary(Type=Name.Annot, Subtype=Name.Widget, FT=Name.Sig, T=field, F=4, Rect=rect, P=page.obj)
        )
        widget.StructParent = place
        reference = Dictionary(Type=Name.OBJR, Obj=widget, Pg=page.obj)
        element = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Form, P=document, Pg=page.obj, Alt=field))
        element.K = Array([reference]) if in_array else reference
        document.K.append(element)
        numbers.append(place)
        numbers.append(element)
        fields.append(widget)
    page.obj.Annots = pdf.make_indirect(Array(fields))
    pdf.Root.AcroForm = pdf.make_indirect(Dictionary(Fields=pdf.make_indirect(Array(fields)), SigFlags=1))
    target = io.BytesIO()
    pdf.save(target)
    return target.getvalue()


def verdict(in_array):
    """What is said of the first signature after the second one was made."""
    content = reserved(in_array)
    for field in ("Pertama", "Kedua"):
        metadata = signers.PdfSignatureMetadata(field_name=field)
        content = signers.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(content)), metadata, signer=signer).getvalue()
    first = PdfFileReader(io.BytesIO(content)).embedded_signatures[0]
    status = validate_pdf_signature(first, ValidationContext(trust_roots=[certificate]))
    return status.modification_level.name, status.bottom_line


print("The first of two signatures, on the same page tagged in two ways")
print("Expected: twice the same verdict.")
print("/K is the reference:         ", verdict(False))
print("/K is an array of one of it: ", verdict(True))
if verdict(False) != ("FORM_FILLING", True) or verdict(True) != ("OTHER", False):
    sys.exit("Changed: the two ways to write one child are judged otherwise.")
PYTHON
