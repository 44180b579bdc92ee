// Photos are told from scans, sizes are reckoned, and each answer to an upload has its sentence.

import assert from "node:assert/strict";
import { test } from "node:test";
import { megabytes, outcomeOf, shrunk } from "../../static/js/evidence/outcome.js";
import { isPhoto, jpegName, lighter, reduced } from "../../static/js/evidence/photo.js";

const bytes = (text) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

test("a photo is known by what its camera wrote down", () => {
  assert.ok(isPhoto(bytes("\xff\xd8\xff\xe1\x00\x10Exif\0\0MM")));
  assert.ok(!isPhoto(bytes("\xff\xd8\xff\xe0\x00\x10JFIF\0")));
  assert.ok(!isPhoto(bytes("Exif")));
});

test("the longer side is brought down to the wished one, nothing is made larger", () => {
  assert.deepEqual(reduced({ width: 4000, height: 3000 }, 1600), { width: 1600, height: 1200 });
  assert.deepEqual(reduced({ width: 3000, height: 4000 }, 1600), { width: 1200, height: 1600 });
  assert.equal(reduced({ width: 1600, height: 900 }, 1600), null);
  assert.equal(reduced({ width: 800, height: 600 }, 1600), null);
});

test("a smaller picture has the name of a JPEG", () => {
  assert.equal(jpegName("lapangan.jpeg"), "lapangan.jpg");
  assert.equal(jpegName("foto 1.2.webp"), "foto 1.2.jpg");
  assert.equal(jpegName("tanpa akhiran"), "tanpa akhiran.jpg");
});

test("other files, small scans and broken pictures are sent as they are", async () => {
  const blob = (type, text) => Object.assign(new Blob([text], { type }), { name: "berkas" });
  for (const file of [blob("application/pdf", "%PDF"), blob("image/jpeg", "JFIF"), blob("image/jpeg", "Exif\0\0")]) {
    assert.equal(await lighter(file, 1000), file);
  }
});

test("what was made smaller says from which size to which", () => {
  assert.equal(megabytes(1_572_864), "1,5 MB");
  assert.equal(shrunk(10_485_760, 314_573), " (diperkecil dari 10,0 MB menjadi 0,3 MB)");
  assert.equal(shrunk(5, 5), "");
});

test("the server's own sentence is shown, and only a stored file is done", () => {
  const text = JSON.stringify({ sentence: "tersimpan." });
  assert.deepEqual(outcomeOf(201, text, false), { sentence: "tersimpan.", isStored: true });
  assert.deepEqual(outcomeOf(422, text, false), { sentence: "tersimpan.", isStored: false });
});

test("a lost or refused upload can be tried again unless that is in vain", () => {
  for (const status of [0, 400, 403, 500, 502, 507]) assert.equal(outcomeOf(status, "", false).mayRetry, true);
  for (const status of [404, 413]) assert.equal(outcomeOf(status, "", false).mayRetry, false);
  assert.equal(outcomeOf(502, "", false).sentence, outcomeOf(500, "", false).sentence);
  assert.match(outcomeOf(0, "", false).sentence, /jaringan terputus/);
  assert.match(outcomeOf(507, "", false).sentence, /penyimpanan server penuh/);
});

test("who was logged out is asked to log in and to try again", () => {
  const outcome = outcomeOf(200, "<html>", true);
  assert.match(outcome.sentence, /Anda sudah keluar/);
  assert.ok(outcome.mayRetry && outcome.asksLogin && !outcome.isStored);
});
