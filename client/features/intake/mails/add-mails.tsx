import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { mailsContract } from '../../../../server/intake/mails/contract.ts';
import { intakePages } from '../../../../server/intake/pages.ts';
import { pageAddress } from '../../../../server/platform/page-address.ts';
import { api } from '../../../api/client.ts';
import { type ProblemError, problemOf } from '../../../api/problem.ts';
import { sendFile } from '../../../api/send-file.ts';
import { useText } from '../../../text/language.ts';
import { Notice, ProblemNotice, ProgressNotice } from '../../../ui/feedback/notices.tsx';
import { ChooseFileButton, DropAnywhere } from '../../../ui/files/drop-zone.tsx';
import { mailsText } from './text.ts';

const mails = api(mailsContract);
const isMail = ({ name }: File): boolean => /\.(?:eml|msg)$/i.test(name);

/** Takes mails that are files, dropped or chosen: each is read and proposed; one alone is opened. */
export function AddMails() {
  const text = useText(mailsText);
  const navigate = useNavigate();
  const client = useQueryClient();
  const [reading, setReading] = useState<{ readonly name: string; readonly part: number }>();
  const [refused, setRefused] = useState<readonly { readonly name: string; readonly problem: ProblemError }[]>([]);
  const [strangers, setStrangers] = useState(false);
  const add = async (files: readonly File[]): Promise<void> => {
    const chosen = files.filter(isMail);
    setStrangers(chosen.length < files.length);
    setRefused([]);
    for (const file of chosen) {
      const { name } = file;
      setReading({ name, part: 0 });
      try {
        const { uploadId } = await sendFile(file, { onProgress: (part) => setReading({ name, part: part * 0.9 }) });
        const { id } = await mails.openMail({ body: { uploadId } });
        await client.invalidateQueries({ queryKey: ['mails'] });
        if (files.length === 1) await navigate({ to: pageAddress(intakePages.mail, { id }) });
      } catch (error) {
        setRefused((before) => [...before, { name, problem: problemOf(error) }]);
      }
    }
    setReading(undefined);
  };
  return (
    <div className="mails-add">
      <DropAnywhere onFiles={(files) => void add(files)} />
      <ChooseFileButton words={text.add} accept=".eml,.msg" multiple onFiles={(files) => void add(files)} />
      {reading && <ProgressNotice title={text.sending(reading.name)} done={reading.part} total={1} />}
      {strangers && <Notice tone="caution">{text.notMail}</Notice>}
      {refused.map(({ name, problem }) => (
        <div key={name}>
          <div className="small strong">{name}</div>
          <ProblemNotice problem={problem} />
        </div>
      ))}
    </div>
  );
}
