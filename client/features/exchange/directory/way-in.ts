import type { EntryView } from '../../../../server/exchange/directory/contract.ts';
import type { directoryText } from './text.ts';

/** How one gets to an agency, in words. */
export function wayIn(
  text: (typeof directoryText)['vi'],
  { deployment, address }: Pick<EntryView, 'deployment' | 'address'>,
): string {
  if (deployment === null) return text.onPaper;
  return address ?? text.collects;
}
