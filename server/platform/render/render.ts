import { runInWorker, type WorkerKind } from '../worker/worker-pool.ts';
import type { RenderedPdf } from './render-child.ts';

/** Who renders pages. */
export const renderer: WorkerKind = {
  module: new URL('./render-child.ts', import.meta.url),
  limits: { timeMs: 10_000, memoryMb: 512, maxOutputBytes: 50_000_000, callsPerProcess: 500 },
};

/**
 * Renders a template of `templates/` with its data to a tagged PDF/A-2a (ISO 19005-2); the same data and time give the same bytes.
 * Refuses with `unprintable-character` what the font cannot draw, and with `too-complex` what takes longer than `timeMs`, 10 s unless said.
 */
export function renderPdf(
  templateName: string,
  data: unknown,
  options: { readonly creationTime: Date; readonly timeMs?: number },
): Promise<RenderedPdf> {
  const { module, limits } = renderer;
  const seconds = Math.floor(options.creationTime.getTime() / 1_000);
  return runInWorker<RenderedPdf>(
    { module, fn: 'renderTemplate', args: [templateName, data, seconds] },
    options.timeMs === undefined ? limits : { ...limits, timeMs: options.timeMs },
  );
}
