import { z } from 'zod';
import { roles } from '../platform/actor.ts';

export const role = z.enum(roles);

/** Goes with every correction: what was changed meanwhile is not written over. */
const version = z.number().int();

export const agencyView = z.object({
  id: z.string(),
  version,
  code: z.string(),
  oldCode: z.string().nullable(),
  name: z.string(),
  /** Abbreviation in notations, *SNV* in 15/SNV-VP. */
  symbol: z.string(),
  /** The agency above it as printed on letterheads, *cơ quan chủ quản*. */
  parentName: z.string().nullable(),
  /** *Địa danh* of its documents. */
  place: z.string(),
  active: z.boolean(),
});
export const unitView = z.object({
  id: z.string(),
  version,
  agencyId: z.string(),
  name: z.string(),
  symbol: z.string(),
});
export const positionView = z.object({
  id: z.string(),
  version,
  personId: z.string(),
  fullName: z.string(),
  agencyId: z.string(),
  agencyName: z.string(),
  unitId: z.string().nullable(),
  unitName: z.string().nullable(),
  title: z.string(),
  /** Lines above the name on a document: *KT. GIÁM ĐỐC* / *PHÓ GIÁM ĐỐC*; empty for one who never signs. */
  capacity: z.array(z.string()),
  roles: z.array(role),
  from: z.string(),
  until: z.string().nullable(),
  /** The administrator who gave it, while it has no rights because a second one must agree. */
  proposedBy: z.string().nullable(),
  /** How it is to be called once a second administrator agrees. */
  correction: z
    .object({
      unitId: z.string().nullable(),
      unitName: z.string().nullable(),
      title: z.string(),
      capacity: z.array(z.string()),
      proposedBy: z.string(),
    })
    .nullable(),
});
export const personView = z.object({
  id: z.string(),
  version,
  username: z.string(),
  fullName: z.string(),
  disabled: z.boolean(),
  phone: z.string().nullable(),
  email: z.string().nullable(),
  hasSignatureImage: z.boolean(),
  /** The name they are to have once a second administrator agrees. */
  correction: z.object({ fullName: z.string(), proposedBy: z.string() }).nullable(),
  positions: z.array(positionView),
});
export const sessionView = z.object({
  person: z.object({ id: z.string(), username: z.string(), fullName: z.string(), hasSignatureImage: z.boolean() }),
  /** The position acted in; null until one is chosen. */
  position: positionView.nullable(),
  agency: agencyView.nullable(),
  /** What the position acted in is granted; which entries the menu has is told by these. */
  rights: z.array(z.string()),
  positions: z.array(positionView),
  demo: z.boolean(),
  mustChangePassword: z.boolean(),
});
