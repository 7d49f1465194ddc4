import { SendOutlined } from '@ant-design/icons';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { operationsContract, type TestAnswer } from '../../../../server/exchange/operations/contract.ts';
import { type Act, useAct } from '../../../api/act.ts';
import { api } from '../../../api/client.ts';
import { useText } from '../../../text/language.ts';
import { useReasonWords } from '../../../text/reason-words.ts';
import { ActNotice, Notice } from '../../../ui/feedback/notices.tsx';
import { useForm } from '../../../ui/forms/form.ts';
import { FormField } from '../../../ui/forms/form-field.tsx';
import { operationsText } from './text.ts';

type Asked = { readonly recipientCode: string };

function useTest(): readonly [Act<Asked>, TestAnswer | undefined] {
  const [answer, setAnswer] = useState<TestAnswer>();
  const act = useAct((body: Asked) => api(operationsContract).sendTestMessage({ body }), { onDone: setAnswer });
  return [act, answer];
}

/** A message to an agency by its code, that asks nothing but whether messages arrive; the answer stands below. */
export function TestMessage() {
  const text = useText(operationsText);
  const [act, answer] = useTest();
  const form = useForm({ recipientCode: '' }, operationsContract.sendTestMessage.body, act.problem, 'secret');
  return (
    <li>
      <form
        className="column gap-8"
        onSubmit={(event) => {
          event.preventDefault();
          const values = form.check();
          if (values) act.run(values);
        }}
      >
        <FormField label={text.testCode} hint={text.testNote} error={form.error('recipientCode')} required>
          {(control) => (
            <Input
              {...control}
              maxLength={35}
              autoComplete="off"
              value={form.values.recipientCode}
              onChange={(event) => form.set('recipientCode', event.target.value)}
            />
          )}
        </FormField>
        <span>
          <Button htmlType="submit" icon={<SendOutlined />} loading={act.busy}>
            {text.test}
          </Button>
        </span>
        <Outcome act={act} answer={answer} />
      </form>
    </li>
  );
}

/** The same to an agency of a deployment, by one click. */
export function TestOfPartner({ code }: { readonly code: string }) {
  const text = useText(operationsText);
  const [act, answer] = useTest();
  return (
    <div className="column gap-8">
      <span>
        <Button
          size="small"
          icon={<SendOutlined />}
          loading={act.busy}
          onClick={() => act.run({ recipientCode: code })}
        >
          {text.test}
        </Button>
      </span>
      <Outcome act={act} answer={answer} />
    </div>
  );
}

function Outcome({ act, answer }: { readonly act: Act<Asked>; readonly answer: TestAnswer | undefined }) {
  const text = useText(operationsText);
  const inWords = useReasonWords();
  if (!answer || act.busy || act.problem) return <ActNotice act={act} />;
  const { recipient, reason, ms, carrier } = answer;
  const good = carrier === 'axis' ? text.axisOk : text.testOk;
  return reason === null ? (
    <Notice tone="good" title={good(recipient.name, ms)} />
  ) : (
    <Notice tone="caution" title={text.testFailed(recipient.name)}>
      {inWords(reason)}
    </Notice>
  );
}
