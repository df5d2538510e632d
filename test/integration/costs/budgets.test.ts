import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { z } from 'zod'
import { hourOf } from '#clickhouse/sql/date-time.ts'
import { runInsert } from '#clickhouse/tables/run-row.ts'
import { insertRuns } from '#clickhouse/tables/runs.ts'
import {
  Budget,
  BudgetDetail,
  BudgetHistory,
  BudgetList,
  BudgetPreview,
  BudgetState,
  type BudgetInput,
  type BudgetScope,
} from '#lib/domain/budget.ts'
import { SavedChargeback } from '#lib/domain/chargeback.ts'
import { HistoryPage } from '#lib/domain/history.ts'
import { PricePage } from '#lib/domain/price-page.ts'
import { RunList, type Run } from '#lib/domain/run.ts'
import { furnishDemo, furnishPrices } from '#lib/demo/furnish-demo.ts'
import { formatUsd, sumUsd } from '#lib/pricing/fixed-usd.ts'
import { createProject } from '#lib/server/projects.ts'
import { callApi, getBody, writeApi } from '../../support/api.ts'
import { startStore, type TestStore } from '../../support/store.ts'
import { makeRun } from '../api/make-run.ts'

// The marker package throws outside Next's bundler, which is what these handlers run in here.
vi.mock('server-only', () => ({}))

const project = 'budgets'
const hourMs = 3_600_000
const nowMs = Date.now()
const zones = ['UTC', 'Europe/Berlin', 'Asia/Kathmandu', 'America/Los_Angeles', 'Pacific/Kiritimati']
const runs = Array.from({ length: 900 }, (_, number) => spentRun(number))
let store: TestStore

/** Some an hour from another, over a hundred days; every ninth has no known price. */
function spentRun(number: number): Run {
  const isUnpriced = number % 9 === 4
  return makeRun({
    project,
    runId: (number + 1).toString(16).padStart(32, '0'),
    startedAt: `${nowMs - 60_000 - Math.floor(number * 2.66 * hourMs)}${String((number * 7919) % 1_000_000).padStart(6, '0')}`,
    tenant: ['acme', 'globex', "o'odd", null][number % 4] ?? null,
    feature: ['billing', 'search', null][number % 3] ?? null,
    taskType: ['refund', 'chat'][number % 2] ?? null,
    llmCalls: 2,
    costUsd: isUnpriced ? null : formatUsd(BigInt(number + 1) * 1_234_567_891n),
    costStatus: isUnpriced ? 'unpriced' : 'priced',
  })
}

beforeAll(async () => {
  store = await startStore()
  process.env['TACHO_DATA_DIR'] = store.dataDir
  for (const each of [project, 'empty', 'demo'])
    await createProject(store.database, { project: each, name: '', actor: 'test', now: new Date() })
  const rowsOf = (change: Partial<Run>) => runs.map((run) => runInsert({ ...run, ...change }, hourOf(run.startedAt)))
  await insertRuns(store.database, rowsOf({ costUsd: '77', tenant: 'former', version: 1 }).slice(0, 200))
  await insertRuns(store.database, rowsOf({ version: 2 }))
})
afterAll(() => store.stop())

type Given = Partial<z.input<typeof BudgetInput>>

async function make(given: Given, of = project): Promise<Budget> {
  const body = { period: 'month', amountUsd: '100', ...given }
  return Budget.parse(await (await writeApi('POST', `/${of}/budgets`, body)).json())
}

/** The runs that the list has of a period and scope: those that a budget's links lead to. */
async function listed(scope: BudgetScope, { from, to }: { from: string; to: string }): Promise<Run[]> {
  const found: Run[] = []
  const query = new URLSearchParams({ from, to, limit: '200' })
  for (const { dimension, value } of scope) query.set(dimension, value)
  for (let cursor = ''; ;) {
    const page = await getBody(`/${project}/runs?${query}${cursor}`, RunList)
    found.push(...page.items)
    if (page.nextCursor === null) return found
    cursor = `&cursor=${page.nextCursor}`
  }
}

