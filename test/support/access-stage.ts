import { openDatabase, type Database } from '#clickhouse/client.ts'
import { resolveConnection } from '#clickhouse/connection.ts'
import { noPrices, type StoredPrice } from '#lib/domain/price.ts'
import { apiPaths } from '#lib/paths.ts'
import { createInvitation } from '#lib/server/access/invitations.ts'
import { listMemberships } from '#lib/server/access/members.ts'
import { attributionEntries, attributionId } from '#lib/server/attribution-rules.ts'
import { createKey } from '#lib/server/keys.ts'
import { priceTableId, priceTables } from '#lib/server/price-books.ts'
import { createProject } from '#lib/server/projects.ts'
import { makeCast, tenantName, type Sender } from './access-cast.ts'
import { closeMonth } from './closed-month.ts'
import { newCanary, sendMarked, type MarkedTrace } from './canaries.ts'
import { startProduct, type Product } from './product.ts'
import { ask } from './raw-http.ts'
import { waitUntil } from './wait-until.ts'

/** The two projects whose data must stay apart. */
export const stageProjects = ['alpha', 'beta'] as const
export type StageProject = (typeof stageProjects)[number]

/** What of one project can be named in an address. */
export type Known = {
  trace: MarkedTrace
  viewId: string
  /** Of its first tenant. */
  budgetId: string
  /** Of a closed month. */
  statementId: string
  shareId: string
  shareToken: string
  invitationId: string
  keyId: string
  /** A member of it. */
  userId: string
}

export type AccessStage = {
  product: Product
  db: Database
  /** Word that stands in everything of a place: a project, or one tenant of it. */
  canaries: ReadonlyMap<string, string>
  known: ReadonlyMap<StageProject, Known>
  senders: readonly Sender[]
  owner: Sender
  stop(): Promise<void>
}

/** The product with sign-in, two projects full of marked data, and everybody who may or may not see them. */
export async function startAccessStage(): Promise<AccessStage> {
  const product = await startProduct({ TACHO_AUTH: 'local', TACHO_LOG_LEVEL: 'error' })
  const db = openDatabase(() => resolveConnection({ dataDir: product.dataDir }))
  const places = [...stageProjects, ...stageProjects.flatMap((project) => tenantPlaces(project))]
  const canaries = new Map(places.map((place) => [place, newCanary(place)]))
  const canary = (place: string): string => canaries.get(place) ?? ''
  for (const project of stageProjects) {
    await createProject(db, { project, name: `${canary(project)} name`, actor: 'test', now: new Date() })
  }
  const traces = await sendEverything({ product, db, canary })
  const { senders, owner } = await makeCast(db, canary)
  const known = new Map<StageProject, Known>()
  for (const project of stageProjects) {
    const trace = traces.get(tenantPlaces(project)[0])
    if (trace === undefined) throw new Error('unreachable')
    const tenant = tenantName(canary(tenantPlaces(project)[0]))
    known.set(project, await furnish({ product, db, owner, tenant }, project, trace, canary(project)))
  }
  return {
    product,
    db,
    canaries,
    known,
    senders,
    owner,
    async stop() {
      await db.close()
      await product.stop()
    },
  }
}

/** What is configured, as one text: of all, or of one project. */
export async function configOf({ db }: Pick<AccessStage, 'db'>, project = ''): Promise<string> {
  const sql = `
SELECT toString(count()) AS rows, toString(sum(cityHash64(*))) AS hash
FROM config
WHERE {project:String} IN ('', project)`
  return JSON.stringify(await db.query({ name: 'test-config-state', sql, params: { project } }))
}

export function tenantPlaces(project: string): [string, string] {
  return [`${project}/one`, `${project}/two`]
}

type Sending = { product: Product; db: Database; canary: (place: string) => string }

