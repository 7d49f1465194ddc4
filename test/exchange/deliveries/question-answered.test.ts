import { expect } from 'chai';
import { type AxisQuestion, axisQuestions } from '../../../server/exchange/axis/axis-settings.ts';
import type { FollowUp } from '../../../server/exchange/deliveries/follow-ups/follow-up.ts';
import { questionAnswered } from '../../../server/exchange/deliveries/over-axis/question-answered.ts';

type Asked = Pick<FollowUp, 'kind' | 'state'>;

describe('what a status of the axis answers, which names no more than the document', () => {
  const sent = (kind: Asked['kind']): Asked => ({ kind, state: 'sent' });
  const acknowledged = (kind: Asked['kind']): Asked => ({ kind, state: 'acknowledged' });
  const answered = (
    followed: readonly Asked[],
    {
      code = '15',
      replaces = false,
      answers = axisQuestions,
    }: { code?: '15' | '16'; replaces?: boolean; answers?: readonly AxisQuestion[] } = {},
  ) => {
    const question = questionAnswered({ replaces, followed }, code, answers);
    return typeof question === 'object' ? `${question.kind} ${question.state}` : question;
  };

  it('is the oldest that is open, in whichever order it was asked', () => {
    expect(answered([sent('update'), sent('revoke')])).to.equal('update sent');
    expect(answered([acknowledged('update'), sent('revoke')])).to.equal('revoke sent');
    expect(answered([sent('ask-back'), sent('update')])).to.equal('ask-back sent');
    expect(answered([sent('update')], { replaces: true })).to.equal('replace');
  });

  it('is none that the system there does not answer, as the configuration declares', () => {
    const answers = ['revoke', 'ask-back'] as const;
    expect(answered([sent('update'), sent('revoke')], { answers })).to.equal('revoke sent');
    expect(answered([sent('update')], { answers, replaces: true })).to.equal(undefined);
  });

  it('is the last again when nothing is open, and a request alone where it is declined', () => {
    expect(answered([acknowledged('update'), acknowledged('revoke')])).to.equal('revoke acknowledged');
    expect(answered([sent('ask-back'), sent('revoke')], { code: '16' })).to.equal('ask-back sent');
    expect(answered([sent('revoke')], { code: '16', replaces: true })).to.equal(undefined);
    expect(answered([])).to.equal(undefined);
  });
});
