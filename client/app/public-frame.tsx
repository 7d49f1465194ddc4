import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { language, useLanguage, useText } from '../text/language.ts';
import { Mark } from '../ui/mark.tsx';
import { appText } from './text.ts';

/** The frame of pages anybody may open: mark, language, the way in. */
export function PublicFrame({ children }: { readonly children: ReactNode }) {
  const text = useText(appText);
  const current = useLanguage();
  return (
    <div className="public">
      <header className="public-head">
        <Link to="/dang-nhap" className="flex gap-12 public-brand">
          <Mark />
          <span className="strong">{text.product}</span>
        </Link>
        <div className="end flex gap-12">
          <button
            type="button"
            className="plain-button accent"
            onClick={() => language.set(current === 'vi' ? 'en' : 'vi')}
          >
            {text.otherLanguage}
          </button>
          <Link to="/dang-nhap" className="public-sign-in">
            {text.signIn}
          </Link>
        </div>
      </header>
      <main className="public-main">{children}</main>
    </div>
  );
}
