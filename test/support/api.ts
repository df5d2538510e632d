import type { ErrorBody } from '#lib/domain/errors.ts'

type Handler = (request: Request, context: { params: Promise<Record<string, string> | undefined> }) => Promise<Response>
type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'
type RouteModule = Partial<Record<Method, Handler>>

const base = '/api/v1/projects'
/** Of runs that are read through a link: the only paths that are given whole. */
const sharedBase = '/api/v1/share/'
/** The route files of the JSON API, the more exact pattern first. */
const routes: readonly { pattern: RegExp; load: () => Promise<RouteModule> }[] = [
  { pattern: /^\/$/, load: () => import('#app/api/v1/projects/route.ts') },
  { pattern: /^\/(?<project>[^/]+)$/, load: () => import('#app/api/v1/projects/[project]/route.ts') },
  { pattern: /^\/(?<project>[^/]+)\/members$/, load: () => import('#app/api/v1/projects/[project]/members/route.ts') },
  {
    pattern: /^\/(?<project>[^/]+)\/members\/(?<userId>[^/]+)$/,
    load: () => import('#app/api/v1/projects/[project]/members/[userId]/route.ts'),
  },
  {
    pattern: /^\/(?<project>[^/]+)\/invitations$/,
    load: () => import('#app/api/v1/projects/[project]/invitations/route.ts'),
  },
  {
    pattern: /^\/(?<project>[^/]+)\/invitations\/(?<invitationId>[^/]+)$/,
    load: () => import('#app/api/v1/projects/[project]/invitations/[invitationId]/route.ts'),
  },
  { pattern: /^\/(?<project>[^/]+)\/prices$/, load: () => import('#app/api/v1/projects/[project]/prices/route.ts') },
  {
    pattern: /^\/(?<project>[^/]+)\/prices\/effect$/,
    load: () => import('#app/api/v1/projects/[project]/prices/effect/route.ts'),
  },
  {
    pattern: /^\/(?<project>[^/]+)\/prices\/repricing$/,
    load: () => import('#app/api/v1/projects/[project]/prices/repricing/route.ts'),
  },
  {
    pattern: /^\/(?<project>[^/]+)\/prices\/versions$/,
    load: () => import('#app/api/v1/projects/[project]/prices/versions/route.ts'),
  },
  {
    pattern: /^\/(?<project>[^/]+)\/prices\/versions\/(?<version>[^/]+)$/,
    load: () => import('#app/api/v1/projects/[project]/prices/versions/[version]/route.ts'),
  },
  {
    pattern: /^\/(?<project>[^/]+)\/chargeback$/,
    load: () => import('#app/api/v1/projects/[project]/chargeback/route.ts'),
  },
  {
    pattern: /^\/(?<project>[^/]+)\/chargeback\/settings$/,
    load: () => import('#app/api/v1/projects/[project]/chargeback/settings/route.ts'),
  },
  {
    pattern: /^\/(?<project>[^/]+)\/chargeback\/statements$/,
    load: () => import('#app/api/v1/projects/[project]/chargeback/statements/route.ts'),
  },
  {
    pattern: /^\/(?<project>[^/]+)\/chargeback\/statements\/(?<statementId>[^/]+)$/,
    load: () => import('#app/api/v1/projects/[project]/chargeback/statements/[statementId]/route.ts'),
  },
  {
    pattern: /^\/(?<project>[^/]+)\/chargeback\/statements\/(?<statementId>[^/]+)\/detail$/,
    load: () => import('#app/api/v1/projects/[project]/chargeback/statements/[statementId]/detail/route.ts'),
  },
  {
    pattern: /^\/(?<project>[^/]+)\/chargeback\/statements\/(?<statementId>[^/]+)\/runs$/,
    load: () => import('#app/api/v1/projects/[project]/chargeback/statements/[statementId]/runs/route.ts'),
  },
  {
    pattern: /^\/(?<project>[^/]+)\/chargeback\/statements\/(?<statementId>[^/]+)\/reopen$/,
    load: () => import('#app/api/v1/projects/[project]/chargeback/statements/[statementId]/reopen/route.ts'),
  },
  {
    pattern: /^\/(?<project>[^/]+)\/chargeback\/statements\/(?<statementId>[^/]+)\/adjustments$/,
    load: () => import('#app/api/v1/projects/[project]/chargeback/statements/[statementId]/adjustments/route.ts'),
  },
  {
    pattern: /^\/(?<project>[^/]+)\/chargeback\/statements\/(?<statementId>[^/]+)\/adjustments\/(?<note>[^/]+)$/,
    load: () =>
      import('#app/api/v1/projects/[project]/chargeback/statements/[statementId]/adjustments/[note]/route.ts'),
  },
  { pattern: /^\/(?<project>[^/]+)\/history$/, load: () => import('#app/api/v1/projects/[project]/history/route.ts') },
  { pattern: /^\/(?<project>[^/]+)\/status$/, load: () => import('#app/api/v1/projects/[project]/status/route.ts') },
  {
    pattern: /^\/(?<project>[^/]+)\/ingest-health$/,
    load: () => import('#app/api/v1/projects/[project]/ingest-health/route.ts'),
  },
  {
    pattern: /^\/(?<project>[^/]+)\/ingest-health\/state$/,
    load: () => import('#app/api/v1/projects/[project]/ingest-health/state/route.ts'),
  },
  { pattern: /^\/(?<project>[^/]+)\/runs$/, load: () => import('#app/api/v1/projects/[project]/runs/route.ts') },
  {
    pattern: /^\/(?<project>[^/]+)\/runs\/facets$/,
    load: () => import('#app/api/v1/projects/[project]/runs/facets/route.ts'),
  },
  {
    pattern: /^\/(?<project>[^/]+)\/runs\/snippets$/,
    load: () => import('#app/api/v1/projects/[project]/runs/snippets/route.ts'),
  },
  {
    pattern: /^\/(?<project>[^/]+)\/runs\/metrics$/,
    load: () => import('#app/api/v1/projects/[project]/runs/metrics/route.ts'),
  },
  {
    pattern: /^\/(?<project>[^/]+)\/runs\/export$/,
    load: () => import('#app/api/v1/projects/[project]/runs/export/route.ts'),
  },
  {
    pattern: /^\/(?<project>[^/]+)\/runs\/(?<runId>[^/]+)\/export$/,
    load: () => import('#app/api/v1/projects/[project]/runs/[runId]/export/route.ts'),
  },
  {
    pattern: /^\/(?<project>[^/]+)\/runs\/(?<runId>[^/]+)$/,
    load: () => import('#app/api/v1/projects/[project]/runs/[runId]/route.ts'),
  },
  {
    pattern: /^\/(?<project>[^/]+)\/runs\/(?<runId>[^/]+)\/neighbours$/,
    load: () => import('#app/api/v1/projects/[project]/runs/[runId]/neighbours/route.ts'),
  },
  {
    pattern: /^\/(?<project>[^/]+)\/runs\/(?<runId>[^/]+)\/spans$/,
    load: () => import('#app/api/v1/projects/[project]/runs/[runId]/spans/route.ts'),
  },
  {
    pattern: /^\/(?<project>[^/]+)\/runs\/(?<runId>[^/]+)\/search$/,
    load: () => import('#app/api/v1/projects/[project]/runs/[runId]/search/route.ts'),
  },
  {
    pattern: /^\/(?<project>[^/]+)\/runs\/(?<runId>[^/]+)\/logs$/,
    load: () => import('#app/api/v1/projects/[project]/runs/[runId]/logs/route.ts'),
  },
  {
    pattern: /^\/(?<project>[^/]+)\/runs\/(?<runId>[^/]+)\/spans\/(?<spanId>[^/]+)\/cost$/,
    load: () => import('#app/api/v1/projects/[project]/runs/[runId]/spans/[spanId]/cost/route.ts'),
  },
  {
    pattern: /^\/(?<project>[^/]+)\/runs\/(?<runId>[^/]+)\/spans\/(?<spanId>[^/]+)$/,
    load: () => import('#app/api/v1/projects/[project]/runs/[runId]/spans/[spanId]/route.ts'),
  },
  {
    pattern: /^\/(?<project>[^/]+)\/runs\/(?<runId>[^/]+)\/share$/,
    load: () => import('#app/api/v1/projects/[project]/runs/[runId]/share/route.ts'),
  },
  {
    pattern: /^\/api\/v1\/share\/(?<token>[^/]+)\/runs\/(?<runId>[^/]+)$/,
    load: () => import('#app/api/v1/share/[token]/runs/[runId]/route.ts'),
  },
  {
    pattern: /^\/api\/v1\/share\/(?<token>[^/]+)\/runs\/(?<runId>[^/]+)\/spans$/,
    load: () => import('#app/api/v1/share/[token]/runs/[runId]/spans/route.ts'),
  },
  {
    pattern: /^\/api\/v1\/share\/(?<token>[^/]+)\/runs\/(?<runId>[^/]+)\/spans\/(?<spanId>[^/]+)$/,
    load: () => import('#app/api/v1/share/[token]/runs/[runId]/spans/[spanId]/route.ts'),
  },
  {
    pattern: /^\/api\/v1\/share\/(?<token>[^/]+)\/runs\/(?<runId>[^/]+)\/search$/,
    load: () => import('#app/api/v1/share/[token]/runs/[runId]/search/route.ts'),
  },
  {
    pattern: /^\/api\/v1\/share\/(?<token>[^/]+)\/runs\/(?<runId>[^/]+)\/logs$/,
    load: () => import('#app/api/v1/share/[token]/runs/[runId]/logs/route.ts'),
  },
  { pattern: /^\/(?<project>[^/]+)\/costs$/, load: () => import('#app/api/v1/projects/[project]/costs/route.ts') },
  {
    pattern: /^\/(?<project>[^/]+)\/costs\/explanation$/,
    load: () => import('#app/api/v1/projects/[project]/costs/explanation/route.ts'),
  },
  {
    pattern: /^\/(?<project>[^/]+)\/costs\/series$/,
    load: () => import('#app/api/v1/projects/[project]/costs/series/route.ts'),
  },
  {
    pattern: /^\/(?<project>[^/]+)\/costs\/untagged$/,
    load: () => import('#app/api/v1/projects/[project]/costs/untagged/route.ts'),
  },
  {
    pattern: /^\/(?<project>[^/]+)\/costs\/what-if$/,
    load: () => import('#app/api/v1/projects/[project]/costs/what-if/route.ts'),
  },
  {
    pattern: /^\/(?<project>[^/]+)\/costs\/cache$/,
    load: () => import('#app/api/v1/projects/[project]/costs/cache/route.ts'),
  },
  { pattern: /^\/(?<project>[^/]+)\/budgets$/, load: () => import('#app/api/v1/projects/[project]/budgets/route.ts') },
  {
    pattern: /^\/(?<project>[^/]+)\/budgets\/preview$/,
    load: () => import('#app/api/v1/projects/[project]/budgets/preview/route.ts'),
  },
  {
    pattern: /^\/(?<project>[^/]+)\/budgets\/(?<budgetId>[^/]+)$/,
    load: () => import('#app/api/v1/projects/[project]/budgets/[budgetId]/route.ts'),
  },
  {
    pattern: /^\/(?<project>[^/]+)\/budgets\/(?<budgetId>[^/]+)\/state$/,
    load: () => import('#app/api/v1/projects/[project]/budgets/[budgetId]/state/route.ts'),
  },
  {
    pattern: /^\/(?<project>[^/]+)\/budgets\/(?<budgetId>[^/]+)\/history$/,
    load: () => import('#app/api/v1/projects/[project]/budgets/[budgetId]/history/route.ts'),
  },
  { pattern: /^\/(?<project>[^/]+)\/shares$/, load: () => import('#app/api/v1/projects/[project]/shares/route.ts') },
  {
    pattern: /^\/(?<project>[^/]+)\/shares\/(?<shareId>[^/]+)$/,
    load: () => import('#app/api/v1/projects/[project]/shares/[shareId]/route.ts'),
  },
  {
    pattern: /^\/(?<project>[^/]+)\/attribution$/,
    load: () => import('#app/api/v1/projects/[project]/attribution/route.ts'),
  },
  {
    pattern: /^\/(?<project>[^/]+)\/attribution\/reattribution$/,
    load: () => import('#app/api/v1/projects/[project]/attribution/reattribution/route.ts'),
  },
  {
    pattern: /^\/(?<project>[^/]+)\/attribution\/preview$/,
    load: () => import('#app/api/v1/projects/[project]/attribution/preview/route.ts'),
  },
  { pattern: /^\/(?<project>[^/]+)\/keys$/, load: () => import('#app/api/v1/projects/[project]/keys/route.ts') },
  {
    pattern: /^\/(?<project>[^/]+)\/keys\/(?<keyId>[^/]+)$/,
    load: () => import('#app/api/v1/projects/[project]/keys/[keyId]/route.ts'),
  },
  {
    pattern: /^\/(?<project>[^/]+)\/keys\/(?<keyId>[^/]+)\/rotate$/,
    load: () => import('#app/api/v1/projects/[project]/keys/[keyId]/rotate/route.ts'),
  },
  { pattern: /^\/(?<project>[^/]+)\/views$/, load: () => import('#app/api/v1/projects/[project]/views/route.ts') },
  {
    pattern: /^\/(?<project>[^/]+)\/views\/(?<viewId>[^/]+)$/,
    load: () => import('#app/api/v1/projects/[project]/views/[viewId]/route.ts'),
  },
  {
    pattern: /^\/(?<project>[^/]+)\/sessions$/,
    load: () => import('#app/api/v1/projects/[project]/sessions/route.ts'),
  },
  {
    pattern: /^\/(?<project>[^/]+)\/sessions\/(?<session>[^/]+)\/turns$/,
    load: () => import('#app/api/v1/projects/[project]/sessions/[session]/turns/route.ts'),
  },
  {
    pattern: /^\/(?<project>[^/]+)\/sessions\/(?<session>[^/]+)$/,
    load: () => import('#app/api/v1/projects/[project]/sessions/[session]/route.ts'),
  },
]

