import { useRef, useState } from 'react';
import { signingContract } from '../../../../server/signing/contract.ts';
import { useAct } from '../../../api/act.ts';
import { api } from '../../../api/client.ts';
import { fromBase64 } from './base64.ts';
import type { PersonalKey } from './personal-key.ts';

/** Why a key file did not open: the code of the refusal and, for dates, the date. */
export interface KeyRefusal {
  readonly code: string;
  readonly day: string | undefined;
}

const DER_SEQUENCE = 0x30;

interface Chosen {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly demo: boolean;
}

/** A key file chosen on this machine, its PIN, and the key once it opened. Nothing of it is kept when the page is left. */
export function useKeyFile() {
  const [chosen, setChosen] = useState<Chosen>();
  const [pin, setPin] = useState('');
  const [opened, setOpened] = useState<PersonalKey>();
  const [refusal, setRefusal] = useState<KeyRefusal>();
  const latest = useRef(0);

  const open = async (file: Chosen, typed: string): Promise<PersonalKey | undefined> => {
    latest.current += 1;
    const turn = latest.current;
    setRefusal(undefined);
    try {
      const { openPersonalKey } = await import('./personal-key.ts');
      const key = await openPersonalKey(file.bytes, typed, new Date());
      if (turn === latest.current) setOpened(key);
      return key;
    } catch (error) {
      if (turn === latest.current) setRefusal(refusalOf(error));
      return undefined;
    }
  };
  const take = (file: Chosen, typed: string): void => {
    setChosen(file);
    setPin(typed);
    setOpened(undefined);
    // Every PKCS#12 is one DER sequence (RFC 7292 §4): a Word file is told from it before anybody types a PIN.
    setRefusal(file.bytes[0] === DER_SEQUENCE ? undefined : { code: 'not-pkcs12', day: undefined });
    if (typed !== '') void open(file, typed);
  };
  const demo = useAct(() => api(signingContract).getDemoKey(), {
    makesStale: ['signing'],
    onDone: ({ fileName, p12, pin: demoPin }) => take({ name: fileName, bytes: fromBase64(p12), demo: true }, demoPin),
  });
  return {
    chosen,
    pin,
    opened,
    refusal,
    demo,
    choose: async (file: File): Promise<void> =>
      take({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()), demo: false }, ''),
    typePin: (typed: string): void => {
      setPin(typed);
      setOpened(undefined);
      setRefusal(undefined);
    },
    /** The open key; opens it now when it is not yet. */
    ready: async (): Promise<PersonalKey | undefined> => opened ?? (chosen && (await open(chosen, pin))),
  };
}

export type KeyFile = ReturnType<typeof useKeyFile>;

/** The refusals of `openPersonalKey` carry a code; anything else means that the file is none we know. */
function refusalOf(error: unknown): KeyRefusal {
  const { code, details } = error as { code?: unknown; details?: { extra?: Record<string, unknown> } };
  const day = details?.extra?.notAfter ?? details?.extra?.notBefore;
  return {
    code: typeof code === 'string' ? code : 'not-pkcs12',
    day: typeof day === 'string' ? day.slice(0, 10) : undefined,
  };
}
