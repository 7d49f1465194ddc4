import { LockOutlined, NumberOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Input, type InputRef } from 'antd';
import { useRef, useState } from 'react';
import { outgoingContract } from '../../../../server/registry/outgoing/contract.ts';
import type { OutgoingView } from '../../../../server/registry/outgoing/view-contract.ts';
import { registersContract } from '../../../../server/registry/registers/contract.ts';
import { seriesFor } from '../../../../server/registry/registers/series.ts';
import { useAct } from '../../../api/act.ts';
import { api } from '../../../api/client.ts';
import { queryOf } from '../../../api/query-client.ts';
import { useSession } from '../../../api/session.ts';
import { dayText, momentText, today } from '../../../text/format.ts';
import { useText } from '../../../text/language.ts';
import { ActNotice } from '../../../ui/feedback/notices.tsx';
import { showToast } from '../../../ui/feedback/toast.tsx';
import { FormField } from '../../../ui/forms/form-field.tsx';
import { useKey } from '../../../ui/keys/keyboard.ts';
import { written } from './outgoing-state.ts';
import { isListed } from './recipients/recipients.ts';
import { outgoingText } from './text.ts';

const outgoing = api(outgoingContract);

/** *Cấp số, ký số cơ quan*: the number that is expected, what follows, the clerk’s password again, one button. */
export function NumberForm({ document }: { readonly document: OutgoingView }) {
  const text = useText(outgoingText);
  const words = text.number;
  const [password, setPassword] = useState('');
  const expected = useExpectedCode(document);
  const username = useSession()?.person.username ?? '';
  const act = useAct(
    (typed: string, idempotencyKey) =>
      outgoing.numberDocument({
        params: { documentId: document.id },
        body: { version: document.version, password: typed },
        idempotencyKey,
      }),
    { onDone: ({ code }) => showToast({ words: words.given(code) }) },
  );
  const electronic = document.recipients.filter(isListed).length;
  const internal = document.recipients.filter(({ kind }) => kind === 'unit').length;
  const paper = document.recipients.length - electronic - internal;
  const wrong = act.problem?.slug === 'reauthentication-failed';
  const press = (): void => {
    if (password !== '') act.run(password);
  };
  useKey('ctrl+enter', press);
  const field = useRef<InputRef>(null);
  useKey('t', () => field.current?.focus());
  return (
    <form
      className="card number-form"
      onSubmit={(event) => {
        event.preventDefault();
        press();
      }}
    >
      <div className="flex gap-8">
        <NumberOutlined className="accent" />
        <h2>{expected === undefined ? words.title : words.next(expected)}</h2>
      </div>
      <p className="field-hint">{words.nextNote}</p>
      <dl className="facts">
        <dt>{words.date}</dt>
        <dd>{dayText(today())}</dd>
        <dt>{words.signedBy}</dt>
        <dd>
          {document.signer.name}
          {document.signedAt !== null && `, ${momentText(document.signedAt)}`}
        </dd>
        <dt>{words.sendTo}</dt>
        <dd>
          {[
            electronic > 0 ? words.electronic(electronic) : '',
            paper > 0 ? words.paper(paper) : '',
            internal > 0 ? words.internal(internal) : '',
          ]
            .filter(Boolean)
            .join(' · ')}
        </dd>
      </dl>
      <input type="hidden" name="username" autoComplete="username" value={username} readOnly />
      <FormField label={words.password} hint={words.passwordHint} required>
        {(control) => (
          <Input.Password
            {...control}
            ref={field}
            autoComplete="current-password"
            prefix={<LockOutlined className="third" />}
            {...(wrong ? { status: 'error' as const } : {})}
            value={password}
            onChange={(event) => {
              setPassword(event.target.value);
              act.clear();
            }}
          />
        )}
      </FormField>
      <ActNotice act={act} />
      <Button type="primary" htmlType="submit" block loading={act.busy}>
        {act.busy ? words.busy : words.act}
      </Button>
      <p className="field-hint">{words.after}</p>
    </form>
  );
}

/** The code it would get now; another clerk may be faster, so it is only expected. */
function useExpectedCode({ notation, typeCode, unitId, bodyId }: OutgoingView): string | undefined {
  const year = Number(today().slice(0, 4));
  const registers = useQuery(queryOf(registersContract, 'listRegisters')).data ?? [];
  const running = registers.filter((one) => one.kind === 'outgoing' && one.year === year && one.open);
  const divisions = running.flatMap(({ series, takes }) => (takes ? [{ series, takes }] : []));
  const item = { kind: 'outgoing', what: 'document', typeCode, unitId, bodyId } as const;
  const hasBook = bodyId === null || divisions.some(({ takes }) => 'unitId' in takes && takes.unitId === bodyId);
  const series = hasBook ? seriesFor(divisions, item) : undefined;
  const register = running.find((one) => one.series === series);
  return register && `${written(register.nextNumber)}/${notation}`;
}
