import { useParams } from '@tanstack/react-router';
import { ArrivalsPage } from '../../features/exchange/arrivals-page.tsx';

/** What arrived from other agencies, with the one that is open beside it. */
export function ArrivalsScreen() {
  const { id } = useParams({ strict: false });
  return <ArrivalsPage {...(id === undefined ? {} : { selectedId: id })} />;
}
