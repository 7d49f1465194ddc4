import './session.css';
import { GlobalOutlined, RightOutlined, SafetyCertificateOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { identityContract } from '../../../../server/identity/contract.ts';
import { queryOf } from '../../../api/query-client.ts';
import { sessionQuery } from '../../../api/session.ts';
import { language, useLanguage, useText } from '../../../text/language.ts';
import { Notice } from '../../../ui/feedback/notices.tsx';
import { useFilters } from '../../../ui/lists/filters.ts';
import { Mark } from '../../../ui/theme/mark.tsx';
import { ChangePassword } from './change-password.tsx';
import { ChoosePosition } from './choose-position.tsx';
import { DemoAccounts } from './demo-accounts.tsx';
import { SignInForm } from './sign-in-form.tsx';
import { sessionText } from './text.ts';

/** Only addresses of this application: never another site, however it is written. */
function safeTarget(given: string | undefined): string {
  return given !== undefined && /^\/(?![/\\])/.test(given) ? given : '/';
}

/** The way in: sign in, set a password of one’s own when the start password is still in use, choose a position. */
export function SignInPage() {
  const text = useText(sessionText);
  const [filters] = useFilters();
  const navigate = useNavigate();
  const session = useQuery(sessionQuery).data;
  const options = useQuery({ ...queryOf(identityContract, 'signInOptions'), staleTime: Number.POSITIVE_INFINITY }).data;
  const [chosen, setChosen] = useState<string>();
  const wantsPassword = filters.viec === 'doi-mat-khau';
  const ready = Boolean(session?.position) && !session?.mustChangePassword;
  const target = safeTarget(filters.tiep);
  useEffect(() => {
    if (ready && !wantsPassword) void navigate({ href: target, replace: true });
  }, [ready, wantsPassword, navigate, target]);
  const step = stepOf(session, wantsPassword);
  const demo = options?.demo === true && step === 'sign-in' ? options : undefined;
  return (
    <main className={demo ? 'entry entry-demo' : 'entry'}>
      <title>{`${text.signIn} – Vanban`}</title>
      <section className="entry-form">
        <div className="flex gap-12">
          <Mark size={40} />
          <div className="grow">
            <div className="entry-name">Vanban</div>
            <div className="small second">{text.product}</div>
          </div>
          <LanguageSwitch phoneOnly />
        </div>
        <div className="entry-step">
          {options?.needsFirstAdministrator && (
            <Notice tone="caution" title={text.needsFirst}>
              {text.needsFirstNote}
            </Notice>
          )}
          {step === 'sign-in' && (
            <>
              <div className="entry-title">
                <h1>{text.signIn}</h1>
                {options?.demo && <p className="second">{text.demoPlace}</p>}
              </div>
              <SignInForm chosen={chosen} demoPassword={options?.password ?? null} />
            </>
          )}
          {step === 'password' && session && <ChangePassword forced={session.mustChangePassword} />}
          {step === 'position' && session && <ChoosePosition session={session} />}
        </div>
        {step === 'sign-in' && (
          <Link to="/kiem-tra-chu-ky" className="entry-verify">
            <span className="tile accent" style={{ width: 36, height: 36, fontSize: 18 }}>
              <SafetyCertificateOutlined />
            </span>
            <span className="grow">
              <span className="medium" style={{ display: 'block' }}>
                {text.verifyTitle}
              </span>
              <span className="small second wide-only">{text.verifyNote}</span>
            </span>
            <RightOutlined className="third" />
          </Link>
        )}
        <div className="entry-foot">
          <LanguageSwitch />
        </div>
      </section>
      {demo && <DemoAccounts accounts={demo.accounts} onChoose={setChosen} />}
    </main>
  );
}

function stepOf(
  session: { readonly position: unknown; readonly mustChangePassword: boolean } | null | undefined,
  wantsPassword: boolean,
): 'sign-in' | 'password' | 'position' {
  if (!session) return 'sign-in';
  if (session.mustChangePassword || wantsPassword) return 'password';
  return 'position';
}

function LanguageSwitch({ phoneOnly = false }: { readonly phoneOnly?: boolean }) {
  const text = useText(sessionText);
  const current = useLanguage();
  const other = current === 'vi' ? 'en' : 'vi';
  const change = (
    <button type="button" className="plain-button accent" lang={other} onClick={() => language.set(other)}>
      {other === 'en' ? text.english : text.vietnamese}
    </button>
  );
  if (phoneOnly) return <span className="phone-only">{change}</span>;
  return (
    <span className="flex gap-8 meta third wide-only-flex">
      <GlobalOutlined /> {current === 'vi' ? text.vietnamese : text.english} <span className="separator" /> {change}
    </span>
  );
}