/** Asks a route handler as Next does; `path` is what follows /api/v1/projects. */
export function callApi(path: string, headers: Record<string, string> = {}): Promise<Response> {
  return callRoute('GET', path, { headers })
}

/** A change as a page of this server sends it. */
export function writeApi(
  method: Exclude<Method, 'GET'>,
  path: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<Response> {
  const own = { 'content-type': 'application/json', origin: 'http://localhost:3000' }
  return callRoute(method, path, { body: JSON.stringify(body), headers: { ...own, ...headers } })
}

type Sent = { headers: Record<string, string>; body?: string }

async function callRoute(method: Method, path: string, { headers, body }: Sent): Promise<Response> {
  const isShared = path.startsWith(sharedBase)
  const url = new URL(`http://localhost${isShared ? '' : base}${path}`)
  const rest = isShared ? url.pathname : url.pathname.slice(base.length) || '/'
  for (const { pattern, load } of routes) {
    const match = pattern.exec(rest)
    if (match === null) continue
    const params = Object.fromEntries(
      Object.entries(match.groups ?? {}).map(([name, text]) => [name, decodeURIComponent(text)]),
    )
    const handler = (await load())[method]
    if (handler === undefined) throw new Error(`no ${method} for ${path}`)
    return handler(new Request(url, { method, body, headers: { host: 'localhost:3000', ...headers } }), {
      params: Promise.resolve(params),
    })
  }
  throw new Error(`no route for ${path}`)
}

/** The answer's body, parsed by the caller's schema. */
export async function getBody<T>(
  path: string,
  schema: { parse: (value: unknown) => T },
  headers?: Record<string, string>,
): Promise<T> {
  const response = await callApi(path, headers)
  const body: unknown = await response.json()
  if (!response.ok) throw new Error(`${path}: ${response.status} ${JSON.stringify(body)}`)
  return schema.parse(body)
}

/** Status and error code of an answer that must be an error. */
export async function errorOf(
  path: string,
  headers?: Record<string, string>,
): Promise<{ status: number; code: string }> {
  const response = await callApi(path, headers)
  const body: Partial<ErrorBody> = await response.json()
  return { status: response.status, code: body.error?.code ?? 'no error' }
}
