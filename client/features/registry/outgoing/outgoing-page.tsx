import './outgoing.css';
import { useNavigate } from '@tanstack/react-router';
import { useKey } from '../../../ui/keys/keyboard.ts';
import { ThreePane } from '../../../ui/layout/panes.tsx';
import { useWayBack } from '../../../ui/layout/way-back.ts';
import { useFilters } from '../../../ui/lists/filters.ts';
import { OpenedDocument } from './opened-document.tsx';
import { OutgoingList } from './outgoing-list.tsx';

/** Outgoing documents: the list, and beside it the pages and the panel of the one that is open. */
export function OutgoingPage({ selectedId }: { readonly selectedId?: string }) {
  const navigate = useNavigate();
  const [filters] = useFilters();
  const back = { q: filters.q, loc: filters.loc, dong: selectedId };
  const wayBack = useWayBack();
  const toList = (): void => void navigate({ to: '/van-ban-di', search: back });
  useKey('escape', selectedId === undefined ? undefined : () => wayBack(toList));
  return (
    <ThreePane opened={selectedId !== undefined} list={<OutgoingList selectedId={selectedId} />}>
      {selectedId !== undefined && <OpenedDocument key={selectedId} id={selectedId} />}
    </ThreePane>
  );
}
