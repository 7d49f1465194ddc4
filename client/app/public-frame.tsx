import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { language, useLanguage, useText } from '../text/language.ts';
import { Toasts } from '../ui/feedback/toast.tsx';
import { LinkButton } from '../ui/layout/link-button.tsx';
import { Mark } from '../ui/theme/mark.tsx';
import { appText } from './text.ts';

/** The frame of pages anybody may open: mark, language, the way in. */
export function PublicFrame({ children }: { readonly children: ReactNode }) {
  const text = useText(appText);
  const other = useLanguage() === 'vi' ? 'en' : 'vi';
  return (
    <div>
      <header className="public-head">
        <Link to="/dang-nhap" className="flex gap-12">
          <Mark />
          <span className="strong">{text.product}</span>
        </Link>
        <div className="end flex gap-12">
          <button type="button" className="plain-button accent" lang={other} onClick={() => language.set(other)}>
            {text.otherLanguage}
          </button>
          <LinkButton to="/dang-nhap">{text.signIn}</LinkButton>
        </div>
      </header>
      <main className="public-main">{children}</main>
      <Toasts />
    </div>
  );
}
