import { useParams } from '@tanstack/react-router';
import { SignPage } from './sign-page.tsx';

/** The signing page of one outgoing document. */
export function SignScreen() {
  const { id } = useParams({ strict: false });
  return id === undefined ? null : <SignPage key={id} id={id} />;
}
