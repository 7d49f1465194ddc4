import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { parseSync, Visitor } from 'vite';
import { z } from 'zod';
import { readOptionsAndFiles } from './options.ts';

/** A function with statements of its own; one that is an expression is part of what is around it. */
interface Measured {
  /** File and line. */
  readonly place: string;
  readonly lines: number;
}

const LONG = 60;
const FULL = 25;
const parts = ['server', 'client'];

/**
 * Counts how long functions are and how full folders, of this tree or of others that are named: `npm run figures -- [--longest N] [FOLDER …]`.
 * The tree of an earlier release comes from `git archive`.
 */
function main(args: readonly string[]): void {
  const schema = z.strictObject({ longest: z.string().regex(/^\d+$/).default('0') });
  const { options, files } = readOptionsAndFiles(args, schema);
  for (const tree of files.length > 0 ? files : [resolve(import.meta.dirname, '..')]) {
    console.log(tree);
    for (const part of parts) {
      const sources = sourcesIn(join(tree, part));
      const found = sources.flatMap((path) => functionsOf(path, relative(tree, path)));
      console.log(`${part}: ${said(found)}`);
      const longest = found.toSorted((one, other) => other.lines - one.lines).slice(0, Number(options.longest));
      for (const { lines, place } of longest) console.log(`  ${lines} lines at ${place}`);
    }
    for (const [folder, count] of fullest(tree)) console.log(`${folder}: ${count} files`);
  }
}

function said(found: readonly Measured[]): string {
  const lengths = found.map(({ lines }) => lines).toSorted((one, other) => one - other);
  const at = (share: number): number => lengths[Math.floor(lengths.length * share)] ?? 0;
  const long = lengths.filter((lines) => lines > LONG).length;
  const percent = ((100 * long) / Math.max(lengths.length, 1)).toFixed(1);
  return `${lengths.length} functions, median ${at(0.5)} lines, p90 ${at(0.9)}; over ${LONG} lines ${long} (${percent} %)`;
}

function sourcesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map(({ parentPath, name }) => join(parentPath, name))
    .filter((path) => !relative(folder, path).startsWith('dist'));
}

/** Folders with more files than one finds one’s way in. */
function fullest(tree: string): [string, number][] {
  const counted = new Map<string, number>();
  for (const path of parts.flatMap((part) => sourcesIn(join(tree, part)))) {
    const folder = relative(tree, dirname(path));
    counted.set(folder, (counted.get(folder) ?? 0) + 1);
  }
  return [...counted].filter(([, count]) => count > FULL).toSorted(([, one], [, other]) => other - one);
}

function functionsOf(path: string, place: string): Measured[] {
  const source = readFileSync(path, 'utf8');
  const { program, errors } = parseSync(path, source);
  const [error] = errors;
  if (error) throw new Error(`${place}: ${error.message}`);
  const found: Measured[] = [];
  const linesIn = (start: number, end: number): number => source.slice(start, end).split('\n').length;
  const measure = ({ body, start, end }: { body: { type: string } | null; start: number; end: number }): void => {
    if (body?.type !== 'BlockStatement') return;
    found.push({ place: `${place}:${linesIn(0, start)}`, lines: linesIn(start, end) });
  };
  new Visitor({
    FunctionDeclaration: measure,
    FunctionExpression: measure,
    ArrowFunctionExpression: measure,
  }).visit(program);
  return found;
}

main(process.argv.slice(2));
