import { IdcardOutlined, KeyOutlined } from '@ant-design/icons';
import { Button, Input } from 'antd';
import { useSession } from '../../../api/session.ts';
import { dayOf, dayText } from '../../../text/format.ts';
import { useText } from '../../../text/language.ts';
import { ChooseFileButton } from '../../../ui/drop-zone.tsx';
import { FormField } from '../../../ui/form-field.tsx';
import { ActNotice } from '../../../ui/notices.tsx';
import { signingText } from '../text.ts';
import type { KeyFile, KeyRefusal } from './key-file.ts';

const keyFiles = '.p12,.pfx,application/x-pkcs12';

/** The key file and its PIN: whose it is, until when, and why it does not open. */
export function KeyCard({ keyFile, onEnter }: { readonly keyFile: KeyFile; readonly onEnter: () => void }) {
  const text = useText(signingText);
  const words = text.sign;
  const session = useSession();
  const { chosen, opened, pin, demo } = keyFile;
  const error = useRefusalWords(keyFile.refusal);
  const aboutPin = keyFile.refusal?.code === 'pin-wrong';
  return (
    <>
      <div className="key-card">
        <IdcardOutlined />
        <div className="grow">
          {chosen ? (
            <>
              <div className="strong">{opened?.holder.commonName ?? chosen.name}</div>
              <div className="small second">
                {opened
                  ? `${chosen.name} · ${words.holder(opened.holder.issuer, dayText(dayOf(opened.holder.notAfter)))}`
                  : words.keyFile}
              </div>
            </>
          ) : (
            <>
              <div className="strong">{words.noKey}</div>
              <div className="small second">{words.noKeyNote}</div>
            </>
          )}
        </div>
        {chosen && (
          <ChooseFileButton
            words={words.other}
            accept={keyFiles}
            onFiles={([file]) => file && void keyFile.choose(file)}
          />
        )}
      </div>
      {!chosen && (
        <div className="flex gap-8 wrap">
          <ChooseFileButton
            words={words.choose}
            accept={keyFiles}
            onFiles={([file]) => file && void keyFile.choose(file)}
          />
          {session?.demo && (
            <Button icon={<KeyOutlined />} loading={demo.busy} onClick={() => demo.run(undefined)}>
              {words.demo}
            </Button>
          )}
        </div>
      )}
      <ActNotice act={demo} />
      {chosen && (
        <FormField
          label={words.pin}
          error={error}
          hint={chosen.demo ? `${words.demoUsed}. ${words.pinHint}` : words.pinHint}
        >
          {(control) => (
            <Input
              {...control}
              className="key-pin"
              type={hidesByStyle() ? 'text' : 'password'}
              spellCheck={false}
              autoCapitalize="none"
              autoFocus={!chosen.demo}
              autoComplete="off"
              name="key-pin"
              size="large"
              prefix={<KeyOutlined className="third" />}
              {...(error === undefined ? {} : { status: 'error' as const })}
              value={pin}
              onChange={(event) => keyFile.typePin(event.target.value)}
              onBlur={() => {
                if (pin !== '' && !opened && !error) void keyFile.ready();
              }}
              onPressEnter={onEnter}
            />
          )}
        </FormField>
      )}
      {aboutPin && <p className="small second">{text.pinNote}</p>}
    </>
  );
}

/** A field of passwords would be offered to be kept as this site’s; the PIN of a key is none, and is covered by style where that can be. */
const hidesByStyle = (): boolean => CSS.supports('-webkit-text-security', 'disc');

function useRefusalWords(refusal: KeyRefusal | undefined): string | undefined {
  const text = useText(signingText);
  if (!refusal) return undefined;
  const day = refusal.day === undefined ? '…' : dayText(refusal.day);
  if (refusal.code === 'certificate-expired') return text.expired(day);
  if (refusal.code === 'certificate-not-yet-valid') return text.notYet(day);
  return text.keyProblems[refusal.code] ?? text.keyProblems['not-pkcs12'];
}
