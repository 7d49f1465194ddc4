import { DomainError } from '../../platform/errors.ts';
import { OutboundClient, type OutboundRules } from '../../platform/outbound/outbound-client.ts';
import { AxisDoor } from './axis.ts';
import { type AxisQuestion, type AxisSettings, axisQuestions, readAxisSettings } from './axis-settings.ts';

/** The axis as this deployment is connected with it. */
export interface AxisInUse {
  /** By the codes of the agencies here that have an account there. */
  readonly doors: ReadonlyMap<string, AxisDoor>;
  readonly types: AxisSettings['types'];
  readonly answers: AxisSettings['answers'];
}

let inUse: AxisInUse | undefined;

/** Connects with the axis as the configuration says; without one, with none. Refuses with a start-up failure what cannot be read. */
export async function useAxis(
  axis: { readonly url: string; readonly file: string } | undefined,
  rules: OutboundRules,
): Promise<void> {
  inUse = axis && connected(axis.url, await readAxisSettings(axis.file), rules);
}

function connected(
  url: string,
  { agencies, types, answers, ...called }: AxisSettings,
  rules: OutboundRules,
): AxisInUse {
  const client = new OutboundClient(rules);
  const doors = Object.entries(agencies).map(([code, { systemId = code, secret }]) => {
    return [code, new AxisDoor(client, url, called, { systemId, secret })] as const;
  });
  return { doors: new Map(doors), types, answers };
}

/** The door of the axis for the agency with this code; refuses with `axis-not-connected` where it has no account there. */
export function axisDoorOf(code: string): AxisDoor {
  const door = inUse?.doors.get(code);
  if (door) return door;
  throw new DomainError('unavailable', 'axis-not-connected', `${code} has no account on the axis`);
}

/** The axis, where this deployment is connected with it. */
export function axisInUse(): AxisInUse | undefined {
  return inUse;
}

/** What the system of an agency answers by 15, by the code by which the axis knows it: all, where the configuration says nothing. */
export function answeredOnAxis(code: string): readonly AxisQuestion[] {
  return inUse?.answers[code] ?? axisQuestions;
}
