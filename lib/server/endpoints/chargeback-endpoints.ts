import { ChargebackChange, SavedChargeback, StatementQuery, StatementReport } from '#lib/domain/chargeback.ts'
import { type Endpoint, noQuery, ofProject } from './endpoint.ts'

/** Who pays how much for a period. */
export const chargebackEndpoints = {
  getStatement: {
    access: 'statement:read',
    path: '/api/v1/projects/{project}/chargeback',
    summary: 'The statement of a period by tenant and up to two levels, as it was closed or as runs are now',
    params: ofProject,
    query: StatementQuery,
    response: StatementReport,
    files: ['application/json', 'text/csv'],
  },
  getChargeback: {
    access: 'chargeback:read',
    path: '/api/v1/projects/{project}/chargeback/settings',
    summary: 'How statements are made: levels, time zone, markups, shared costs, second currency',
    params: ofProject,
    query: noQuery,
    response: SavedChargeback,
  },
  saveChargeback: {
    access: 'chargeback:write',
    method: 'PUT',
    path: '/api/v1/projects/{project}/chargeback/settings',
    summary: 'Replaces the settings; closed statements stay as they are; 409 when somebody else was faster',
    params: ofProject,
    query: noQuery,
    body: ChargebackChange,
    response: SavedChargeback,
  },
} as const satisfies Record<string, Endpoint>
