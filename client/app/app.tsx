import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import viVN from 'antd/locale/vi_VN';
import { lazy, type ReactNode, Suspense, useEffect } from 'react';
import { whenDoneBefore } from '../api/act.ts';
import { useOtherActing } from '../api/acting.ts';
import { whenAnotherPosition } from '../api/client.ts';
import { queryClient } from '../api/query-client.ts';
import { lookAgain } from '../api/session.ts';
import { useSessionOver } from '../api/session-over.ts';
import { language, useLanguage } from '../text/language.ts';
import { showToast } from '../ui/feedback/toast.tsx';
import { useShade } from '../ui/theme/appearance.ts';
import { vanbanTheme } from '../ui/theme/theme.ts';
import { useMedia } from '../ui/theme/use-media.ts';
import { router } from './router.tsx';
import { appText } from './text.ts';

const SignInAgain = lazy(async () => ({
  default: (await import('../features/identity/sign-in/sign-in-again.tsx')).SignInAgain,
}));

const AnotherPosition = lazy(async () => ({
  default: (await import('../features/identity/sign-in/another-position.tsx')).AnotherPosition,
}));

whenAnotherPosition(() => void lookAgain());
whenDoneBefore(() => showToast({ words: appText[language.get()].doneBefore }));

const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';

/** Everything around the pages: language, theme, the nonce for the component library’s styles, what is known of the server. */
export function App() {
  const current = useLanguage();
  const shade = useShade();
  const still = useMedia('(prefers-reduced-motion: reduce)');
  useEffect(() => {
    document.documentElement.lang = current;
  }, [current]);
  return (
    <ConfigProvider
      locale={current === 'vi' ? viVN : enUS}
      theme={vanbanTheme(shade, { motion: !still })}
      csp={{ nonce }}
      button={{ autoInsertSpace: false }}
      wave={{ disabled: true }}
      getPopupContainer={(trigger) => trigger?.closest('dialog') ?? document.body}
    >
      <QueryClientProvider client={queryClient}>
        <Covered>
          <RouterProvider router={router} />
          <SessionOver />
        </Covered>
      </QueryClientProvider>
    </ConfigProvider>
  );
}

/** Hides everything, and keeps it as it was, while the browser acts for somebody else than this page was opened for. */
function Covered({ children }: { readonly children: ReactNode }) {
  const both = useOtherActing();
  return (
    <>
      <div hidden={both !== undefined} className="covered">
        {children}
      </div>
      {both && (
        <Suspense>
          <AnotherPosition {...both} />
        </Suspense>
      )}
    </>
  );
}

/** Asks for the password again when the session ended while somebody was working. */
function SessionOver() {
  return useSessionOver() ? (
    <Suspense>
      <SignInAgain />
    </Suspense>
  ) : null;
}
