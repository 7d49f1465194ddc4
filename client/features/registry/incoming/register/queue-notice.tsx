import { Button } from 'antd';
import type { IncomingView } from '../../../../../server/registry/incoming/contract.ts';
import { useText } from '../../../../text/language.ts';
import { Notice, ProblemNotice, ProgressNotice } from '../../../../ui/feedback/notices.tsx';
import { LinkButton } from '../../../../ui/layout/link-button.tsx';
import { registerText } from '../text.ts';
import { QueueFile } from './queue-file.tsx';
import type { RegisterQueue, WaitingFiles } from './register-queue.ts';

/** So many of those that wait are read before their turn: the rest would only hold up the first. */
const READ_AHEAD = 8;

/** Which of how many it is, what was registered before it and what waits behind it; one click makes all of it one document. */
export function QueueNotice({
  queue,
  last,
  merge,
}: {
  readonly queue: RegisterQueue;
  readonly last: IncomingView | undefined;
  readonly merge: () => void;
}) {
  const text = useText(registerText);
  const { waiting, lost, place, sending, problem } = queue;
  return (
    <>
      {last && (
        <div role="status">
          <Notice
            tone="good"
            title={text.queue.done(last.arrivalNumber)}
            actions={
              <LinkButton to={`/van-ban-den/${last.id}`} small>
                {text.openDocument}
              </LinkButton>
            }
          >
            <span className="number">{last.code}</span> {last.subject}
          </Notice>
        </div>
      )}
      {place.total > 1 && (
        <section aria-label={text.queue.title}>
          <Notice
            tone="accent"
            title={<span role="status">{text.queue.place(place.number, place.total)}</span>}
            actions={
              waiting.length > 0 && (
                <Button size="small" disabled={sending !== undefined} onClick={merge}>
                  {text.queue.merge}
                </Button>
              )
            }
          >
            {waiting.map((file, at) => (
              <QueueFile key={file.uploadId} file={file} isNear={at < READ_AHEAD} queue={queue} />
            ))}
            {sending && <ProgressNotice title={text.uploading(sending.name)} done={sending.part} total={1} />}
          </Notice>
        </section>
      )}
      {problem && <ProblemNotice problem={problem} />}
      {lost.length > 0 && <Notice tone="caution">{text.queue.lost(lost.join(', '))}</Notice>}
    </>
  );
}

/** Files were dropped while another registration is unfinished: the clerk says whether they belong to it. */
export function DroppedNotice({
  asked,
  anew,
  beside,
  after,
}: {
  readonly asked: WaitingFiles;
  readonly anew: () => void;
  readonly beside: () => void;
  readonly after: () => void;
}) {
  const text = useText(registerText);
  const { waiting, lost, sending, problem } = asked;
  const names = [...waiting.map(({ name }) => name), ...(sending ? [sending.name] : [])];
  const isSent = sending === undefined;
  return (
    <>
      {names.length > 0 && (
        <Notice
          tone="caution"
          title={<span role="status">{text.dropped(names.join(', '))}</span>}
          actions={
            <>
              <Button size="small" disabled={!isSent} onClick={after}>
                {text.queue.after}
              </Button>
              <Button size="small" disabled={!isSent} onClick={beside}>
                {text.droppedBeside}
              </Button>
              <Button size="small" disabled={!isSent} onClick={anew}>
                {text.droppedAnew}
              </Button>
            </>
          }
        >
          {sending && <ProgressNotice title={text.uploading(sending.name)} done={sending.part} total={1} />}
        </Notice>
      )}
      {problem && <ProblemNotice problem={problem} />}
      {lost.length > 0 && <Notice tone="caution">{text.queue.lost(lost.join(', '))}</Notice>}
    </>
  );
}
