import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { crc32, deflateSync } from 'node:zlib';
import fontkit, { type Font } from '@cantoo/fontkit';
import { PDFiumLibrary } from '@hyzyla/pdfium';
import {
  degrees,
  LineCapStyle,
  lineTo,
  moveTo,
  PDFDocument,
  type PDFPage,
  rgb,
  setLineCap,
  setLineWidth,
  stroke,
} from '../../server/pdf-signatures/pdf/pdf-lib.cjs';

/** Ink of a mark as NĐ 30 Phụ lục I wants it: signatures blue, seals red. */
const ink = { blue: [22, 62, 158], red: [214, 24, 31] } as const;

const pointsOf = (millimetres: number): number => (millimetres * 72) / 25.4;

/** A red seal (*dấu*) of 32 mm: rim with the agency's name, a star, and the word that marks it as a demo; PNG, transparent. */
export async function sealImage(agencyName: string): Promise<Buffer> {
  const size = pointsOf(32);
  const font = await tinosBold();
  return await inkedPng({ width: size, height: size, colour: ink.red }, (page) => {
    const centre = { x: size / 2, y: size / 2 };
    const black = rgb(0, 0, 0);
    for (const [radius, thickness] of [
      [0.485, 1.7],
      [0.455, 0.5],
      [0.3, 0.6],
    ] as const) {
      page.drawCircle({ ...centre, size: size * radius, borderColor: black, borderWidth: thickness });
    }
    page.drawSvgPath(starPath(size * 0.2), { ...centre, color: black });
    const radius = size * 0.345;
    rimText(page, font, { text: agencyName.toUpperCase(), centre, radius, mostDegrees: 250, largest: 8, below: false });
    rimText(page, font, { text: 'MINH HOẠ', centre, radius: size * 0.41, mostDegrees: 80, largest: 6.5, below: true });
  });
}

/** A handwriting-like signature in blue, always the same for a name and different for each; PNG, transparent. */
export async function signatureImage(personName: string): Promise<Buffer> {
  const [width, height] = [pointsOf(53), pointsOf(24)];
  return await inkedPng({ width, height, colour: ink.blue }, (page) =>
    drawStroke(page, strokeOf(personName, width, height)),
  );
}

interface Mark {
  readonly width: number;
  readonly height: number;
  readonly colour: readonly [number, number, number];
}

let parsed: Promise<Font> | undefined;

/** Tinos, parsed for the first seal only; its letters are drawn as outlines, so that no page need embed it. */
function tinosBold(): Promise<Font> {
  parsed ??= readFile(
    createRequire(import.meta.url).resolve('@expo-google-fonts/tinos/700Bold/Tinos_700Bold.ttf'),
  ).then((file) => {
    const font = fontkit.create(file);
    if (!('layout' in font)) throw new Error('Tinos is a single font, not a collection');
    return font;
  });
  return parsed;
}

/** Dear to make, the same for every picture, and gone with the process. */
let rasteriser: Promise<PDFiumLibrary> | undefined;

/** Draws in black, rasterises at 300 dpi, and turns darkness into opacity of one ink: soft edges on any paper. */
async function inkedPng(mark: Mark, draw: (page: PDFPage) => void): Promise<Buffer> {
  const document = await PDFDocument.create();
  draw(document.addPage([mark.width, mark.height]));
  rasteriser ??= PDFiumLibrary.init();
  const pdf = await (await rasteriser).loadDocument(await document.save());
  const { width, height, data } = await pdf.getPage(0).render({ scale: 300 / 72, render: 'bitmap' });
  pdf.destroy();
  const pixels = Buffer.alloc(width * height * 4, Buffer.of(...mark.colour, 0));
  for (let alpha = 3; alpha < pixels.length; alpha += 4) pixels[alpha] = 255 - (data[alpha - 2] ?? 255);
  return png(width, height, pixels);
}

/** A PNG of RGBA pixels (RFC 2083): header, one compressed stream of unfiltered rows, end. */
export function png(width: number, height: number, rgba: Buffer): Buffer {
  const chunk = (type: string, content: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), content]);
    const [length, checksum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(content.length);
    checksum.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, checksum]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 6, 0, 0, 0], 8); // 8 bits, RGBA
  const rows = Array.from({ length: height }, (_, row) =>
    Buffer.concat([Buffer.of(0), rgba.subarray(row * width * 4, (row + 1) * width * 4)]),
  );
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.concat(rows))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function starPath(radius: number): string {
  const corners = Array.from({ length: 10 }, (_, index) => {
    const angle = (index * Math.PI) / 5 - Math.PI / 2;
    const length = index % 2 === 0 ? radius : radius * 0.382;
    return `${(Math.cos(angle) * length).toFixed(2)} ${(Math.sin(angle) * length).toFixed(2)}`;
  });
  return `M ${corners.join(' L ')} Z`;
}

interface RimText {
  readonly text: string;
  readonly centre: { readonly x: number; readonly y: number };
  readonly radius: number;
  readonly mostDegrees: number;
  readonly largest: number;
  /** Along the lower rim, readable from below. */
  readonly below: boolean;
}

