import { SignInPage } from '../../features/identity/sign-in/sign-in-page.tsx';

/** The way in. */
export function SignInScreen() {
  return <SignInPage />;
}
