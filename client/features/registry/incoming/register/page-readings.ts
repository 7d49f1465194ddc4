import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useRef } from 'react';
import type { z } from 'zod';
import { intakeContract } from '../../../../../server/intake/contract.ts';
import { queryOf } from '../../../../api/query-client.ts';
import { useText } from '../../../../text/language.ts';
import type { Form } from '../../../../ui/forms/form.ts';
import type { PageMark } from '../../../../ui/pdf/page-mark.ts';
import { registerText } from '../text.ts';
import {
  besideForm,
  type emptyValues,
  type FormReading,
  inFormOrder,
  numberOf,
  type ReadField,
  type ReadName,
  withRead,
} from './register-fields.ts';
import type { RegisterFiles } from './upload-files.ts';

/** The readings of the page go into the fields, and their places onto the page. */
export function useFillFromPage(
  form: Pick<Form<ReturnType<typeof emptyValues>, unknown>, 'fill'>,
  files: RegisterFiles,
  { fields, pages }: { readonly fields: readonly FormReading[]; readonly pages: number | undefined },
  typed: ReadonlySet<ReadName>,
  agencies: Parameters<typeof withRead>[3],
  showMarks: (marks: readonly PageMark[]) => void,
): void {
  const text = useText(registerText);
  const current = useRef({ form, typed, agencies, showMarks, text });
  current.current = { form, typed, agencies, showMarks, text };
  const { main, attachments } = files;
  const besides = attachments.map(({ uploadId }) => uploadId).join(' ');
  useEffect(() => {
    const { form: now, typed: own, agencies: known } = current.current;
    now.fill((before) => {
      const filled = withRead(before, fields, own, known);
      return {
        ...filled,
        pageAmount: filled.pageAmount ?? main?.pages ?? pages ?? null,
        uploadId: main?.uploadId ?? '',
        attachmentUploadIds: besides === '' ? [] : besides.split(' '),
      };
    });
  }, [fields, pages, main, besides]);
  useEffect(() => {
    const { showMarks: show, text: words } = current.current;
    show(marksOf(fields, words));
  }, [fields]);
}

function marksOf(fields: readonly FormReading[], text: (typeof registerText)['vi']): PageMark[] {
  return fields.flatMap((field) => {
    const { name, box, page, confidence } = field;
    const number = numberOf(field, fields);
    if (!box || number === undefined) return [];
    const label = name === 'issuerName' ? text.fields.issuer : text.fields[name];
    return [
      {
        id: name,
        page,
        rect: [box.x, box.y, box.x + box.width, box.y + box.height],
        tone: confidence === 'look' ? 'caution' : 'good',
        label: text.place(number, label),
        number,
      },
    ];
  });
}

const nothing: readonly ReadField[] = [];

function besidesIn(fields: readonly ReadField[]) {
  return besideForm.flatMap((name) => {
    const value = fields.find((field) => field.name === name)?.value;
    return value === undefined ? [] : [{ name, value }];
  });
}

/** How often the recognising of a scan is asked for. */
const LOOK_MS = 1_000;

/** What was read from the pages of a file, in the order of the form, and how the reading stands. */
export function useReadings(uploadId: string | undefined) {
  const asked = useQuery({
    ...queryOf(intakeContract, 'readFields', { params: { uploadId: uploadId ?? '' } }),
    enabled: uploadId !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const scan = useScan(uploadId, asked.data?.scan ?? undefined, asked.refetch);
  return {
    fields: useMemo(() => inFormOrder(asked.data?.fields ?? nothing), [asked.data]),
    besides: useMemo(() => besidesIn(asked.data?.fields ?? nothing), [asked.data]),
    pages: asked.data?.pages,
    hasText: asked.data?.hasText,
    scan,
    notes: asked.data?.notes ?? [],
    problem: asked.error ?? undefined,
    again: () => void asked.refetch(),
    reading: uploadId !== undefined && asked.isPending,
  };
}

type Scan = NonNullable<z.output<typeof intakeContract.readFields.response>['scan']>;

/** How far a scan is recognised; its fields are read anew once its first page is there, and once all of it is. */
function useScan(uploadId: string | undefined, known: Scan | undefined, readAnew: () => unknown): Scan | undefined {
  const isUnderWay = known !== undefined && known.done < known.pages;
  const asked = useQuery({
    ...queryOf(intakeContract, 'readScan', { params: { uploadId: uploadId ?? '' } }),
    enabled: isUnderWay,
    refetchInterval: isUnderWay ? LOOK_MS : false,
  });
  const now = asked.data && known && asked.data.done > known.done ? asked.data : undefined;
  const isTime = now !== undefined && (known?.done === 0 || now.done === known?.pages);
  const again = useRef(readAnew);
  again.current = readAnew;
  useEffect(() => {
    if (isTime || asked.isError) again.current();
  }, [isTime, asked.isError]);
  return now && known ? { ...now, pages: known.pages } : known;
}