/** Sets letters one by one along the rim, as large as the arc allows. */
function rimText(page: PDFPage, font: Font, { text, centre, radius, mostDegrees, largest, below }: RimText): void {
  const letters = [...text.normalize('NFC')].flatMap(
    (letter) => font.glyphForCodePoint(letter.codePointAt(0) ?? 0) ?? [],
  );
  const spacing = 1.12;
  const widths = letters.map(({ advanceWidth }) => (advanceWidth / font.unitsPerEm) * spacing);
  const total = widths.reduce((sum, width) => sum + width, 0);
  const size = Math.min(largest, ((mostDegrees * Math.PI) / 180) * (radius / total));
  let travelled = -total / 2;
  letters.forEach((letter, index) => {
    const middle = ((travelled + (widths[index] ?? 0) / 2) * size) / radius;
    travelled += widths[index] ?? 0;
    const angle = below ? -Math.PI / 2 + middle : Math.PI / 2 - middle;
    const tilt = below ? middle : -middle;
    const half = ((widths[index] ?? 0) / spacing / 2) * size;
    const scale = size / font.unitsPerEm;
    page.drawSvgPath(letter.path.scale(scale, -scale).toSVG(), {
      x: centre.x + radius * Math.cos(angle) - half * Math.cos(tilt),
      y: centre.y + radius * Math.sin(angle) - half * Math.sin(tilt),
      color: rgb(0, 0, 0),
      rotate: degrees((tilt * 180) / Math.PI),
    });
  });
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** A capital with a tall loop, a run of small waves that dies away, and a flourish back under the name. */
function strokeOf(personName: string, width: number, height: number): Point[] {
  const random = seededBy(personName.normalize('NFC'));
  const between = (low: number, high: number): number => low + (high - low) * random();
  const slant = between(0.18, 0.42);
  const base = height * between(0.36, 0.44);
  const capital = {
    x: width * between(0.14, 0.2),
    width: width * between(0.07, 0.11),
    height: height * between(0.42, 0.5),
  };
  const waves = Math.round(between(4, 7));
  const run = width * between(0.46, 0.56);
  const at = (x: number, y: number): Point => ({ x: x + (y - base) * slant, y });
  const [begin, turns, opening] = [between(-1.3, 0.4), between(2, 2.5), between(0.1, 0.7)];
  const first = curve(90, (t) => {
    const turn = begin + t * (Math.PI * turns - begin - 0.6);
    const reach = capital.width * (1 + t * opening);
    return at(capital.x + Math.sin(turn) * reach, base + capital.height * (0.42 + 0.62 * Math.cos(turn)));
  });
  const rise = height * between(0, 0.16);
  const roundness = between(0.15, 0.6);
  const letters = curve(220, (t) => {
    const strength = height * (0.17 * (1 - t) ** 0.8 + 0.015) * (1 + 0.5 * Math.sin(t * 9 + slant * 20));
    const phase = t * waves * Math.PI * 2;
    const x = capital.x + capital.width * 0.7 + run * t + Math.cos(phase) * strength * roundness;
    return at(x, base + rise * t + strength * (0.35 + Math.sin(phase)));
  });
  const end = letters.at(-1) ?? { x: width * 0.8, y: base };
  const target = { x: width * between(0.1, 0.22), y: base - height * between(0.2, 0.28) };
  const lift = height * between(0.25, 0.4);
  const flourish = curve(80, (t) => ({
    x: bezier(t, end.x, end.x + width * 0.13, width * 0.6, target.x),
    y: bezier(t, end.y, end.y + lift * 0.4, base - lift * 0.7, target.y),
  }));
  const tip = { x: width * between(0.6, 0.95), y: target.y + height * between(-0.02, 0.16) };
  const tail = curve(60, (t) => ({
    x: bezier(t, target.x, target.x - width * 0.06, target.x + width * 0.2, tip.x),
    y: bezier(t, target.y, target.y - height * 0.07, target.y - height * 0.05, tip.y),
  }));
  return [...first, ...letters, ...flourish, ...tail];
}

const bezier = (t: number, a: number, b: number, c: number, d: number): number =>
  (1 - t) ** 3 * a + 3 * (1 - t) ** 2 * t * b + 3 * (1 - t) * t ** 2 * c + t ** 3 * d;

const curve = (steps: number, point: (t: number) => Point): Point[] =>
  Array.from({ length: steps + 1 }, (_, index) => point(index / steps));

/** A pen: strokes downwards are heavy, upwards light, and the line swells and thins smoothly. */
function drawStroke(page: PDFPage, points: readonly Point[]): void {
  let thickness = 1;
  page.pushOperators(setLineCap(LineCapStyle.Round));
  points.forEach((end, index) => {
    const start = points[index - 1];
    if (start === undefined) return;
    const length = Math.hypot(end.x - start.x, end.y - start.y) || 1;
    const pressure = 0.75 + 0.75 * Math.max(0, (start.y - end.y) / length);
    thickness += (pressure - thickness) * 0.15;
    page.pushOperators(setLineWidth(thickness), moveTo(start.x, start.y), lineTo(end.x, end.y), stroke());
  });
}

/** The same numbers for the same name, without a clock or a dice. */
function seededBy(text: string): () => number {
  let state = createHash('sha256').update(text).digest().readUInt32BE(0) || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}
