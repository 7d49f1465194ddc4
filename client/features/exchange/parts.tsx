import type { PartsOfPages } from '../../ui/parts.ts';
import { SaidLater } from './arrivals/asked-back.tsx';
import { ToldOtherwise } from './deliveries/told-otherwise.tsx';
import { TrackingTab } from './deliveries/tracking-tab.tsx';

/** What the exchange shows of an incoming document: what its sender said of it later. */
export const onIncoming = {
  matters: (document) => <SaidLater document={document} />,
} as const satisfies Partial<PartsOfPages['incoming-document']>;

/** And of an outgoing one: where it stands with each recipient, and whom what is said of it would not reach. */
export const onOutgoing = {
  deliveries: (document) => <TrackingTab document={document} />,
  toldOtherwise: ({ id }, about) => <ToldOtherwise documentId={id} about={about} />,
} as const satisfies Partial<PartsOfPages['outgoing-document']>;