/** The runs up to which, in the order in which they began, a budget's thresholds were reached. */
function crossedBy(of: readonly Run[], { amountUsd, thresholds }: Budget): (string | null)[] {
  const inOrder = of.toSorted((a, b) => Number(BigInt(a.startedAt) - BigInt(b.startedAt)))
  return [thresholds.soft, thresholds.hard, thresholds.over].map((percent) => {
    const enough = (count: number) => Number(sumUsd(inOrder.slice(0, count).map(({ costUsd }) => costUsd)) ?? 0) * 100 >= Number(amountUsd) * percent // prettier-ignore
    const count = inOrder.findIndex((_run, index) => enough(index + 1))
    return inOrder[count]?.runId ?? null
  })
}

const scopes: BudgetScope[] = [
  [],
  [{ dimension: 'tenant', value: "o'odd" }],
  [{ dimension: 'feature', value: 'billing' }],
  [{ dimension: 'taskType', value: 'refund' }],
  [{ dimension: 'tenant', value: 'nobody' }],
  [{ dimension: 'feature', value: 'billing' }, { dimension: 'tenant', value: 'acme' }], // prettier-ignore
]

describe('what is spent', () => {
  test('is the sum of the runs of its period and scope, in every time zone, alone and in the list', async () => {
    const asked = zones.flatMap((timeZone, index) =>
      (['day', 'week', 'month'] as const).map((period, place) => ({
        timeZone,
        period,
        scope: scopes[(index + place) % scopes.length] ?? [],
        amountUsd: '0.05',
      })),
    )
    const made = await Promise.all(asked.map((given) => make(given)))
    const { items } = await getBody(`/${project}/budgets`, BudgetList)
    expect(items.length).toBe(made.length)
    for (const [index, { budget, state }] of items.entries()) {
      const of = await listed(budget.scope, state)
      const what = `${budget.timeZone} ${budget.period} ${JSON.stringify(budget.scope)}`
      expect([state.spentUsd, state.runs], what).toEqual([sumUsd(of.map(({ costUsd }) => costUsd)) ?? formatUsd(0n), of.length]) // prettier-ignore
      expect(state.unpricedCalls, what).toBe(of.filter(({ costUsd }) => costUsd === null).length * 2)
      expect(state.isLowerBound, what).toBe(state.unpricedCalls > 0)
      if (index % 3 > 0) continue
      const detail = await getBody(`/${project}/budgets/${budget.budgetId}`, BudgetDetail)
      expect(detail.state, what).toMatchObject({ ...state, asOf: expect.any(String), forecast: expect.any(Object) })
      expect(
        detail.state.marks.map(({ reachedRunId }) => reachedRunId),
        what,
      ).toEqual(crossedBy(of, budget))
      expect(sumUsd(detail.days.map(({ costUsd }) => costUsd)), what).toBe(state.spentUsd)
      for (const day of detail.days.filter((each) => each.runs > 0).slice(-2)) {
        const ofDay = await listed(budget.scope, day)
        expect([day.costUsd, day.runs]).toEqual([sumUsd(ofDay.map(({ costUsd }) => costUsd)), ofDay.length])
      }
    }
  })

  test('of periods before too', async () => {
    const scope = scopes[1] ?? []
    const { budgetId } = await make({ scope, timeZone: 'America/Los_Angeles', amountUsd: '3' })
    const { items } = await getBody(`/${project}/budgets/${budgetId}/history`, BudgetHistory)
    expect(items).toHaveLength(12)
    for (const past of items.slice(0, 4)) {
      const of = await listed(scope, past)
      expect(past.spentUsd).toBe(sumUsd(of.map(({ costUsd }) => costUsd)) ?? formatUsd(0n))
      expect([past.runs, past.wasThere]).toEqual([of.length, false])
      expect(past.isKept).toBe(Number(past.spentUsd) < 3)
    }
    expect(items.some(({ runs: count }) => count > 0)).toBe(true)
  })

  test('would have been the same before it was saved', async () => {
    const given = { scope: scopes[2] ?? [], period: 'week', timeZone: 'Europe/Berlin', amountUsd: '0.5' } as const
    const before = BudgetPreview.parse(await (await writeApi('POST', `/${project}/budgets/preview`, given)).json())
    const { budgetId } = await make(given)
    const state = await getBody(`/${project}/budgets/${budgetId}/state`, BudgetState)
    expect(state).toMatchObject({ spentUsd: before.state.spentUsd, level: before.state.level, to: before.state.to })
    const { items } = await getBody(`/${project}/budgets/${budgetId}/history`, BudgetHistory)
    expect(items.slice(0, 3)).toEqual(before.past)
  })
})

