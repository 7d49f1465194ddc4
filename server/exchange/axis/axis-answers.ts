import { z } from 'zod';
import { parseJson } from '../../platform/api/json-body.ts';
import { DomainError } from '../../platform/errors.ts';
import type { Answer } from '../../platform/outbound/outbound-client.ts';

/* Answers of the axis. Gateways spell the names of members in their own ways, so their case and strokes count for nothing. */

const text = z.union([z.string(), z.number()]).transform(String);

const edocItem = z.object({
  docid: text,
  from: text.optional(),
  to: text.optional(),
  status: text.optional(),
});
const agencyItem = z.object({ code: text.pipe(z.string().min(1).max(35)), name: z.string().trim().min(1).max(200) });

/** A packet of a list of the axis. */
export type EdocItem = z.output<typeof edocItem>;
export type AxisAgency = z.output<typeof agencyItem>;

/** The id that the axis gave to a packet. */
export function docIdIn(answer: Answer): string {
  const read = z.object({ docid: text }).safeParse(goodAnswer(answer));
  if (!read.success) throw unanswered('It gave no id to the packet', read.error);
  return read.data.docid;
}

export function edocItemsIn(answer: Answer): EdocItem[] {
  return itemsIn(answer, edocItem, 1_000);
}

export function agenciesIn(answer: Answer): AxisAgency[] {
  return itemsIn(answer, agencyItem, 100_000);
}

/**
 * The members of a good answer. Refuses with `axis-denied` what it says to a wrong account, with `axis-refused` what it does not take, and
 * with `partner-busy` and `partner-unanswered` what leaves it unknown.
 */
export function goodAnswer(answer: Answer): unknown {
  const { status, headers } = answer;
  if (status === 429) throw busy(headers['retry-after']);
  if (status === 401 || status === 403) throw denied(`It answered ${status}`);
  if (status >= 500) throw unanswered(`It answered ${status}`);
  const said = evenly(jsonOf(answer));
  const { errorcode, errordesc } = Object(said) as { errorcode?: unknown; errordesc?: unknown };
  const code = String(errorcode ?? (status < 300 ? 0 : status));
  if (code === '0') return said;
  const words = `It answered ${code} ${typeof errordesc === 'string' ? errordesc.slice(0, 200) : ''}`.trim();
  throw code === '15' ? denied(words) : new DomainError('conflict', 'axis-refused', words);
}

function itemsIn<T>(answer: Answer, item: z.ZodType<T>, most: number): T[] {
  const said = goodAnswer(answer);
  const found = Array.isArray(said) ? said : Object.values(Object(said)).find(Array.isArray);
  const read = z
    .array(item)
    .max(most)
    .safeParse(found ?? []);
  if (!read.success) throw unanswered('Its list has another form', read.error);
  return read.data;
}

/** The same with all names in small letters and without strokes. */
function evenly(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(evenly);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => {
      const even = name.toLowerCase().replaceAll('_', '');
      return [even === 'id' ? 'docid' : even, evenly(member)];
    }),
  );
}

function jsonOf({ body }: Answer): unknown {
  try {
    return parseJson(body);
  } catch (error) {
    throw unanswered('Its answer is no JSON', error);
  }
}

function denied(message: string): DomainError {
  return new DomainError('not-permitted', 'axis-denied', message);
}

function busy(said: string | undefined): DomainError {
  const seconds = said !== undefined && /^\d{1,4}$/.test(said) ? Number(said) : 60;
  return new DomainError('unavailable', 'partner-busy', 'It takes no more requests for the moment', {
    retryAfter: seconds,
  });
}

function unanswered(message: string, cause?: unknown): DomainError {
  return new DomainError('unavailable', 'partner-unanswered', message, cause === undefined ? {} : { cause });
}
