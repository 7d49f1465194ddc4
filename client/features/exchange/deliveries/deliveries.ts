import {
  type DeliveryPart,
  type DeliveryView,
  deliveryParts,
  type ReplyCode,
} from '../../../../server/exchange/deliveries/contract.ts';
import type { DeliveryStep } from '../../../ui/documents/delivery-line.tsx';
import type { Tone } from '../../../ui/theme/tone.ts';

export type DeliveryState = DeliveryView['state'];

/** The codes on the line of a delivery that goes well, in order. */
const path: readonly ReplyCode[] = ['01', '03', '04', '05', '06'];

/** The line of one delivery: what its signed receipts say, the last of them solid, a refusal red, also of what was recalled since. */
export function stepsOf(
  { receipts }: Pick<DeliveryView, 'receipts'>,
  words: Readonly<Record<ReplyCode, string>>,
): DeliveryStep[] {
  const got = new Set(receipts.map(({ code }) => code));
  if (got.has('02')) {
    return [
      { code: '01', words: words['01'], state: 'done' },
      { code: '02', words: words['02'], state: 'refused' },
    ];
  }
  const last = path.findLastIndex((code) => got.has(code));
  return path.map((code, index) => ({
    code,
    words: words[code],
    state: index > last ? 'open' : index === last && code !== '06' ? 'current' : 'done',
  }));
}

/** The colour of a delivery: red was refused or stands still, amber is being tried again, green is accepted. */
export function toneOfDelivery(state: DeliveryState): Tone | undefined {
  if (state === 'refused' || state === 'stuck') return 'bad';
  if (state === 'retrying') return 'caution';
  if (state === 'done') return 'good';
  return undefined;
}

/** The colour of a sum: red needs somebody, amber is on its way, green is accepted. */
export const toneOfPart: Readonly<Record<DeliveryPart, Tone | ''>> = {
  ...{ stuck: 'bad', refused: 'bad', late: 'bad', moving: 'caution', accepted: 'good' },
  ...{
    arrived: '',
    paper: '',
    posted: '',
    internal: '',
    recalled: '',
    'taken-back': '',
    replaced: '',
    readdressed: '',
  },
};

/** The sums of which there is something to say, in their order. */
export function shownParts(parts: Readonly<Record<DeliveryPart, number>>): DeliveryPart[] {
  return deliveryParts.filter((part) => parts[part] > 0);
}

/** Whether its sender has the document back there, or another one stands in its place. */
export function isBack(state: DeliveryState): boolean {
  return state === 'recalled' || state === 'taken-back' || state === 'replaced';
}
