import mongoose from 'mongoose';
import { seesWholeAgency } from '../../identity/visibility.ts';
import { dayInVietnam } from '../../platform/calendar.ts';
import { readSome } from '../../platform/database/store.ts';
import { pageAddress } from '../../platform/page-address.ts';
import type { SearchSource } from '../../platform/search.ts';
import { pdfsAmong } from '../../registry/documents/document-file.ts';
import { codeForms, joinCode } from '../../registry/documents/notation.ts';
import { exchangePages } from '../pages.ts';
import { arrivals } from '../store.ts';
import type { Arrival } from './arrival.ts';
import { carriedDocument } from './carried-document.ts';
import { listedArrival } from './queries.ts';

declare module '../../platform/search.ts' {
  interface FoundKinds {
    arrival: true;
  }
}

/** What came through the exchange as it is found until it is registered, by those who see all of the agency's; then it is an incoming document. */
export const searchOfArrivals: SearchSource<Arrival> = {
  kind: 'arrival',
  store: arrivals,
  words: {
    kind: ['gửi đến'],
    states: { arrived: ['chờ đăng ký'], returned: ['từ chối tiếp nhận', 'đã trả lại'], recalled: ['đã thu hồi'] },
  },
  entryOf: (arrival) => {
    if (arrival.state === 'registered') return undefined;
    const document = carriedDocument(arrival);
    return {
      agencyId: arrival.agencyId,
      at: arrival.arrivedAt,
      days: [dayInVietnam(arrival.arrivedAt), document.issuedOn],
      state: arrival.state,
      numbers: codeForms(joinCode(document)),
      parties: [arrival.senderName, document.signer.fullName ?? ''],
      title: `${document.typeName} ${document.subject}`,
      texts: [document.description ?? '', ...arrival.files.map(({ name }) => name)],
      files: pdfsAmong(arrival.files),
      readers: [],
    };
  },
  read: async (actor, ids) => {
    if (!seesWholeAgency(actor)) return [];
    const among = { agencyId: actor.agencyId, _id: mongoose.trusted({ $in: [...ids] }) };
    const found = await readSome(arrivals, listedArrival, { ...among, state: mongoose.trusted({ $ne: 'registered' }) });
    return found.map((arrival) => {
      const { subject, ...document } = carriedDocument(arrival);
      return {
        page: pageAddress(exchangePages.arrival, { id: arrival.id }),
        ...{ kind: 'arrival', id: arrival.id, code: joinCode(document), title: subject, party: arrival.senderName },
        ...{ at: arrival.arrivedAt, state: arrival.state, isOver: arrival.state !== 'arrived' },
      };
    });
  },
};
