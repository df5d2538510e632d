import { defaultChargeback } from '#lib/domain/statement.ts'
import { paths } from '#lib/paths.ts'
import { stageProjects, type Known } from '#test/support/access-stage.ts'
import type { RawRequest } from '#test/support/raw-http.ts'
import type { FoundRoute, Method } from './find-routes.ts'

/** A route, called with one method. */
export type RouteCall = { name: string; route: FoundRoute; method: Method }

export function callsOf(routes: readonly FoundRoute[]): RouteCall[] {
  return routes.flatMap((route) => route.methods.map((method) => ({ name: `${method} ${route.path}`, route, method })))
}

export function namesProject({ route }: RouteCall): boolean {
  return route.path.includes('[project]')
}

/** Queries without which a route answers nothing. */
const queries: Readonly<Record<string, (known: Known) => string>> = {
  'GET /api/v1/projects/[project]/runs': () => 'from=-30d',
  'GET /api/v1/projects/[project]/runs/facets': () => 'field=tenant&from=-30d',
  'GET /api/v1/projects/[project]/runs/export': () => 'format=jsonl&from=-30d',
  'GET /api/v1/projects/[project]/runs/snippets': ({ trace }) => `q=answers&runId=${trace.traceId}`,
  'GET /api/v1/projects/[project]/runs/[runId]/export': () => 'format=json',
  'GET /api/v1/projects/[project]/runs/[runId]/search': () => 'q=answers',
  'GET /api/v1/share/[token]/runs/[runId]/search': () => 'q=answers',
}

const noHash = '0'.repeat(64)

/** Bodies that would change something; only who may not is to send them. */
const bodies: Readonly<Record<string, unknown>> = {
  'POST /api/v1/projects': { project: 'gamma', name: 'Gamma' },
  'POST /api/v1/projects/[project]/views': { name: 'Taken', filter: {}, columns: null },
  'POST /api/v1/projects/[project]/runs/[runId]/share': { days: 1 },
  'POST /api/v1/projects/[project]/invitations': { email: 'eve@example.com', role: 'admin' },
  'PUT /api/v1/projects/[project]/attribution': { rules: { fields: {} }, expectedVersion: 0 },
  'POST /api/v1/projects/[project]/attribution/preview': { rules: { fields: {} } },
  'POST /api/v1/projects/[project]/attribution/reattribution': {
    from: '2026-01-01T00:00:00Z',
    to: '2026-02-01T00:00:00Z',
  },
  'PUT /api/v1/projects/[project]/prices': {
    expectedVersion: 0,
    table: { prices: [], billReported: [] },
    reason: 'taken',
  },
  'PUT /api/v1/projects/[project]/chargeback/settings': { settings: defaultChargeback, expectedVersion: 0 },
  'POST /api/v1/projects/[project]/chargeback/statements': { period: '2026-09', draftHash: noHash },
  'POST /api/v1/projects/[project]/chargeback/statements/[statementId]/reopen': { version: 1, reason: 'taken' },
  'POST /api/v1/projects/[project]/chargeback/statements/[statementId]/adjustments': { version: 1, draftHash: noHash },
  'POST /api/v1/projects/[project]/prices/effect': { table: { prices: [], billReported: [] } },
  'POST /api/v1/projects/[project]/prices/repricing': { from: '2026-01-01T00:00:00Z', to: '2026-02-01T00:00:00Z' },
  'POST /api/v1/projects/[project]/budgets': { period: 'month', amountUsd: '1' },
  'POST /api/v1/projects/[project]/budgets/preview': { period: 'month', amountUsd: '1' },
  'PUT /api/v1/projects/[project]/budgets/[budgetId]': { period: 'day', amountUsd: '1', expectedVersion: 1 },
  'DELETE /api/v1/projects/[project]/budgets/[budgetId]': { expectedVersion: 1 },
  'PUT /api/v1/projects/[project]': { name: 'Taken', expectedVersion: 1 },
  'PUT /api/v1/projects/[project]/members/[userId]': { role: 'viewer', expectedVersion: 1 },
  'DELETE /api/v1/projects/[project]/members/[userId]': { expectedVersion: 1 },
  'PUT /api/v1/projects/[project]/views/[viewId]': { name: 'Taken', filter: {}, columns: null, expectedVersion: 1 },
  'DELETE /api/v1/projects/[project]/views/[viewId]': { expectedVersion: 1 },
}

const noUser = '00000000-0000-4000-8000-000000000000'

type CallOptions = { project: string; known: Known; headers: Readonly<Record<string, string>>; isWelcome: boolean }

/** The request of a page of ours, for the project and what is known of it. Who may change something changes nothing. */
export function requestOf({ name, route, method }: RouteCall, options: CallOptions): RawRequest {
  const { project, known, headers, isWelcome } = options
  const values: Record<string, string> = {
    project,
    runId: known.trace.traceId,
    spanId: known.trace.spanId,
    session: known.trace.session,
    viewId: isWelcome && method !== 'GET' ? '0'.repeat(16) : known.viewId,
    budgetId: isWelcome && method !== 'GET' ? '0'.repeat(16) : known.budgetId,
    shareId: isWelcome ? '0'.repeat(32) : known.shareId,
    token: known.shareToken,
    invitationId: isWelcome ? '0'.repeat(16) : known.invitationId,
    signInId: noUser,
    userId: isWelcome ? noUser : known.userId,
    version: '1',
    statementId: known.statementId,
    note: '1',
    keyId: isWelcome ? noUser : known.keyId,
  }
  const path = route.path.replaceAll(/\[(\w+)\]/g, (_all, part: string) => encodeURIComponent(values[part] ?? ''))
  const query = queries[name]?.(known) ?? ''
  const whole = query === '' ? path : `${path}?${query}`
  if (method === 'GET') return { path: whole, headers }
  const body = JSON.stringify(isWelcome ? {} : (bodies[name] ?? {}))
  return { method, path: whole, headers: { ...headers, 'content-type': 'application/json', 'x-tacho': '1' }, body }
}

/** The same route with ids, a query and a body that no schema takes. */
export function malformedRequestOf(
  { route, method }: RouteCall,
  { project, headers }: Pick<CallOptions, 'project' | 'headers'>,
): RawRequest {
  const path = route.path.replaceAll(/\[(\w+)\]/g, (_all, part: string) =>
    encodeURIComponent(part === 'project' ? project : `no ${part}!`),
  )
  const whole = `${path}?limit=x&from=never&to=%00&sort=nothing&cursor=!`
  if (method === 'GET') return { path: whole, headers }
  return { method, path: whole, headers: { ...headers, 'content-type': 'application/json', 'x-tacho': '1' }, body: '{' }
}

/** Ways in which Next asks for a page. */
export const pageForms: readonly { form: string; isTree: boolean; query: string; headers: Record<string, string> }[] = [
  { form: 'document', isTree: false, query: '', headers: { accept: 'text/html' } },
  { form: 'payload', isTree: false, query: '_rsc=1', headers: { rsc: '1' } },
  { form: 'prefetch', isTree: true, query: '_rsc=1', headers: { rsc: '1', 'next-router-prefetch': '1' } },
  {
    form: 'segment',
    isTree: true,
    query: '_rsc=1',
    headers: { rsc: '1', 'next-router-prefetch': '1', 'next-router-segment-prefetch': '/_tree' },
  },
]

/** Projects that are asked for: two that exist and one that does not. */
export const askedProjects = [...stageProjects, 'nowhere'] as const
export const homeCall = `GET ${paths.home}`
