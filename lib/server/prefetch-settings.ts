import 'server-only'
import { attributionQueries } from '#lib/api/attribution.ts'
import { derivationQueries } from '#lib/api/derivation.ts'
import { historyQueries, type HistoryFilter } from '#lib/api/history.ts'
import { keyQueries } from '#lib/api/keys.ts'
import { memberQueries } from '#lib/api/members.ts'
import { priceQueries } from '#lib/api/prices.ts'
import { can, type Action } from '#lib/domain/access/can.ts'
import { HistoryQuery } from '#lib/domain/history.ts'
import { listInvitations } from './access/invitations.ts'
import { briefContextOf, headStart, requestClient } from './prefetch.ts'
import type { ServiceContext } from './services/context.ts'
import { derivationOf } from './services/derivation/derivation-of.ts'
import { getAttribution } from './services/attribution/get-attribution.ts'
import { listHistory } from './services/history/list-history.ts'
import { listApiKeys } from './services/keys/list-api-keys.ts'
import { listMembers } from './services/members/list-members.ts'
import { getPricePage } from './services/prices/get-price-page.ts'

/** False where the visitor's role is too small for the page. */
export async function prefetchMembers(project: string): Promise<boolean> {
  const ctx = await settingsContext(project, 'member:read')
  if (ctx === null) return false
  const { db, nowMs } = ctx
  const members = { ...memberQueries.list(project), queryFn: () => listMembers({ ctx }) }
  const invitations = {
    ...memberQueries.invitations(project),
    queryFn: async () => ({ items: await listInvitations(db, project, new Date(nowMs)) }),
  }
  const client = requestClient()
  await Promise.all([headStart(client.query(members)), headStart(client.query(invitations))])
  return true
}

/** False where the visitor's role is too small for the page. */
export async function prefetchKeys(project: string): Promise<boolean> {
  const ctx = await settingsContext(project, 'key:read')
  if (ctx === null) return false
  const queryFn = () => listApiKeys({ ctx })
  await headStart(requestClient().query({ ...keyQueries.list(project), queryFn }))
  return true
}

/** False where the visitor's role is too small for the page. */
export async function prefetchAttribution(project: string): Promise<boolean> {
  const ctx = await settingsContext(project, 'attribution:read')
  if (ctx === null) return false
  const client = requestClient()
  const rules = { ...attributionQueries.rules(project), queryFn: () => getAttribution({ ctx }) }
  const reattribution = {
    ...derivationQueries.last(project, 'reattribution'),
    queryFn: () => derivationOf(ctx, 'reattribution'),
  }
  await Promise.all([headStart(client.query(rules)), headStart(client.query(reattribution))])
  return true
}

/** False where the visitor's role is too small for the page. */
export async function prefetchHistory(project: string, filter: HistoryFilter): Promise<boolean> {
  const ctx = await settingsContext(project, 'history:read')
  if (ctx === null) return false
  const input = HistoryQuery.parse({ kind: filter.kind ?? undefined, actor: filter.actor ?? undefined })
  const queryFn = () => listHistory({ ctx, input })
  await headStart(requestClient().infiniteQuery({ ...historyQueries.list(project, filter), queryFn }))
  return true
}

/** False where the visitor may not see prices. */
export async function prefetchPrices(project: string): Promise<boolean> {
  const ctx = await settingsContext(project, 'price:read')
  if (ctx === null) return false
  const client = requestClient()
  const page = { ...priceQueries.page(project), queryFn: () => getPricePage({ ctx }) }
  const repricing = {
    ...derivationQueries.last(project, 'repricing'),
    queryFn: () => derivationOf(ctx, 'repricing'),
  }
  await Promise.all([headStart(client.query(page)), headStart(client.query(repricing))])
  return true
}

/** Of a project that is open to the visitor; null where the action is not. */
export async function settingsContext(project: string, action: Action): Promise<ServiceContext | null> {
  const ctx = await briefContextOf(project)
  return can(ctx.actor, action, { project }) ? ctx : null
}
