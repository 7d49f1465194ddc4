import type { ReactNode } from 'react';
import { useSession } from '../api/session.ts';
import { PublicFrame } from './public-frame.tsx';
import { Shell } from './shell.tsx';

/** Inside the shell for who is signed in, a page of its own for everybody else. */
export function EitherFrame({ children }: { readonly children: ReactNode }) {
  return useSession()?.position ? <Shell>{children}</Shell> : <PublicFrame>{children}</PublicFrame>;
}