async function sendEverything({ product, db, canary }: Sending): Promise<Map<string, MarkedTrace>> {
  const traces = new Map<string, MarkedTrace>()
  for (const project of stageProjects) {
    const key = { project, kind: 'ingest', name: canary(project), tenant: null, expiresAt: null } as const
    const { secret } = await createKey(db, { ...key, actor: 'test', now: new Date() })
    for (const place of tenantPlaces(project)) {
      traces.set(place, await sendMarked(product.otlpUrl, secret, canary(place)))
    }
  }
  return traces
}

type Furnishing = { product: Product; db: Database; owner: Sender; tenant: string }

/** A saved view, a shared link, an invitation, prices and rules, made as the owner makes them once the run is there. */
async function furnish(
  { product, db, owner, tenant }: Furnishing,
  project: StageProject,
  trace: MarkedTrace,
  canary: string,
): Promise<Known> {
  const call = async (method: string, path: string, body?: unknown) => {
    const headers = { ...owner.headers, 'content-type': 'application/json', 'x-tacho': '1' }
    const sent = body === undefined ? {} : { body: JSON.stringify(body) }
    const { status, text } = await ask(product.uiUrl, { method, path, headers, ...sent })
    return { status, text }
  }
  await waitUntil(`the run of ${project}`, async () => {
    const { status, text } = await call('GET', apiPaths.run(project, trace.traceId))
    return status === 200 ? { value: true } : { notYet: text }
  })
  const change = async (path: string, body: unknown): Promise<string> => {
    const { status, text } = await call('POST', path, body)
    if (status !== 200) throw new Error(`${path}: ${status} ${text}`)
    return text
  }
  const view = await change(apiPaths.views(project), { name: `${canary} view`, filter: {}, columns: null })
  const scope = [{ dimension: 'tenant', value: tenant }]
  const budget = await change(apiPaths.budgets(project), { scope, period: 'month', amountUsd: '5' })
  const share = await change(apiPaths.runShare(project, trace.traceId), { days: 7 })
  const made: { shareId: string; path: string } = JSON.parse(share)
  const { viewId }: { viewId: string } = JSON.parse(view)
  const { budgetId }: { budgetId: string } = JSON.parse(budget)
  const { invitation } = await createInvitation(db, {
    project,
    role: 'viewer',
    email: `${canary}-guest@example.com`,
    invitedBy: 'test',
    actor: 'test',
    now: new Date(),
  })
  await setRules(db, project, canary)
  // A month is named alike in all projects: each has another one closed.
  const month = project === 'alpha' ? '2025-01' : '2025-02'
  const read = async (path: string) => (await call('GET', path)).text
  await closeMonth(db, { project, month, reason: canary, read, change })
  const about = { project, kind: 'ingest', name: `${canary} key`, tenant: null, expiresAt: null } as const
  const { key } = await createKey(db, { ...about, actor: 'test', now: new Date() })
  const [member] = await listMemberships(db, project)
  const shareToken = decodeURIComponent(made.path.replace(/^\/share\//, ''))
  const others = { invitationId: invitation.invitationId, keyId: key.keyId, userId: member?.body.userId ?? '' }
  return { trace, viewId, budgetId, statementId: month, shareId: made.shareId, shareToken, ...others }
}

/** A price and a rule of attribution that name the canary and hold for nothing that is sent. */
async function setRules(db: Database, project: StageProject, canary: string): Promise<void> {
  const write = { project, expectedVersion: 0, actor: 'test', reason: canary, now: new Date() }
  const price: StoredPrice = {
    id: 'own',
    kind: 'model',
    pattern: `${canary}-model`,
    provider: null,
    validFrom: null,
    validTo: null,
    prices: { input: '1', output: '2' },
    longContext: [],
    serviceTiers: {},
    discountPercent: '0',
  }
  await priceTables.write(db, { ...write, id: priceTableId, body: { ...noPrices, prices: [price] } })
  const tenant = { keys: [`${canary}.team`], builtIn: true, apiKeys: [], services: [], renamed: [] }
  await attributionEntries.write(db, { ...write, id: attributionId, body: { fields: { tenant } } })
}
