import { SignInPage } from '../../features/session/sign-in-page.tsx';

/** The way in. */
export function SignInScreen() {
  return <SignInPage />;
}
