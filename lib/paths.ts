/** A query as it stands in a URL: lists repeat their name, absent values are left out. */
export type QueryValues = Record<string, string | number | boolean | readonly string[] | null | undefined>

/** Every page a link can lead to. */
export const paths = {
  home: '/',
  runs: (project: string, query: QueryValues = {}) => withQuery(`/${part(project)}/runs`, query),
  /** `from` is the encoded list that the run was opened from: it is what previous and next mean there. */
  run: (project: string, runId: string, query: { from?: string; span?: string } = {}) =>
    withQuery(`/${part(project)}/runs/${part(runId)}`, query),
  sessions: (project: string, query: QueryValues = {}) => withQuery(`/${part(project)}/sessions`, query),
  costs: (project: string, query: QueryValues = {}) => withQuery(`/${part(project)}/costs`, query),
  /** With `add` the dialog for a new budget is open. */
  budgets: (project: string, query: { add?: true } = {}) => withQuery(`/${part(project)}/budgets`, query),
  budget: (project: string, budgetId: string) => `/${part(project)}/budgets/${part(budgetId)}`,
  chargeback: (project: string, query: QueryValues = {}) => withQuery(`/${part(project)}/chargeback`, query),
  /** Statements as they are put on paper. */
  chargebackPrint: (project: string, query: QueryValues = {}) => withQuery(`/${part(project)}/chargeback/print`, query),
  ingestHealth: (project: string, query: QueryValues = {}) => withQuery(`/${part(project)}/ingest-health`, query),
  session: (project: string, session: string, query: QueryValues = {}) =>
    withQuery(`/${part(project)}/sessions/${part(session)}`, query),
  share: (token: string) => `/share/${part(token)}`,
  apiDocs: '/api/docs',
  /** `next` is where the way goes on; a path of this server. */
  signIn: (next?: string) => withQuery('/sign-in', { next: next === '/' ? undefined : next }),
  /** For whoever was signed in and is not any more. */
  expired: (next?: string) => withQuery('/expired', { next: next === '/' ? undefined : next }),
  forbidden: '/forbidden',
  /** The token stands behind a `#`, so that no server and no log gets to see it. */
  setUp: '/setup',
  setUpLink: (token: string) => `/setup#${part(token)}`,
  invitation: (token: string) => `/invite#${part(token)}`,
  profile: '/profile',
  /** With `make` the dialog for a new one is open; so with what follows. */
  projects: (query: { make?: true } = {}) => withQuery('/projects', query),
  members: (project: string, query: { invite?: true } = {}) => withQuery(`/${part(project)}/settings/members`, query),
  attribution: (project: string) => `/${part(project)}/settings/attribution`,
  keys: (project: string, query: { make?: true } = {}) => withQuery(`/${part(project)}/settings/keys`, query),
  history: (project: string) => `/${part(project)}/settings/history`,
  /** With `add` the dialog for a new price is open, of this model. */
  prices: (project: string, query: { add?: true; model?: string; provider?: string } = {}) =>
    withQuery(`/${part(project)}/settings/prices`, query),
}

