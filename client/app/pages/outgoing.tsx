import { useParams } from '@tanstack/react-router';
import { OutgoingPage } from '../../features/outgoing/outgoing-page.tsx';

/** Outgoing documents, with the one that is open beside the list. */
export function OutgoingScreen() {
  const { id } = useParams({ strict: false });
  return <OutgoingPage {...(id === undefined ? {} : { selectedId: id })} />;
}
