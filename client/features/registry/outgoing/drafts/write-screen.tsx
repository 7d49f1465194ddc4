import { useParams } from '@tanstack/react-router';
import { WritePage } from './write-page.tsx';

/** Writes an outgoing document, or goes on with the draft in the address. */
export function WriteScreen() {
  const { id } = useParams({ strict: false });
  return id === undefined ? <WritePage /> : <WritePage key={id} draftId={id} />;
}
