import { randomBytes } from 'node:crypto'
import type { Database } from '#clickhouse/client.ts'
import { BudgetInput } from '#lib/domain/budget.ts'
import { noPrices, type StoredPrice } from '#lib/domain/price.ts'
import { defaultChargeback } from '#lib/domain/statement.ts'
import { ConfigEntries } from '#lib/server/config-entries.ts'
import { priceTableId, priceTables } from '#lib/server/price-books.ts'
import { budgetKind } from '#lib/server/services/budgets/budget-of.ts'
import { chargebackEntries, chargebackId } from '#lib/server/services/chargeback/saved-chargeback.ts'

const actor = 'demo'
const dayMs = 86_400_000
/** Budgets are as old as the runs that they are of, so that periods before have one. */
const budgetAgeDays = 60

const ofTenant = (value: string) => [{ dimension: 'tenant', value }] as const

const budgets = [
  { name: 'All agents', period: 'month', amountUsd: '10' },
  { name: '', scope: ofTenant('acme'), period: 'month', amountUsd: '4', timeZone: 'Europe/Berlin' },
  { name: '', scope: ofTenant('globex'), period: 'month', amountUsd: '1.6', timeZone: 'Europe/Berlin' },
  { name: '', scope: ofTenant('initech'), period: 'week', amountUsd: '0.4' },
  { name: 'Market briefs', scope: [{ dimension: 'feature', value: 'insights' }], period: 'week', amountUsd: '2' },
  { name: '', scope: [{ dimension: 'taskType', value: 'refund-triage' }], period: 'day', amountUsd: '0.06' },
]

/** A contract for one model and a tool that bills by the call. What no price is known of stays so, for the page to show it. */
const prices: readonly StoredPrice[] = [
  {
    id: 'demo-sonnet',
    kind: 'model',
    pattern: 'claude-sonnet-*',
    provider: null,
    validFrom: null,
    validTo: null,
    prices: null,
    longContext: [],
    serviceTiers: {},
    discountPercent: '10',
  },
  { id: 'demo-search', kind: 'tool', pattern: 'search_web', provider: null, validFrom: null, validTo: null, perCallUsd: '0.005' }, // prettier-ignore
]

/** Before runs are sent: they are priced by what is there when they come in. A project with prices of its own keeps them. */
export async function furnishPrices(db: Database, project: string, nowMs: number): Promise<void> {
  if ((await priceTables.newest(db, project, priceTableId)) !== null) return
  const about = { project, id: priceTableId, expectedVersion: 0, actor, now: new Date(nowMs) }
  await priceTables.write(db, { ...about, body: { ...noPrices, prices: [...prices] }, reason: 'contract of the demo' })
}

/** Budgets, and how tenants are charged, where the project has none yet. Returns how many budgets were made. */
export async function furnishDemo(db: Database, project: string, nowMs: number): Promise<number> {
  if ((await chargebackEntries.newest(db, project, chargebackId)) === null) {
    const about = { project, id: chargebackId, expectedVersion: 0, actor, reason: 'demo', now: new Date(nowMs) }
    await chargebackEntries.write(db, { ...about, body: charging })
  }
  const entries = new ConfigEntries(budgetKind, BudgetInput)
  if ((await entries.list(db, project)).length > 0) return 0
  const now = new Date(nowMs - budgetAgeDays * dayMs)
  for (const budget of budgets) {
    const id = randomBytes(8).toString('hex')
    const about = { project, id, expectedVersion: 0, actor, reason: 'demo', now }
    await entries.write(db, { ...about, body: BudgetInput.parse(budget) })
  }
  return budgets.length
}

const charging: typeof defaultChargeback = {
  ...defaultChargeback,
  timeZone: 'Europe/Berlin',
  markupPercent: '15',
  tenantMarkups: [{ tenant: 'acme', percent: '-5' }],
  sharedCosts: [
    { name: 'Platform', amountUsd: '20', key: 'equal' },
    { name: 'On call', amountUsd: '12.5', key: 'runs' },
  ],
  currency: { code: 'EUR', usdRate: '0.86' },
}
