import {
  CheckOutlined,
  EditOutlined,
  ExclamationOutlined,
  EyeOutlined,
  FileDoneOutlined,
  HighlightOutlined,
  NumberOutlined,
  PrinterOutlined,
  RollbackOutlined,
  SafetyCertificateOutlined,
  SendOutlined,
  SignatureOutlined,
  StopOutlined,
  UserSwitchOutlined,
} from '@ant-design/icons';
import { Checkbox } from 'antd';
import { type ReactNode, useState } from 'react';
import type { EventView } from '../../../server/audit/contract.ts';
import type { AuditEvent } from '../../../server/audit/event.ts';
import { eventNote } from '../../text/event-words.ts';
import { exactMomentText } from '../../text/format.ts';
import { useEventWords } from '../../text/happenings.ts';
import { useLanguage, useText } from '../../text/language.ts';
import { uiText } from '../text.ts';
import type { Tone } from '../theme/tone.ts';
import { Timeline } from './timeline.tsx';
import { toldOnce } from './told-once.ts';

type Look = readonly [icon: ReactNode, tone?: Tone];

const looks: Readonly<Partial<Record<AuditEvent['type'], Look>>> = {
  'document-registered': [<NumberOutlined key="" />, 'good'],
  'document-numbered': [<NumberOutlined key="" />, 'good'],
  'void-requested': [<StopOutlined key="" />, 'caution'],
  'number-voided': [<StopOutlined key="" />, 'bad'],
  'document-signed': [<SignatureOutlined key="" />, 'good'],
  'document-sealed': [<SignatureOutlined key="" />, 'good'],
  'seal-failed': [<ExclamationOutlined key="" />, 'caution'],
  'delivery-failed': [<ExclamationOutlined key="" />, 'caution'],
  'document-issued': [<SendOutlined key="" />, 'good'],
  'delivery-sent': [<SendOutlined key="" />],
  'document-presented': [<SendOutlined key="" />],
  'directive-given': [<HighlightOutlined key="" />, 'good'],
  'assignment-done': [<CheckOutlined key="" />, 'good'],
  'document-handled': [<CheckOutlined key="" />, 'good'],
  'document-arrived': [<FileDoneOutlined key="" />],
  'arrival-verified': [<SafetyCertificateOutlined key="" />],
  'receipt-sent': [<SafetyCertificateOutlined key="" />],
  'receipt-recorded': [<SafetyCertificateOutlined key="" />, 'good'],
  'arrival-registered': [<NumberOutlined key="" />, 'good'],
  'arrival-returned': [<RollbackOutlined key="" />, 'bad'],
  'draft-returned': [<RollbackOutlined key="" />, 'caution'],
  'draft-handed-over': [<UserSwitchOutlined key="" />],
  'document-printed': [<PrinterOutlined key="" />],
  'document-viewed': [<EyeOutlined key="" />],
  'document-downloaded': [<EyeOutlined key="" />],
  'arrival-viewed': [<EyeOutlined key="" />],
  'arrival-downloaded': [<EyeOutlined key="" />],
  'evidence-downloaded': [<EyeOutlined key="" />],
  'delivery-evidence-downloaded': [<EyeOutlined key="" />],
  'arrival-evidence-downloaded': [<EyeOutlined key="" />],
};

const looking = new Set([
  'document-viewed',
  'document-downloaded',
  'arrival-viewed',
  'arrival-downloaded',
  'evidence-downloaded',
  'delivery-evidence-downloaded',
  'arrival-evidence-downloaded',
]);

/** What happened to one document, newest first: act, who, to the second. Who merely looked at it is shown on request. */
export function History({ events: logged }: { readonly events: readonly EventView[] }) {
  const events = toldOnce(logged);
  const text = useText(uiText);
  const language = useLanguage();
  const words = useEventWords();
  const [all, setAll] = useState(false);
  const acts = events.filter(({ type }) => !looking.has(type));
  const shown = (all ? events : acts).toSorted(
    (one, other) => other.at.localeCompare(one.at) || other.sequence - one.sequence,
  );
  const seen: Readonly<Record<string, Look>> = looks;
  return (
    <div className="column gap-12">
      {acts.length < events.length && (
        <Checkbox checked={all} onChange={(event) => setAll(event.target.checked)}>
          {text.showViews(events.length - acts.length)}
        </Checkbox>
      )}
      <Timeline
        items={shown.map((line) => {
          const [icon, tone] = seen[line.type] ?? [<EditOutlined key="" />];
          return {
            id: line.id,
            icon,
            ...(tone ? { tone } : {}),
            title: words[line.type] ?? line.type,
            note: [[line.name || text.system, line.title].filter(Boolean).join(', '), eventNote(line.event, language)]
              .filter(Boolean)
              .join(' · '),
            time: exactMomentText(line.at),
          };
        })}
      />
    </div>
  );
}
