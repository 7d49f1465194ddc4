import { useSession } from '../../api/session.ts';
import { VerifyPage } from '../../features/signing/verification/verify-page.tsx';
import { PublicFrame } from '../public-frame.tsx';
import { Shell } from '../shell.tsx';

/** The check of signatures: inside the shell for who is signed in, a page of its own for everybody else. */
export function VerifyScreen() {
  const session = useSession();
  if (session?.position) {
    return (
      <Shell>
        <VerifyPage />
      </Shell>
    );
  }
  return (
    <PublicFrame>
      <VerifyPage />
    </PublicFrame>
  );
}
