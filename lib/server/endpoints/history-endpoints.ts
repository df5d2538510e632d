import { HistoryPage, HistoryQuery } from '#lib/domain/history.ts'
import { type Endpoint, ofProject } from './endpoint.ts'

/** What people and programs have changed. */
export const historyEndpoints = {
  listHistory: {
    access: 'history:read',
    path: '/api/v1/projects/{project}/history',
    summary: 'Administrative changes, the newest first; the owner sees those of the installation too',
    params: ofProject,
    query: HistoryQuery,
    response: HistoryPage,
  },
} as const satisfies Record<string, Endpoint>
