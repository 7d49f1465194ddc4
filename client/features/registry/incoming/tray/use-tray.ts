import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useCallback, useRef, useState } from 'react';
import { intakeContract } from '../../../../../server/intake/contract.ts';
import { type TrayItemView, trayContract } from '../../../../../server/intake/tray/contract.ts';
import { registryPages } from '../../../../../server/registry/pages.ts';
import { useAct } from '../../../../api/act.ts';
import { api } from '../../../../api/client.ts';
import { problemOf } from '../../../../api/problem.ts';
import { askAgain, queryOf } from '../../../../api/query-client.ts';
import { useKeptForm } from '../../../../ui/forms/use-kept.ts';
import { leaveUploads } from '../register/left-uploads.ts';
import type { Readings } from '../register/read-so-far.tsx';
import { inFormOrder } from '../register/register-fields.ts';
import { type KeptFile, type NotSent, type Sending, sendFiles, useBegunFiles } from '../register/upload-files.ts';

const tray = api(trayContract);

/** How often it is looked whether the scanner has brought something. */
const LOOK_MS = 10_000;
/** How often the recognising of the first page of a scan is asked for. */
const READING_MS = 2_000;

/** What waits in the tray of the agency, asked for anew so often. */
export function useTray(everyMs = LOOK_MS) {
  return useQuery({ ...queryOf(trayContract, 'listTray'), refetchInterval: everyMs });
}

/** What was read of a file in the tray; of a scan until its first page is there. */
export function useTrayReadings(itemId: string): Readings {
  const { data, error, isPending } = useQuery({
    ...queryOf(intakeContract, 'readFieldsInTray', { params: { itemId } }),
    staleTime: Number.POSITIVE_INFINITY,
    refetchInterval: ({ state }) => (state.data?.scan?.done === 0 ? READING_MS : false),
  });
  return {
    scan: data?.scan ?? undefined,
    fields: inFormOrder(data?.fields ?? []),
    reading: isPending,
    problem: error ?? undefined,
  };
}

/** Sends files into the tray, one after the other; those that are refused are said, and hold up none behind them. */
export function useSendToTray() {
  const begun = useBegunFiles(useKeptForm('khay'));
  const [sending, setSending] = useState<Sending>();
  const [refused, setRefused] = useState<readonly NotSent[]>([]);
  const started = useRef(begun);
  started.current = begun;
  const send = useCallback(async (files: readonly File[]) => {
    const refuse = (one: NotSent | undefined): void => setRefused((before) => (one ? [...before, one] : before));
    const lay = async ({ uploadId, name }: KeptFile): Promise<void> => {
      await tray
        .putInTray({ body: { uploadId } })
        .catch((error: unknown) => refuse({ name, problem: problemOf(error) }));
      await askAgain('tray');
    };
    setRefused([]);
    await sendFiles(files, {
      ...{ setSending, setProblem: refuse, begun: started.current },
      keep: (file) => void lay(file),
    });
  }, []);
  return { send, sending, refused };
}

/** Takes files of the tray to hand and goes on to where they are registered. */
export function useRegisterFromTray() {
  const navigate = useNavigate();
  return useAct(
    async (items: readonly TrayItemView[]) => {
      const taken: KeptFile[] = [];
      for (const { itemId } of items) {
        const upload = await tray.takeFromTray({ params: { itemId } });
        taken.push({ ...upload, itemId, sentAt: new Date().toISOString() });
      }
      return taken;
    },
    {
      makesStale: ['tray'],
      onDone: (taken) => {
        leaveUploads(taken);
        void navigate({ to: registryPages.registerIncoming });
      },
    },
  );
}

/** Puts a file of the tray away, and lays the last one back. */
export function usePutAway() {
  const [last, setLast] = useState<TrayItemView>();
  const away = useAct(({ itemId }: TrayItemView) => tray.putAway({ params: { itemId } }), {
    makesStale: ['tray'],
    onDone: (_, item) => setLast(item),
  });
  const back = useAct(({ itemId }: TrayItemView) => tray.putBack({ params: { itemId } }), {
    makesStale: ['tray'],
    onDone: () => setLast(undefined),
  });
  return { away, back, last };
}