describe('a budget', () => {
  test('is changed by version, deleted, brought back, and its history tells', async () => {
    const made = await make({ name: 'All of it' }, 'empty')
    expect(made).toMatchObject({
      version: 1,
      timeZone: 'UTC',
      scope: [],
      thresholds: { soft: 70, hard: 90, over: 100 },
    })
    const path = `/empty/budgets/${made.budgetId}`
    const change = { ...made, amountUsd: '250.50', thresholds: { soft: 50, hard: 80, over: 120 }, expectedVersion: 1 }
    const changed = await writeApi('PUT', path, { ...change, reason: 'more to do' })
    expect(Budget.parse(await changed.json())).toMatchObject({ version: 2, amountUsd: '250.50' })
    expect((await writeApi('PUT', path, change)).status).toBe(409)
    expect((await writeApi('DELETE', path, { expectedVersion: 1 })).status).toBe(409)
    expect((await getBody(`${path}/state`, BudgetState)).marks.map(({ amountUsd }) => Number(amountUsd))).toEqual([125.25, 200.4, 300.6]) // prettier-ignore
    const { version } = Budget.parse(await (await writeApi('DELETE', path, { expectedVersion: 2 })).json())
    for (const rest of ['', '/state', '/history']) expect((await callApi(`${path}${rest}`)).status).toBe(404)
    expect((await getBody('/empty/budgets', BudgetList)).items).toEqual([])
    expect((await writeApi('PUT', path, { ...change, expectedVersion: version })).status).toBe(200)
    const { items } = await getBody('/empty/history?kind=budget', HistoryPage)
    expect(items.map(({ action, reason }) => `${action}: ${reason}`)).toEqual([
      'restored: restored',
      'deleted: deleted',
      'changed: more to do',
      'created: created',
    ])
    expect(items[2]?.changes).toContainEqual({ field: 'amountUsd', before: '100', after: '250.50' })
  })

  test('of the demo is made once, beside its prices and settings of statements', async () => {
    for (const made of [6, 0]) {
      await furnishPrices(store.database, 'demo', nowMs)
      expect(await furnishDemo(store.database, 'demo', nowMs)).toBe(made)
    }
    expect((await getBody('/demo/budgets', BudgetList)).items).toHaveLength(6)
    expect((await getBody('/demo/prices', PricePage)).current).toMatchObject({ version: 1 })
    expect((await getBody('/demo/chargeback/settings', SavedChargeback)).version).toBe(1)
  })

  test('without a run says nothing was spent, and expects nothing', async () => {
    const { budgetId } = await make({ scope: scopes[4] ?? [] })
    const state = await getBody(`/${project}/budgets/${budgetId}/state`, BudgetState)
    expect(state).toMatchObject({ spentUsd: formatUsd(0n), level: 'ok', isLowerBound: false, forecast: { method: 'none' } }) // prettier-ignore
  })

  test.each([
    { amountUsd: '0' },
    { amountUsd: '-1' },
    { amountUsd: '1e9' },
    { timeZone: 'Europe/Atlantis' },
    { period: 'year' },
    { thresholds: { soft: 90, hard: 70, over: 100 } },
    { scope: [{ dimension: 'model', value: 'x' }] },
    { scope: [{ dimension: 'tenant', value: '' }] },
  ])('of %o is refused in words', async (given) => {
    const body = { period: 'month', amountUsd: '100', ...given }
    for (const path of ['budgets', 'budgets/preview']) {
      const answer = await writeApi('POST', `/${project}/${path}`, body)
      expect([answer.status, (await answer.text()).includes('bad_request')]).toEqual([400, true])
    }
  })
})
