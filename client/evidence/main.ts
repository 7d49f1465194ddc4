import './node/globals.ts';
import './page.css';
import { verifyEvidence } from '../../server/exchange/evidence/verify/verify-evidence.ts';
import { chosenSource } from './chosen-source.ts';
import { type Chosen, readTrusted } from './read-trusted.ts';
import { showChosen, showReport, showUnreadable } from './show-report.ts';

const container = input('container');
const trusted = input('trusted');
let turn = 0;

for (const field of [container, trusted]) field.addEventListener('change', () => void judge());

/** Verifies what was chosen, with what is believed now; of two choices in a row the later one is shown. */
async function judge(): Promise<void> {
  turn += 1;
  const mine = turn;
  const chosen = await Promise.all([...(trusted.files ?? [])].map(readTrusted));
  showChosen(chosen);
  const [file] = container.files ?? [];
  if (!file) return;
  try {
    const report = await verifyEvidence(chosenSource(file), trustOf(chosen));
    if (mine === turn) showReport(report, file.name);
  } catch (error) {
    showUnreadable(error);
    throw error;
  }
}

function trustOf(chosen: readonly Chosen[]) {
  const keys = chosen.flatMap(({ directoryKey }) => (directoryKey ? [directoryKey] : []));
  return { roots: chosen.flatMap(({ roots }) => roots), directoryKey: keys[0] };
}

function input(id: string): HTMLInputElement {
  const found = document.getElementById(id);
  if (found instanceof HTMLInputElement) return found;
  throw new Error(`The page has no field ${id}`);
}
