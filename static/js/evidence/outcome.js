// What became of one upload, in words, without the page.

const WHY = {
  0: "gagal diunggah: jaringan terputus.",
  400: "gagal diunggah: berkas terputus di tengah jalan.",
  403: "gagal diunggah: akun yang sedang masuk tidak dapat menambah bukti di sini. Muat ulang halaman.",
  404: "gagal diunggah: laporan tidak ditemukan. Muat ulang halaman.",
  413: "gagal diunggah: terlalu besar untuk server. Perkecil berkasnya, lalu pilih lagi.",
  507: "gagal diunggah: penyimpanan server penuh. Beri tahu administrator, lalu coba lagi.",
};
const LOGIN = "gagal diunggah: Anda sudah keluar. Masuk lagi di tab lain, lalu tekan Coba lagi.";
const TROUBLE = "gagal diunggah: server terganggu.";
const IN_VAIN = [404, 413];

export const megabytes = (bytes) => `${(bytes / 1048576).toFixed(1).replace(".", ",")} MB`;

/** What stands behind the name of a file that was made smaller. */
export const shrunk = (from, to) =>
  from === to ? "" : ` (diperkecil dari ${megabytes(from)} menjadi ${megabytes(to)})`;

/** {sentence, isStored, mayRetry, asksLogin} of an answer with this status and text, from the log-in page or not. */
export function outcomeOf(status, text, isLogin) {
  if ([201, 422].includes(status)) return { sentence: JSON.parse(text).sentence, isStored: status === 201 };
  if (isLogin) return { sentence: LOGIN, mayRetry: true, asksLogin: true };
  return { sentence: WHY[status] || TROUBLE, mayRetry: !IN_VAIN.includes(status) };
}
