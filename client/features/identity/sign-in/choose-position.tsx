import { RightOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { identityContract, type SessionView } from '../../../../server/identity/contract.ts';
import { useAct } from '../../../api/act.ts';
import { api } from '../../../api/client.ts';
import { takeSession } from '../../../api/session.ts';
import { dayText } from '../../../text/format.ts';
import { useText } from '../../../text/language.ts';
import { ActNotice, Notice } from '../../../ui/feedback/notices.tsx';
import { sessionText } from './text.ts';

const identity = api(identityContract);

/** Which of one’s positions to act in: rights belong to the position, not to the person. */
export function ChoosePosition({ session }: { readonly session: SessionView }) {
  const text = useText(sessionText);
  const choose = useAct((positionId: string) => identity.choosePosition({ body: { positionId } }), {
    onDone: takeSession,
  });
  const leave = useAct(() => identity.signOut(), { onDone: () => takeSession(null) });
  return (
    <div className="form">
      <div className="entry-title">
        <h1>{text.choosePosition}</h1>
        <p className="second">
          {session.person.fullName}. {text.choosePositionNote}
        </p>
      </div>
      {session.positions.length === 0 && (
        <Notice tone="caution" title={text.noPosition}>
          {text.noPositionNote}
        </Notice>
      )}
      <ul className="card">
        {session.positions.map((position) => (
          <li key={position.id}>
            <button
              type="button"
              className="plain-button entry-account"
              disabled={choose.busy}
              onClick={() => choose.run(position.id)}
            >
              <span className="grow">
                <span className="medium" style={{ display: 'block' }}>
                  {position.title}
                </span>
                <span className="meta third">
                  {[position.unitName, position.agencyName, position.until && text.until(dayText(position.until))]
                    .filter(Boolean)
                    .join(' · ')}
                </span>
              </span>
              <RightOutlined className="third" />
            </button>
          </li>
        ))}
      </ul>
      <ActNotice act={choose} />
      <Button type="link" onClick={() => leave.run(undefined)} style={{ alignSelf: 'flex-start', paddingInline: 0 }}>
        {text.signOut}
      </Button>
    </div>
  );
}
