import { useSyncExternalStore } from 'react';
import { z } from 'zod';
import type { SessionView } from '../../server/identity/contract.ts';
import { positionNamed } from '../../server/platform/api/contract.ts';

/** Who a session acts as: its position, or – while none is chosen – its person; what requests of this page name. */
export interface Acting {
  readonly id: string;
  readonly name: string;
  readonly title: string | null;
}

const told = z.object({
  acting: z.object({ id: z.string(), name: z.string(), title: z.string().nullable() }).nullable(),
});

let page: Acting | undefined;
/** Who the browser acts as by now, when that is no longer who this page was opened for; null when nobody is signed in. */
let other: Acting | null | undefined;
const listeners = new Set<() => void>();

/** Tabs of one browser share one session; each tells the others who it is in. Only pages open it: it would keep Node alive. */
const tabs =
  typeof window === 'undefined' || typeof BroadcastChannel === 'undefined'
    ? undefined
    : new BroadcastChannel('vanban-session');

/** Whom this page acts for, as its requests and links name it; undefined while nobody is signed in. */
export function actingId(): string | undefined {
  return page?.id;
}

/** Who a session acts as. */
function actingIn({ person, position }: SessionView): Acting {
  return { id: position?.id ?? person.id, name: person.fullName, title: position?.title ?? null };
}

/** This page is for this session from now on, because its person just did so here. */
export function actAs(session: SessionView | null): void {
  page = session ? actingIn(session) : undefined;
  setOther(undefined);
  tabs?.postMessage({ acting: page ?? null });
}

/** Says to the other tabs that nobody is signed in any more; this page is left. */
export function tellSignedOut(): void {
  tabs?.postMessage({ acting: null });
}

/** What the server says of the session: the page takes it on when it is new, and is covered when it was opened for somebody else. */
export function learnActing(session: SessionView | null): void {
  const now = session ? actingIn(session) : null;
  if (page === undefined) page = now ?? undefined;
  setOther(page === undefined || page.id === now?.id ? undefined : now);
}

function setOther(next: Acting | null | undefined): void {
  other = next;
  for (const listener of listeners) listener();
}

tabs?.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
  const heard = told.safeParse(data);
  if (!heard.success || page === undefined) return;
  setOther(heard.data.acting?.id === page.id ? undefined : heard.data.acting);
});

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** For whom this page was opened, and who the browser acts as instead by now – null for nobody; undefined while both are the same. */
export function useOtherActing(): { readonly page: Acting; readonly other: Acting | null } | undefined {
  const now = useSyncExternalStore(subscribe, () => other);
  return page === undefined || now === undefined ? undefined : { page, other: now };
}

/** The address with whom the page acts for, for what cannot set a header: links, event streams, pages of a PDF. */
export function namingPosition(address: string): string {
  if (page === undefined) return address;
  return `${address}${address.includes('?') ? '&' : '?'}${positionNamed.parameter}=${encodeURIComponent(page.id)}`;
}
