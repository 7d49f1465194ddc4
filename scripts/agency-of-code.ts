import type { Agency, Unit } from '../server/identity/agencies/agency.ts';
import { agencyByCode, listUnits } from '../server/identity/queries.ts';
import { DomainError } from '../server/platform/errors.ts';

/** The agency a command names; refuses a code, new or old, that the directory does not have. */
export async function agencyOfCode(code: string): Promise<Agency> {
  const agency = await agencyByCode(code);
  if (!agency) throw new DomainError('not-found', 'no-such-agency', `Không có cơ quan nào mang mã ${code}`);
  return agency;
}

/** The unit a command names by its symbol, none for no symbol; refuses one that the agency does not have. */
export async function unitOfSymbol(agency: Agency, symbol: string | undefined): Promise<Pick<Unit, 'id'> | undefined> {
  if (symbol === undefined) return undefined;
  const unit = (await listUnits(agency.id)).find((one) => one.symbol === symbol);
  if (!unit)
    throw new DomainError('not-found', 'no-such-unit', `${agency.name} không có đơn vị nào viết tắt là ${symbol}`);
  return unit;
}
