import type { Organisation } from '../partners/organisation.ts';
import { gatewayRole } from '../plan/subject-rules.ts';

/** The gateway among the organisations: what it contributes to the graph it answers itself. */
export const gatewayItself: Organisation = {
  oin: '',
  role: gatewayRole,
  name: 'Korte Lijnen',
  url: '',
  timeoutMs: 0,
  maxResponseBytes: 0,
};
