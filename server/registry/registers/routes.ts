import { routes } from '../../platform/api/http.ts';
import { currentTime } from '../../platform/clock.ts';
import { registersContract } from './contract.ts';
import { listRegisters } from './queries.ts';

export const registersRoutes = routes(registersContract, {
  listRegisters: (_checked, actor) => listRegisters(actor.agencyId, currentTime()),
});
