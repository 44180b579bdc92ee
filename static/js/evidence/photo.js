// Photos are made smaller before they are sent: a phone's has 5 to 10 MB, of which a reader sees 0.3, and links are weak.

const PHOTO_SIDE = 1600;
const SCAN_SIDE = 3508; // A4 at 300 dots per inch, which is what the server keeps
const GOOD_ENOUGH = 0.8;
const BEGINNING = 65536; // bytes; Exif stands in the first segments

/** A camera writes down when and how it took the photo; a scan, whose small print has to stay readable, has no Exif. */
export const isPhoto = (beginning) => new TextDecoder("latin1").decode(beginning).includes("Exif\0\0");

/** The size of a picture whose longer side becomes `side`; null when it is not larger. */
export function reduced({ width, height }, side) {
  const scale = side / Math.max(width, height);
  return scale >= 1 ? null : { width: Math.round(width * scale), height: Math.round(height * scale) };
}

export const jpegName = (name) => `${name.replace(/\.\w+$/, "")}.jpg`;

async function drawn(picture, { width, height }) {
  const canvas = Object.assign(document.createElement("canvas"), { width, height });
  const paper = canvas.getContext("2d");
  paper.fillStyle = "white";
  paper.fillRect(0, 0, width, height);
  paper.drawImage(picture, 0, 0, width, height);
  return new Promise((done) => canvas.toBlob(done, "image/jpeg", GOOD_ENOUGH));
}

/** The file itself, or a smaller JPEG of it; a scan is only touched when it has more bytes than `limit`. */
export async function lighter(file, limit) {
  if (!["image/jpeg", "image/webp"].includes(file.type)) return file;
  try {
    const beginning = new Uint8Array(await file.slice(0, BEGINNING).arrayBuffer());
    const side = isPhoto(beginning) ? PHOTO_SIDE : SCAN_SIDE;
    if (side === SCAN_SIDE && file.size <= limit) return file;
    const picture = await createImageBitmap(file);
    const size = reduced(picture, side);
    const blob = size && (await drawn(picture, size));
    if (!blob || blob.size >= file.size) return file;
    return new File([blob], jpegName(file.name), { type: blob.type });
  } catch {
    return file; // The server says what is wrong with it.
  }
}