/** Every endpoint of the JSON API that the pages use. */
export const apiPaths = {
  me: '/api/v1/me',
  password: '/api/v1/me/password',
  signIns: '/api/v1/me/sign-ins',
  signInOf: (signInId: string) => `/api/v1/me/sign-ins/${part(signInId)}`,
  signIn: '/api/v1/sign-in',
  signOut: '/api/v1/sign-out',
  setUp: '/api/v1/set-up',
  setUpLook: '/api/v1/set-up/look',
  invitationLook: '/api/v1/invitation/look',
  invitationAccept: '/api/v1/invitation/accept',
  projects: '/api/v1/projects',
  status: (project: string) => `${projectApi(project)}/status`,
  ingestHealth: (project: string, query: QueryValues = {}) => withQuery(`${projectApi(project)}/ingest-health`, query),
  ingestState: (project: string) => `${projectApi(project)}/ingest-health/state`,
  runs: (project: string, query: QueryValues = {}) => withQuery(`${projectApi(project)}/runs`, query),
  runsExport: (project: string, query: QueryValues) => withQuery(`${projectApi(project)}/runs/export`, query),
  runFacets: (project: string, query: QueryValues) => withQuery(`${projectApi(project)}/runs/facets`, query),
  runSnippets: (project: string, query: QueryValues) => withQuery(`${projectApi(project)}/runs/snippets`, query),
  runMetrics: (project: string, query: QueryValues = {}) => withQuery(`${projectApi(project)}/runs/metrics`, query),
  costs: (project: string, query: QueryValues) => withQuery(`${projectApi(project)}/costs`, query),
  costSeries: (project: string, query: QueryValues) => withQuery(`${projectApi(project)}/costs/series`, query),
  costExplanation: (project: string, query: QueryValues) =>
    withQuery(`${projectApi(project)}/costs/explanation`, query),
  untaggedCosts: (project: string, query: QueryValues) => withQuery(`${projectApi(project)}/costs/untagged`, query),
  cacheCosts: (project: string, query: QueryValues) => withQuery(`${projectApi(project)}/costs/cache`, query),
  whatIf: (project: string, query: QueryValues) => withQuery(`${projectApi(project)}/costs/what-if`, query),
  budgets: (project: string) => `${projectApi(project)}/budgets`,
  budgetPreview: (project: string) => `${projectApi(project)}/budgets/preview`,
  budget: (project: string, budgetId: string) => `${projectApi(project)}/budgets/${part(budgetId)}`,
  budgetHistory: (project: string, budgetId: string) => `${projectApi(project)}/budgets/${part(budgetId)}/history`,
  run: (project: string, runId: string) => `${projectApi(project)}/runs/${part(runId)}`,
  runSpans: (project: string, runId: string) => `${projectApi(project)}/runs/${part(runId)}/spans`,
  /** What the pages read: the page's document names it too, so that the browser asks before it has any script. */
  runSpanColumns: (project: string, runId: string) => `${projectApi(project)}/runs/${part(runId)}/spans?shape=columns`,
  runSpan: (project: string, runId: string, spanId: string) =>
    `${projectApi(project)}/runs/${part(runId)}/spans/${part(spanId)}`,
  spanCost: (project: string, runId: string, spanId: string) =>
    `${projectApi(project)}/runs/${part(runId)}/spans/${part(spanId)}/cost`,
  runNeighbours: (project: string, runId: string, query: QueryValues = {}) =>
    withQuery(`${projectApi(project)}/runs/${part(runId)}/neighbours`, query),
  runSearch: (project: string, runId: string, query: QueryValues) =>
    withQuery(`${projectApi(project)}/runs/${part(runId)}/search`, query),
  runExport: (project: string, runId: string, format: string) =>
    withQuery(`${projectApi(project)}/runs/${part(runId)}/export`, { format }),
  runLogs: (project: string, runId: string) => `${projectApi(project)}/runs/${part(runId)}/logs`,
  runShare: (project: string, runId: string) => `${projectApi(project)}/runs/${part(runId)}/share`,
  shares: (project: string, query: QueryValues = {}) => withQuery(`${projectApi(project)}/shares`, query),
  share: (project: string, shareId: string) => `${projectApi(project)}/shares/${part(shareId)}`,
  sessions: (project: string, query: QueryValues = {}) => withQuery(`${projectApi(project)}/sessions`, query),
  session: (project: string, session: string) => `${projectApi(project)}/sessions/${part(session)}`,
  sessionTurns: (project: string, session: string, query: QueryValues = {}) =>
    withQuery(`${projectApi(project)}/sessions/${part(session)}/turns`, query),
  project: (project: string) => projectApi(project),
  members: (project: string) => `${projectApi(project)}/members`,
  member: (project: string, userId: string) => `${projectApi(project)}/members/${part(userId)}`,
  invitations: (project: string) => `${projectApi(project)}/invitations`,
  invitation: (project: string, invitationId: string) => `${projectApi(project)}/invitations/${part(invitationId)}`,
  keys: (project: string) => `${projectApi(project)}/keys`,
  key: (project: string, keyId: string) => `${projectApi(project)}/keys/${part(keyId)}`,
  attribution: (project: string) => `${projectApi(project)}/attribution`,
  reattribution: (project: string) => `${projectApi(project)}/attribution/reattribution`,
  attributionPreview: (project: string) => `${projectApi(project)}/attribution/preview`,
  keyRotation: (project: string, keyId: string) => `${projectApi(project)}/keys/${part(keyId)}/rotate`,
  history: (project: string, query: QueryValues = {}) => withQuery(`${projectApi(project)}/history`, query),
  prices: (project: string) => `${projectApi(project)}/prices`,
  priceEffect: (project: string) => `${projectApi(project)}/prices/effect`,
  priceVersions: (project: string) => `${projectApi(project)}/prices/versions`,
  priceVersion: (project: string, version: number) => `${projectApi(project)}/prices/versions/${version}`,
  repricing: (project: string) => `${projectApi(project)}/prices/repricing`,
  /** Also the file, with `format=csv`. */
  chargeback: (project: string, query: QueryValues = {}) => withQuery(`${projectApi(project)}/chargeback`, query),
  chargebackSettings: (project: string) => `${projectApi(project)}/chargeback/settings`,
  statements: (project: string) => `${projectApi(project)}/chargeback/statements`,
  /** The frozen file. */
  statement: (project: string, statementId: string, query: QueryValues = {}) =>
    withQuery(statementApi(project, statementId), query),
  statementDetail: (project: string, statementId: string, query: QueryValues = {}) =>
    withQuery(`${statementApi(project, statementId)}/detail`, query),
  billedRuns: (project: string, statementId: string, query: QueryValues = {}) =>
    withQuery(`${statementApi(project, statementId)}/runs`, query),
  statementReopening: (project: string, statementId: string) => `${statementApi(project, statementId)}/reopen`,
  adjustments: (project: string, statementId: string, query: QueryValues = {}) =>
    withQuery(`${statementApi(project, statementId)}/adjustments`, query),
  /** A booked note as a file. */
  adjustmentNote: (project: string, statementId: string, number: number, query: QueryValues = {}) =>
    withQuery(`${statementApi(project, statementId)}/adjustments/${number}`, query),
  views: (project: string) => `${projectApi(project)}/views`,
  view: (project: string, viewId: string) => `${projectApi(project)}/views/${part(viewId)}`,
}

