#!/usr/bin/env bash
# pypdfium2 5.15.2 (PDFium) with pyHanko 0.38.0: the visible stamp of a signature is missing from the rendered page.
#
# Guess: render() shows what a reader shows, because its options draw annotations and forms by default.
# Seen: a signature's stamp belongs to a form field, and fields are drawn only after init_forms() was called on the
# document, although may_draw_forms is True by default and nothing says that it has no effect.
# Why it matters: a preview of a signed agreement shows empty boxes above both names, and a QR code inside the stamp is
# not found, while the file is signed and valid.
# Instead: document.init_forms() right after opening, before the first page is loaded.
# Needs: the Pango library on the system, for WeasyPrint 70.0, which makes the page.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pypdfium2==5.15.2 pyHanko==0.38.0 WeasyPrint==70.0 Pillow==13.0.0
venv/bin/python - <<'PYTHON'
import datetime
import io
import sys

import pypdfium2
from asn1crypto import keys, x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.fields import SigFieldSpec, append_signature_field
from pyhanko.stamp import TextStampStyle
from pyhanko_certvalidator.registry import SimpleCertificateStore
from weasyprint import HTML

key = ec.generate_private_key(ec.SECP256R1())
name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Pihak Pertama")])
now = datetime.datetime.now(datetime.timezone.utc)
builder = x509.CertificateBuilder(name, name, key.public_key(), 1, now, now + datetime.timedelta(days=1))
der = builder.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.DER)
pkcs8 = (serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
signer = signers.SimpleSigner(
    signing_cert=asn1_x509.Certificate.load(der),
    signing_key=keys.PrivateKeyInfo.load(key.private_bytes(*pkcs8)),
    cert_registry=SimpleCertificateStore(),
)
writer = IncrementalPdfFileWriter(io.BytesIO(HTML(string='<html lang="id"><title>PK</title>').write_pdf()))
append_signature_field(writer, SigFieldSpec("Pertama", box=(100, 600, 300, 700), on_page=0))
style = TextStampStyle(stamp_text="DITANDATANGANI", border_width=3)
metadata = signers.PdfSignatureMetadata(field_name="Pertama")
signed = signers.PdfSigner(metadata, signer=signer, stamp_style=style).sign_pdf(writer).getvalue()


def dark(with_forms):
    """Number of dark pixels on the rendered page."""
    document = pypdfium2.PdfDocument(signed)
    if with_forms:
        document.init_forms()
    return sum(document[0].render(scale=1, grayscale=True).to_pil().histogram()[:128])


print("Dark pixels of a page that is empty but for the stamp of its signature")
print("Expected: the same with and without init_forms().")
print("without:", dark(False), "with:", dark(True))
if dark(False) != 0 or dark(True) == 0:
    sys.exit("Changed: the stamp is drawn without init_forms(), or not even with it.")
PYTHON
