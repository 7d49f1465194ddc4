import '../incoming.css';
import { InboxOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import type { TrayItemView } from '../../../../../server/intake/tray/contract.ts';
import { useText } from '../../../../text/language.ts';
import { ActNotice, EmptyState, Notice, ProblemNotice, ProgressNotice } from '../../../../ui/feedback/notices.tsx';
import { DropZone } from '../../../../ui/files/drop-zone.tsx';
import { Page, PageHeader } from '../../../../ui/layout/page.tsx';
import { trayText } from './text.ts';
import { TrayRow } from './tray-row.tsx';
import { usePutAway, useRegisterFromTray, useSendToTray, useTray } from './use-tray.ts';

/** So many are read before anybody asks for them: the rest would only hold up the first. */
const READ_AHEAD = 8;

/** The tray of the agency (*khay tiếp nhận*): what was dropped or scanned waits there, whoever brought it, until it is registered or put away. */
export function TrayPage() {
  const text = useText(trayText);
  const { data, error, isPending, refetch } = useTray();
  const { send, sending, refused } = useSendToTray();
  return (
    <Page header={<PageHeader title={text.title} note={text.note} />}>
      <div className="tray column gap-16">
        <DropZone title={text.drop} hint={text.dropHint} multiple quiet onFiles={(files) => void send(files)} />
        {sending && <ProgressNotice title={text.sending(sending.name, sending.left)} done={sending.part} total={1} />}
        {refused.map(({ name, problem }) => (
          <section key={name} aria-label={text.notSent(name)} className="column gap-4">
            <span className="small strong">{text.notSent(name)}</span>
            <ProblemNotice problem={problem} />
          </section>
        ))}
        {error && !data && <ProblemNotice problem={error} retry={() => void refetch()} />}
        {isPending && <span className="second">{text.loading}…</span>}
        {data && <Waiting items={data.items} total={data.total} />}
      </div>
    </Page>
  );
}

function Waiting({ items, total }: { readonly items: readonly TrayItemView[]; readonly total: number }) {
  const text = useText(trayText);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const register = useRegisterFromTray();
  const { away, back, last } = usePutAway();
  const usable = items.filter(({ trouble }) => trouble === null);
  const picked = usable.filter(({ itemId }) => chosen.has(itemId));
  const next = picked.length > 0 ? picked : usable.filter(({ takenBy }) => takenBy === null);
  const choose = (itemId: string, isChosen: boolean): void =>
    setChosen((before) => new Set([...before].filter((one) => one !== itemId).concat(isChosen ? [itemId] : [])));
  return (
    <>
      {last && (
        <Notice
          tone="accent"
          title={<span role="status">{text.away(last.name || text.erased)}</span>}
          actions={
            <Button size="small" loading={back.busy} onClick={() => back.run(last)}>
              {text.back}
            </Button>
          }
        >
          {text.awayNote}
        </Notice>
      )}
      <ActNotice act={register} />
      <ActNotice act={away} />
      <ActNotice act={back} />
      {items.length === 0 && (
        <EmptyState icon={<InboxOutlined />} title={text.empty}>
          {text.emptyNote}
        </EmptyState>
      )}
      {next.length > 1 && (
        <div>
          <Button type="primary" loading={register.busy} onClick={() => register.run(next)}>
            {picked.length > 0 ? text.registerChosen(next.length) : text.registerAll(next.length)}
          </Button>
        </div>
      )}
      <ul className="tray-rows" aria-label={text.title} hidden={items.length === 0}>
        {items.map((item, at) => (
          <TrayRow
            key={item.itemId}
            item={item}
            isNear={at < READ_AHEAD}
            isChosen={chosen.has(item.itemId)}
            isBusy={register.busy}
            onChoose={(isChosen) => choose(item.itemId, isChosen)}
            onRegister={() => register.run([item])}
            onPutAway={() => away.run(item)}
          />
        ))}
      </ul>
      {total > items.length && <span className="meta third">{text.more(items.length, total)}</span>}
    </>
  );
}
