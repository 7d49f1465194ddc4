import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { DomainError } from '../../platform/errors.ts';
import { pgmOf } from './picture.ts';
import type { FoundLine, FoundWord, OcrEngine } from './recognised-text.ts';

/** Tesseract of the machine, where one with Vietnamese is on the path: it is quicker than ours. */
export async function nativeTesseract(): Promise<OcrEngine | undefined> {
  try {
    const { stdout: languages } = await promisify(execFile)('tesseract', ['--list-langs']);
    if (!/^vie$/m.test(languages)) return undefined;
    const { stdout, stderr } = await promisify(execFile)('tesseract', ['--version']);
    const version = /tesseract\s+v?(\S+)/.exec(stdout + stderr)?.[1] ?? '';
    return { name: `tesseract ${version}`.trim(), recognise: async (picture) => linesOfTsv(await run(pgmOf(picture))) };
  } catch {
    // There is none, or it does not run here: the one that comes with the project does.
    return undefined;
  }
}

async function run(picture: Buffer): Promise<string> {
  const child = spawn('tesseract', ['stdin', 'stdout', '-l', 'vie', '--psm', '6', 'tsv'], {
    env: { ...process.env, OMP_THREAD_LIMIT: '1' },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  child.stdin.on('error', () => undefined); // It ended before it had read all: its code tells.
  child.stdin.end(picture);
  const [table, [code]] = await Promise.all([text(child.stdout), once(child, 'close')]);
  if (code !== 0) throw new DomainError('invalid', 'page-not-recognised', `tesseract ended with ${String(code)}`);
  return table;
}

/** Tesseract's table of what it found: one row a page, block, paragraph, line or word; lines have no base of their own there. */
export function linesOfTsv(table: string): FoundLine[] {
  const lines = new Map<string, FoundWord[]>();
  for (const row of table.split('\n').slice(1)) {
    const [level, page, block, paragraph, line, , ...rest] = row.split('\t');
    const [left = 0, top = 0, width = 0, height = 0, confidence = 0] = rest.slice(0, 5).map(Number);
    const written = rest[5]?.trim() ?? '';
    if (level !== '5' || written === '') continue;
    const key = [page, block, paragraph, line].join(' ');
    const word = { text: written, confidence: confidence / 100, left, top, right: left + width, bottom: top + height };
    lines.set(key, [...(lines.get(key) ?? []), word]);
  }
  return [...lines.values()].map(lineOf);
}

/** Letters such as g and p hang below the line, others stand on it. */
const hanging = /[gjpqy,;()[\]/|Q]|[\u1ea0\u1ea1\u1eb8-\u1eb9\u1eca-\u1ecd\u1ee4\u1ee5\u1ef4\u1ef5]/;

function lineOf(words: readonly FoundWord[]): FoundLine {
  const standing = words.filter(({ text: written }) => !hanging.test(written));
  const [first, last] = [standing[0] ?? words[0], standing.at(-1) ?? words.at(-1)];
  const [top, bottom] = [Math.min(...words.map((word) => word.top)), Math.max(...words.map((word) => word.bottom))];
  return {
    words,
    base: { x0: first?.left ?? 0, y0: first?.bottom ?? bottom, x1: last?.left ?? 0, y1: last?.bottom ?? bottom },
    height: bottom - top,
  };
}
