"""How commands tell why a file was refused."""

import errno

_OS_ERRORS = {
    errno.ENOENT: "berkas atau mapnya tidak ada",
    errno.ENOTDIR: "sebagian jalurnya bukan map",
    errno.EISDIR: "itu map, bukan berkas",
    errno.EACCES: "tidak ada izin",
    errno.EPERM: "tidak ada izin",
    errno.EROFS: "medianya hanya dapat dibaca",
    errno.ENOSPC: "ruang penyimpanan penuh",
    errno.ENAMETOOLONG: "namanya terlalu panjang",
}


def reason_of(error: OSError) -> str:
    """Why the operating system refused a file, as the end of an Indonesian sentence."""
    return _OS_ERRORS.get(error.errno or 0) or f"sistem operasi menjawab galat {error.errno}"
