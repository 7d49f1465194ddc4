import { IdcardOutlined, KeyOutlined } from '@ant-design/icons';
import { Button, Input } from 'antd';
import { useSession } from '../../../api/session.ts';
import { dayOf, dayText } from '../../../text/format.ts';
import { useText } from '../../../text/language.ts';
import { ActNotice } from '../../../ui/feedback/notices.tsx';
import { ChooseFileButton } from '../../../ui/files/drop-zone.tsx';
import { FormField } from '../../../ui/forms/form-field.tsx';
import type { KeyFile, KeyRefusal } from './key-file.ts';
import { keyText } from './text.ts';

const keyFiles = '.p12,.pfx,application/x-pkcs12';

/** The key file and its PIN: whose it is, until when, and why it does not open. */
export function KeyCard({ keyFile, onEnter }: { readonly keyFile: KeyFile; readonly onEnter: () => void }) {
  const words = useText(keyText);
  const session = useSession();
  const { chosen, demo } = keyFile;
  return (
    <>
      <div className="key-card">
        <IdcardOutlined />
        <Holder keyFile={keyFile} />
        {chosen && <ChooseKey keyFile={keyFile} words={words.other} />}
      </div>
      {!chosen && (
        <div className="flex gap-8 wrap">
          <ChooseKey keyFile={keyFile} words={words.choose} />
          {session?.demo && (
            <Button icon={<KeyOutlined />} loading={demo.busy} onClick={() => demo.run(undefined)}>
              {words.demo}
            </Button>
          )}
        </div>
      )}
      <ActNotice act={demo} />
      {chosen && <PinField keyFile={keyFile} isDemo={chosen.demo} onEnter={onEnter} />}
      {keyFile.refusal?.code === 'pin-wrong' && <p className="small second">{words.pinNote}</p>}
    </>
  );
}

/** Whose key was chosen, as far as it is known before the PIN. */
function Holder({ keyFile: { chosen, opened } }: { readonly keyFile: KeyFile }) {
  const words = useText(keyText);
  if (!chosen) {
    return (
      <div className="grow">
        <div className="strong">{words.noKey}</div>
        <div className="small second">{words.noKeyNote}</div>
      </div>
    );
  }
  return (
    <div className="grow">
      <div className="strong">{opened?.holder.commonName ?? chosen.name}</div>
      <div className="small second">
        {opened
          ? `${chosen.name} · ${words.holder(opened.holder.issuer, dayText(dayOf(opened.holder.notAfter)))}`
          : words.keyFile}
      </div>
    </div>
  );
}

function ChooseKey({ keyFile, words }: { readonly keyFile: KeyFile; readonly words: string }) {
  return <ChooseFileButton words={words} accept={keyFiles} onFiles={([file]) => file && void keyFile.choose(file)} />;
}

/** The PIN; leaving the field opens the key with it. */
function PinField({
  keyFile,
  isDemo,
  onEnter,
}: {
  readonly keyFile: KeyFile;
  readonly isDemo: boolean;
  readonly onEnter: () => void;
}) {
  const words = useText(keyText);
  const { opened, pin } = keyFile;
  const error = useRefusalWords(keyFile.refusal);
  return (
    <FormField label={words.pin} error={error} hint={isDemo ? `${words.demoUsed}. ${words.pinHint}` : words.pinHint}>
      {(control) => (
        <Input
          {...control}
          className="key-pin"
          type={hidesByStyle() ? 'text' : 'password'}
          spellCheck={false}
          autoCapitalize="none"
          autoFocus={!isDemo}
          autoComplete="off"
          name="key-pin"
          size="large"
          prefix={<KeyOutlined className="third" />}
          {...(error === undefined ? {} : { status: 'error' as const })}
          value={pin}
          onChange={(event) => keyFile.typePin(event.target.value)}
          onBlur={({ relatedTarget }) => {
            // A button that is pressed opens the key itself: nothing may move away under the pointer before it is let go. Not every
            // browser gives a pressed button the focus.
            if (relatedTarget instanceof HTMLButtonElement || document.querySelector('button:active')) return;
            if (pin !== '' && !opened && !error) void keyFile.ready();
          }}
          onPressEnter={onEnter}
        />
      )}
    </FormField>
  );
}

/** A field of passwords would be offered to be kept as this site’s; the PIN of a key is none, and is covered by style where that can be. */
const hidesByStyle = (): boolean => CSS.supports('-webkit-text-security', 'disc');

function useRefusalWords(refusal: KeyRefusal | undefined): string | undefined {
  const text = useText(keyText);
  if (!refusal) return undefined;
  const day = refusal.day === undefined ? '…' : dayText(refusal.day);
  if (refusal.code === 'certificate-expired') return text.expired(day);
  if (refusal.code === 'certificate-not-yet-valid') return text.notYet(day);
  return text.keyProblems[refusal.code] ?? text.keyProblems['not-pkcs12'];
}