/** What stands for the project of a run that is read through a link. No project is named so. */
export function projectOfShare(token: string): string {
  return `${sharePrefix}${token}`
}

/** Whether what is on the page is read through a link: nothing but its one run can be asked for. */
export function isShared(project: string): boolean {
  return project.startsWith(sharePrefix)
}

const sharePrefix = '~'

function projectApi(project: string): string {
  return isShared(project)
    ? `/api/v1/share/${part(project.slice(sharePrefix.length))}`
    : `/api/v1/projects/${part(project)}`
}

function statementApi(project: string, statementId: string): string {
  return `${projectApi(project)}/chargeback/statements/${part(statementId)}`
}

function part(text: string): string {
  return encodeURIComponent(text)
}

/** `path?a=1&b=2&b=3`, in the order of the object. */
function withQuery(path: string, query: QueryValues): string {
  const text = encodeQuery(query)
  return text === '' ? path : `${path}?${text}`
}

export function encodeQuery(query: QueryValues): string {
  const params = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (value === null || value === undefined) continue
    const values = typeof value === 'object' ? value : [String(value)]
    for (const each of values) params.append(name, each)
  }
  return params.toString()
}

/**
 * A segment of the address as it was before `part`. Next gives pages theirs encoded, decoded or in between,
 * depending on the way there: only whole escapes are read, so that a plain `%` is no error.
 */
export function decodeSegment(text: string): string {
  return text.replaceAll(/(?:%[0-9a-f]{2})+/gi, (escapes) => {
    try {
      return decodeURIComponent(escapes)
    } catch {
      // Not UTF-8: then it was meant as it stands.
      return escapes
    }
  })
}
