import { defaultChargeback } from '#lib/domain/statement.ts'
import type { QueryValues } from '#lib/paths.ts'
import type { EndpointName } from '../endpoints.ts'

/** What an example call of an endpoint asks and sends. */
export type Example = { query?: QueryValues; body?: unknown }

/** What stands in the paths of all examples, by the name of the parameter. */
export const examplePath: Readonly<Record<string, string>> = {
  project: 'default',
  runId: '4bf92f3577b34da6a3ce929d0e0e4736',
  spanId: '00f067aa0ba902b7',
  session: 'chat-1042',
  version: '3',
  statementId: '2026-10',
  note: '1',
  budgetId: '5f0c2a9be81d4c37',
  viewId: '9b1d7c40e2aa58f3',
  shareId: '6a1f0c9d2e7b4853a90c1de4f7520b6e',
  token: `eyJwIjoiZGVmYXVsdCJ9.${'q'.repeat(43)}`,
  invitationId: '3c8e51d07f2ab964',
  keyId: '0b9c1f62-7d1e-4f0a-9a55-2f6f0c8d3b17',
  signInId: '7e2d4a10-5b8c-4d3e-8f21-90a1b2c3d4e5',
  userId: 'd3b07384-d9a0-4c9b-8f3e-1a2b3c4d5e6f',
}

const hash = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'
const november = { from: '2026-11-01T00:00:00Z', to: '2026-12-01T00:00:00Z' }
const recent = { from: '-7d' }

const prices = {
  prices: [
    {
      id: 'in-house',
      kind: 'model',
      pattern: 'in-house-*',
      provider: null,
      validFrom: '2026-11-01',
      validTo: null,
      prices: { input: '0.8', cacheRead: '0.08', output: '2.4' },
      longContext: [{ aboveInputTokens: 200_000, prices: { input: '1.6', output: '3.6' } }],
      serviceTiers: { batch: '0.5' },
      discountPercent: '10',
    },
    { id: 'search', kind: 'tool', pattern: 'search_web', provider: null, validFrom: null, validTo: null, perCallUsd: '0.005' }, // prettier-ignore
  ],
  billReported: ['claude-code'],
}

const rules = {
  fields: {
    tenant: {
      keys: ['billing.account', 'metadata:account'],
      builtIn: true,
      apiKeys: [],
      services: [{ service: 'invoices', value: 'globex' }],
      renamed: [{ from: 'c-1042', to: 'acme' }],
    },
  },
}

const budget = { name: 'Acme', scope: [{ dimension: 'tenant', value: 'acme' }], period: 'month', amountUsd: '250' }
const view = { name: 'Dear failures', filter: { endReason: ['error'], minCostUsd: 0.5 }, columns: null }

/** Of endpoints that take a body or are hardly asked without a query. */
export const examples = {
  createProject: { body: { project: 'support', name: 'Support' } },
  renameProject: { body: { name: 'Customer support', expectedVersion: 1 } },
  getIngestHealth: { query: { from: '-24h' } },
  listRuns: { query: { from: '-24h', tenant: ['acme'], endReason: ['!completed'], sort: 'costUsd' } },
  exportRuns: { query: { ...recent, format: 'csv' } },
  listRunFacets: { query: { ...recent, field: 'tenant' } },
  listRunSnippets: { query: { q: 'duplicate charge', runId: ['4bf92f3577b34da6a3ce929d0e0e4736'] } },
  getRunMetrics: { query: recent },
  getRunNeighbours: { query: { ...recent, tenant: ['acme'] } },
  searchRun: { query: { q: 'duplicate charge' } },
  exportRun: { query: { format: 'json' } },
  getCosts: { query: { ...recent, by: ['tenant', 'taskType'] } },
  getCostSeries: { query: { from: '-30d', by: 'model', interval: 'day', timeZone: 'Europe/Berlin' } },
  explainRuns: { query: { ...recent, session: ['chat-1042'] } },
  getUntaggedCosts: { query: recent },
  getCacheCosts: { query: { ...recent, hitPercent: 90 } },
  getWhatIf: {
    query: { from: '-30d', forTaskType: ['refund'], newProvider: 'openai', newModel: 'gpt-4o-mini', cacheHitPercent: 60, batch: true }, // prettier-ignore
  },
  getStatement: { query: { period: '2026-11' } },
  saveChargeback: {
    body: {
      settings: { ...defaultChargeback, levels: ['feature', 'model'], timeZone: 'Europe/Berlin', markupPercent: '5' },
      expectedVersion: 0,
    },
  },
  closeStatement: { body: { period: '2026-10', draftHash: hash } },
  exportStatement: { query: { format: 'csv' } },
  reopenStatement: { body: { version: 1, reason: 'A tenant was named wrongly' } },
  bookAdjustments: { body: { version: 1, draftHash: hash, reason: 'Spans that came late' } },
  exportNote: { query: { format: 'csv' } },
  createBudget: { body: budget },
  previewBudget: { body: budget },
  updateBudget: { body: { ...budget, amountUsd: '300', expectedVersion: 1 } },
  deleteBudget: { body: { expectedVersion: 2 } },
  listSessions: { query: recent },
  createShare: { body: { days: 7 } },
  searchSharedRun: { query: { q: 'duplicate charge' } },
  createView: { body: view },
  updateView: { body: { ...view, name: 'Failures above 50 cents', expectedVersion: 1 } },
  deleteView: { body: { expectedVersion: 2 } },
  savePrices: { body: { expectedVersion: 0, table: prices, reason: 'Contract of November' } },
  getPriceEffect: { body: { table: prices } },
  orderRepricing: { body: november },
  createKey: { body: { kind: 'ingest', name: 'Support agents', tenant: 'acme' } },
  rotateKey: { body: { overlapHours: 24, reason: 'Every quarter' } },
  revokeKey: { body: { reason: 'The service is gone' } },
  saveAttribution: { body: { rules, expectedVersion: 0, reason: 'Accounts are named by billing' } },
  previewAttribution: { body: { rules } },
  orderReattribution: { body: november },
  signIn: { body: { email: 'ada@example.com', password: 'correct horse battery staple' } },
  signOut: { body: {} },
  lookAtSetUp: { body: { token: 'set-up-token' } },
  setUp: { body: { token: 'set-up-token', email: 'ada@example.com', name: 'Ada', password: 'correct horse battery staple' } }, // prettier-ignore
  lookAtInvitation: { body: { token: 'invitation-token' } },
  acceptInvitation: { body: { token: 'invitation-token', account: null } },
  changeName: { body: { name: 'Ada Lovelace' } },
  changePassword: { body: { current: 'correct horse battery staple', password: 'nine purple engines at noon' } },
  changeMember: { body: { role: 'editor', expectedVersion: 1 } },
  removeMember: { body: { expectedVersion: 1 } },
  createInvitation: { body: { role: 'viewer', email: 'grace@example.com' } },
} as const satisfies Partial<Record<EndpointName, Example>>
