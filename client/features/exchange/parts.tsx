import type { PartsOfPages } from '../../ui/parts.ts';
import { TrackingTab } from './deliveries/tracking-tab.tsx';

/** What the exchange shows of an outgoing document: where it stands with each recipient. */
export const onOutgoing = {
  deliveries: (document) => <TrackingTab document={document} />,
} as const satisfies Partial<PartsOfPages['outgoing-document']>;
