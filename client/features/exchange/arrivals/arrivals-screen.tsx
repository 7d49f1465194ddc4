import { useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { ArrivalView } from '../../../../server/exchange/arrivals/contract.ts';
import { partsOf } from '../../../ui/parts.ts';
import { ArrivalsPage } from './arrivals-page.tsx';

declare module '../../../ui/parts.ts' {
  interface PartsOfPages {
    arrival: {
      /** The verdict on its file. */
      readonly signatures: (arrival: ArrivalView) => ReactNode;
    };
  }
}

/** What arrived from other agencies, with the one that is open beside it. */
export function ArrivalsScreen() {
  const { id } = useParams({ strict: false });
  const { signatures } = partsOf('arrival');
  return (
    <ArrivalsPage {...(id === undefined ? {} : { selectedId: id })} signatures={(arrival) => signatures?.(arrival)} />
  );
}
