import { type DerValue, derContent, derOid, derSequence, derTag, expectDer, readDer } from '../der-reader.ts';
import type { Certificate } from './certificate.ts';

const anyPolicy = '2.5.29.32.0';

/**
 * Whether policy constraints are kept (RFC 5280 §6.1, without policy mappings: a path that needs one is not accepted):
 * once an issuer demands an explicit policy, all certificates below share at least one, and once it forbids anyPolicy
 * that one no longer stands for all.
 */
export function policiesAllow(chain: readonly Certificate[]): boolean {
  try {
    let explicitIn = Number.POSITIVE_INFINITY;
    let inhibitAnyIn = Number.POSITIVE_INFINITY;
    let valid: Set<string> | 'any' = 'any';
    for (const certificate of chain.toReversed().slice(1)) {
      valid = intersection(valid, policiesOf(certificate), inhibitAnyIn > 0);
      if (explicitIn <= 0 && valid !== 'any' && valid.size === 0) return false;
      explicitIn = Math.min(explicitIn - 1, requireExplicitOf(certificate) ?? Number.POSITIVE_INFINITY);
      inhibitAnyIn = Math.min(inhibitAnyIn - 1, inhibitAnyOf(certificate) ?? Number.POSITIVE_INFINITY);
    }
    return true;
  } catch {
    return false; // policies nobody can read are not known to be kept
  }
}

function policiesOf(certificate: Certificate): Set<string> {
  const extension = certificate.extensions.get('2.5.29.32');
  return new Set(
    extension === undefined ? [] : derSequence(readDer(extension.value)).map((info) => derOid(derSequence(info)[0])),
  );
}

function intersection(valid: Set<string> | 'any', own: Set<string>, anyCounts: boolean): Set<string> | 'any' {
  if (own.has(anyPolicy) && anyCounts) return valid;
  const named = [...own].filter((policy) => policy !== anyPolicy);
  return new Set(valid === 'any' ? named : named.filter((policy) => valid.has(policy)));
}

function requireExplicitOf(certificate: Certificate): number | undefined {
  const extension = certificate.extensions.get('2.5.29.36');
  const required =
    extension === undefined ? undefined : derSequence(readDer(extension.value)).find(({ tag }) => tag === 0x80);
  return required === undefined ? undefined : skipped(required);
}

function inhibitAnyOf(certificate: Certificate): number | undefined {
  const extension = certificate.extensions.get('2.5.29.54');
  return extension === undefined ? undefined : skipped(expectDer(readDer(extension.value), derTag.integer));
}

/** SkipCerts: how many certificates further down a constraint begins. */
const skipped = (value: DerValue): number => derContent(value).readUIntBE(0, Math.min(4, value.end - value.content));
