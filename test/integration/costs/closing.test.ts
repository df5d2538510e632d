import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { freezeRuns } from '#clickhouse/queries/chargeback/freeze-runs.ts'
import { getRun } from '#clickhouse/queries/runs/get-run.ts'
import { hourOf } from '#clickhouse/sql/date-time.ts'
import { runInsert, runTombstone } from '#clickhouse/tables/run-row.ts'
import { insertRuns } from '#clickhouse/tables/runs.ts'
import { insertFrozen } from '#clickhouse/tables/statements.ts'
import { StatementAdjustments, type AdjustmentReason } from '#lib/domain/adjustment.ts'
import { ClosedStatement, ClosedStatements, StatementDetail, StatementReport } from '#lib/domain/chargeback.ts'
import { HistoryPage } from '#lib/domain/history.ts'
import { BilledRuns, type BilledRun } from '#lib/domain/billed-run.ts'
import type { Run } from '#lib/domain/run.ts'
import { defaultChargeback } from '#lib/domain/statement.ts'
import { sumUsd } from '#lib/pricing/fixed-usd.ts'
import { createKey } from '#lib/server/keys.ts'
import { createProject } from '#lib/server/projects.ts'
import { callApi, getBody, writeApi } from '#test/support/api.ts'
import { readCsv } from '#lib/export/csv-test-support.ts'
import { startStore, type TestStore } from '#test/support/store.ts'
import { wholeScope } from '#test/support/whole-scope.ts'
import { begin, billedProject, canonical, dayMs, difference, digestLine, runOf, runs, sha256 } from './billed-month.ts'

// The marker package throws outside Next's bundler, which is what these handlers run in here.
vi.mock('server-only', () => ({}))

const project = billedProject
const api = `/${project}/chargeback`
const october = `${api}/statements/2026-10`
let store: TestStore

const put = (...changed: Run[]) =>
  insertRuns(
    store.database,
    changed.map((run) => runInsert(run, hourOf(run.startedAt))),
  )

async function remove(run: Run): Promise<void> {
  const [row] = await getRun(store.database, wholeScope(project), { runId: run.runId })
  if (row === undefined) throw new Error('no row')
  await insertRuns(store.database, [runTombstone(row, 9)])
}

const settings = {
  ...defaultChargeback,
  markupPercent: '12.345678',
  tenantMarkups: [{ tenant: 'globex', percent: '-3.3' }],
  sharedCosts: [{ name: 'Platform', amountUsd: '77.77', key: 'equal' }],
  currency: { code: 'EUR', usdRate: '0.8571' },
}

beforeAll(async () => {
  store = await startStore()
  process.env['TACHO_DATA_DIR'] = store.dataDir
  await createProject(store.database, { project, name: '', actor: 'test', now: new Date() })
  await put(...runs)
  // Of another project, in the same month: no statement of this one has it.
  await put(runOf(7, { project: 'neighbour', runId: 'f'.repeat(32), tenant: 'theirs' }))
  await writeApi('PUT', `${api}/settings`, { settings, expectedVersion: 0 })
})

afterAll(() => store.stop())

const look = (query: string) => getBody(`${api}?${query}`, StatementReport)
const textOf = async (path: string, headers: Record<string, string> = {}) => (await callApi(path, headers)).text()
const bytes = async (of = october, version = 1) =>
  Promise.all(['json', 'csv'].map((format) => textOf(`${of}?version=${version}&format=${format}`)))
const billed = (query: string, headers: Record<string, string> = {}) =>
  getBody(`${october}/runs?${query}`, BilledRuns, headers)
const adjustments = () => getBody(`${october}/adjustments`, StatementAdjustments)

async function close(query: string, change: object = {}) {
  const { draftHash } = await look(`${query}&live=true`)
  const asked = Object.fromEntries(new URLSearchParams(query))
  return writeApi('POST', `${api}/statements`, { ...asked, draftHash, reason: 'month end', ...change })
}

describe('closing', () => {
  test('is refused while the period goes on, for figures that were not seen, and beside bills for the same days', async () => {
    const now = await close('period=this-month')
    expect([now.status, await now.text()]).toEqual([409, expect.stringContaining('The period ends at')])
    const other = await close('period=2026-10', { draftHash: '0'.repeat(64) })
    expect([other.status, await other.text()]).toEqual([409, expect.stringContaining('changed since you looked')])
    const repricing = `/${project}/prices/repricing`
    await writeApi('POST', repricing, { from: '2026-10-10T00:00:00Z', to: '2026-10-11T00:00:00Z' })
    const busy = await close('period=2026-10')
    expect([busy.status, await busy.text()]).toEqual([409, expect.stringContaining('anew')])
    expect((await look('period=2026-10')).warnings).toContainEqual({ code: 'repricing_under_way', count: 0 })
    expect((await look('period=2026-09')).warnings).toEqual([])
    expect((await writeApi('DELETE', repricing, {})).status).toBe(200)
    expect((await getBody(`${api}/statements`, ClosedStatements)).items).toEqual([])
  })

  test('leaves nothing of an attempt that was broken off, and of two at once one closes', async () => {
    const closingId = randomUUID()
    const [fromNs, toNs] = [begin, begin + 31 * dayMs].map((ms) => `${ms}000000`)
    await freezeRuns(store.database, { project, closingId, fromNs: fromNs ?? '', toNs: toNs ?? '' })
    await insertFrozen(store.database, { project, closingId, document: '{}', sheet: '', atMs: Date.now() })
    expect((await getBody(`${api}/statements`, ClosedStatements)).items).toEqual([])
    const answers = await Promise.all([close('period=2026-10'), close('period=2026-10')])
    expect(answers.map(({ status }) => `${status}`).toSorted()).toEqual(['200', '409'])
    const { items } = await getBody(`${api}/statements`, ClosedStatements)
    expect(items).toMatchObject([{ statementId: '2026-10', version: 1, state: 'closed', reason: 'month end' }])
    expect(items[0]?.total).toMatchObject({ tenants: 3, runs: 30 })
    for (const query of ['period=2026-10', 'from=2026-10-31&to=2026-11-02']) {
      const again = await close(query)
      expect(again.status, query).toBe(409)
    }
    const rest = { from: '2026-11-01T00:00:00.000Z', to: '2026-11-02T00:00:00.000Z' }
    const { warnings } = await look('from=2026-10-31&to=2026-11-02')
    expect(warnings).toContainEqual({ code: 'overlaps_closed', count: 1, ...rest })
  })

  test('freezes what can be checked by anybody: figures, prices, rules and runs', async () => {
    const [json = '', csv = ''] = await bytes()
    const document = JSON.parse(json)
    expect(json).toBe(canonical(document))
    expect(document.contentHash).toBe(sha256(canonical(document.content)))
    const { content } = document
    expect(content.runs).toEqual({ count: 30, digest: sha256(runs.map(digestLine).toSorted().join('')) })
    expect(content.settings).toEqual(settings)
    expect(content.prices).toEqual([{ priceVersion: 'catalogue', table: null }])
    expect(content.statement.total.costUsd).toBe(sumUsd(runs.map(({ costUsd }) => costUsd)))
    const [header = [], total = []] = readCsv(csv)
    expect(total[header.indexOf('totalUsd')]).toBe(content.statement.total.totalUsd)
    expect(total[header.indexOf('version')]).toBe('1')
    expect(await look('period=2026-10')).toMatchObject({
      isFrozen: true,
      statement: content.statement,
      draftHash: null,
    })
    expect(await getBody(`${october}/detail`, StatementDetail)).toMatchObject({
      statement: content.statement,
      settings,
    })
  })

  test('keeps each run as it was billed, page by page and in a file that anybody can check', async () => {
    const { statement } = await look('period=2026-10')
    for (const { tenant, runs: count, costUsd } of statement.tenants) {
      const found: BilledRun[] = []
      for (let cursor: string | null = ''; cursor !== null;) {
        const page: BilledRuns = await billed(`tenant=${tenant ?? '-'}&limit=4${cursor}`)
        expect([page.version, page.runs, page.billedUsd]).toEqual([1, count, costUsd])
        found.push(...page.items)
        cursor = page.nextCursor === null ? null : `&cursor=${encodeURIComponent(page.nextCursor)}`
      }
      expect(new Set(found.map(({ runId }) => runId)).size).toBe(count)
      expect(sumUsd(found.map(({ billed: { costUsd: own } }) => own))).toBe(costUsd)
      expect(found.map(({ now, reason }) => [now?.tenant, reason])).toEqual(found.map(() => [tenant, null]))
    }
    const [header = [], ...rows] = readCsv(await textOf(`${october}/runs?format=csv`))
    const cells = (row: string[]) => ['runId', 'startedNs', 'tenant', 'billedUsd', 'priceVersion'].map((name) => row[header.indexOf(name)]) // prettier-ignore
    const lines = rows.map((row) => sha256([...cells(row), '0'].join('\t')))
    const { content } = JSON.parse((await bytes())[0] ?? '')
    expect({ count: rows.length, digest: sha256(lines.toSorted().join('')) }).toEqual(content.runs)
    const { nextCursor } = await billed('limit=1')
    for (const query of [`tenant=acme&cursor=${nextCursor}`, 'cursor=x', 'limit=0', 'version=0'])
      expect((await callApi(`${october}/runs?${query}`)).status, query).toBe(400)
    expect((await callApi(`${october}/runs?version=2`)).status).toBe(404)
  })
})

describe('what changes after closing', () => {
  const changes: [AdjustmentReason, Run][] = [
    ['price', runOf(3, { costUsd: '1', priceVersion: 'catalogue+prices@1', version: 2 })],
    ['moved', runOf(6, { tenant: 'globex', version: 2 })],
    ['late_data', runOf(7, { costUsd: '500.5', spanCount: 4, version: 2 })],
    ['mapping', runOf(8, { costUsd: '2', mappingVersion: 2, version: 2 })],
    ['reassembled', runOf(9, { costUsd: null, costStatus: 'unpriced', version: 2 })],
    ['late_run', runOf(100, { startedAt: `${begin}000001`, tenant: 'acme' })],
    ['gone', runOf(11)],
  ]

  test('moves adjustments by exactly its own cost, and not a byte of what was closed', async () => {
    const frozen = await bytes()
    const closed = (await look('period=2026-10')).statement
    await writeApi('PUT', `${api}/settings`, { settings: { ...settings, levels: ['model'] }, expectedVersion: 1 })
    expect(await adjustments()).toMatchObject({ runs: 0, items: [], draftHash: null })
    let before = '0.000000000000'
    for (const [number, [reason, run]] of changes.entries()) {
      await (reason === 'gone' ? remove(run) : put(run))
      const { items, costDifferenceUsd, totalDifferenceUsd, tenants: changed } = await adjustments()
      const item = items.find(({ runId }) => runId === run.runId)
      expect([items.length, item?.reason]).toEqual([number + 1, reason])
      expect(difference(costDifferenceUsd, before)).toBe(item?.differenceUsd)
      before = costDifferenceUsd
      const live = (await look('period=2026-10&live=true')).statement
      expect(difference(live.total.costUsd, closed.total.costUsd)).toBe(costDifferenceUsd)
      expect(difference(live.total.totalUsd, closed.total.totalUsd)).toBe(totalDifferenceUsd)
      for (const { tenant, totalDifferenceUsd: own } of changed) {
        const [now, then] = [live, closed].map(({ tenants: of }) => of.find((each) => each.tenant === tenant))
        expect(difference(now?.totalUsd ?? '', then?.totalUsd ?? '')).toBe(own)
      }
    }
    await put(runOf(12, { version: 3 }))
    const { items } = await adjustments()
    expect(items).toHaveLength(changes.length)
    const changed = await billed('changed=true&limit=200')
    expect(changed.billedUsd).toBe(closed.total.costUsd)
    // Whatever came later was not billed, and what was is as it was.
    const ofBilled = items.filter(({ reason }) => reason !== 'late_run')
    const byId = ({ runId: a }: { runId: string }, { runId: b }: { runId: string }) => (a < b ? -1 : 1)
    const rest = ofBilled.map(({ before: then, after, ...item }) => ({ ...item, billed: then, now: after }))
    expect(changed.items.toSorted(byId)).toMatchObject(rest.toSorted(byId))
    expect(await bytes()).toEqual(frozen)
  })

  test('is booked as a note that stays, and what follows is compared with it', async () => {
    const { draftHash, costDifferenceUsd, totalDifferenceUsd, runs: changed } = await adjustments()
    const book = (hash: string | null) =>
      writeApi('POST', `${october}/adjustments`, { version: 1, draftHash: hash, reason: 'agreed' })
    expect((await book('0'.repeat(64))).status).toBe(409)
    expect((await book(draftHash)).status).toBe(200)
    expect((await book(draftHash)).status).toBe(409)
    const booked = await adjustments()
    expect(booked).toMatchObject({
      runs: 0,
      costDifferenceUsd: '0.000000000000',
      booked: [{ number: 1, runs: changed }],
    })
    const [json = '', csv = ''] = await bytes(`${october}/adjustments/1`)
    const note = JSON.parse(json)
    expect(note.contentHash).toBe(sha256(canonical(note.content)))
    const [header = [], ...rows] = readCsv(csv)
    const amounts = (row: string, column = 'costDifferenceUsd') =>
      rows.filter(([first]) => first === row).map((cells) => cells[header.indexOf(column)] ?? '')
    for (const row of ['total', 'tenant', 'reason', 'run']) expect(sumUsd(amounts(row)), row).toBe(costDifferenceUsd)
    const euros = (row: string) => sumUsd(amounts(row, 'totalDifferenceInCurrency'))
    expect([euros('tenant'), amounts('total', 'currency'), amounts('total', 'usdRate')]).toEqual([euros('total'), ['EUR'], ['0.8571']]) // prettier-ignore
    expect(Number(euros('total'))).toBeCloseTo(Number(totalDifferenceUsd) * 0.8571, 2)
    await put(runOf(3, { costUsd: '1.25', priceVersion: 'catalogue+prices@2', version: 3 }), runOf(11, { version: 20 }))
    const { items } = await adjustments()
    expect(items.map(({ reason, differenceUsd }) => [reason, differenceUsd])).toEqual([
      ['late_run', runOf(11).costUsd],
      ['price', '0.250000000000'],
    ])
    expect(await bytes(`${october}/adjustments/1`)).toEqual([json, csv])
    const second = await adjustments()
    expect((await book(second.draftHash)).status).toBe(200)
    expect((await adjustments()).booked.map(({ number }) => number)).toEqual([1, 2])
    expect((await callApi(`${october}/adjustments/3`)).status).toBe(404)
  })

  test('makes the next version once somebody has said why it is opened again', async () => {
    const first = await bytes()
    const reopen = (body: object) => writeApi('POST', `${october}/reopen`, body)
    expect((await reopen({ version: 1, reason: ' ' })).status).toBe(400)
    expect((await reopen({ version: 1, reason: 'tenant moved' })).status).toBe(200)
    expect((await reopen({ version: 1, reason: 'tenant moved' })).status).toBe(409)
    const open = await look('period=2026-10')
    expect(open).toMatchObject({
      isFrozen: false,
      closing: { state: 'reopened', reopened: { reason: 'tenant moved' } },
    })
    expect((await writeApi('POST', `${october}/adjustments`, { version: 1, draftHash: '0'.repeat(64) })).status).toBe(
      409,
    )
    const again = await close('period=2026-10')
    expect(ClosedStatement.parse(await again.json())).toMatchObject({ version: 2, adjustments: [] })
    expect(await bytes()).toEqual(first)
    expect((await adjustments()).runs).toBe(0)
    const { items } = await getBody(`${api}/statements`, ClosedStatements)
    expect(items.map(({ version, state }) => [version, state])).toEqual([[2, 'closed'], [1, 'reopened']]) // prettier-ignore
    const { items: history } = await getBody(`/${project}/history?kind=statement`, HistoryPage)
    const events = history.map(({ changes: of }) => of.find(({ field }) => field === 'event')?.after)
    expect(events).toEqual(['closed', 'reopened', 'adjusted', 'adjusted', 'closed'])
    expect(new Set(history.map(({ subject }) => subject))).toEqual(new Set(['2026-10']))
  })
})

test('a read key downloads the closed month, one that is bound to a tenant only its own lines', async () => {
  const about = { project, kind: 'read', name: 'finance', expiresAt: null, actor: 'test', now: new Date() } as const
  const bearer = async (tenant: string | null) => ({
    authorization: `Bearer ${(await createKey(store.database, { ...about, tenant })).secret}`,
  })
  const [all, own] = [await bearer(null), await bearer('acme')]
  const rows = async (path: string, headers: Record<string, string>) => readCsv(await textOf(path, headers))
  const whole = await rows(`${api}?period=2026-10&format=csv`, all)
  expect(whole).toEqual(await rows(`${october}?format=csv`, all))
  for (const path of [`${api}?period=2026-10&format=csv`, `${october}?format=csv`]) {
    const [header = [], total = [], ...lines] = await rows(path, own)
    const tenant = header.indexOf('tenant')
    expect(lines).toEqual(whole.filter((cells) => cells[tenant] === 'acme'))
    expect(total[header.indexOf('totalUsd')]).toBe(lines[0]?.[header.indexOf('totalUsd')])
  }
  expect(await textOf(october, own)).not.toContain('globex')
  const runsOf = async (tenant: string) => (await billed(`version=1&limit=200&tenant=${tenant}`, own)).items
  expect(await runsOf('globex')).toEqual([])
  const moved = (await runsOf('acme')).find(({ runId }) => runId === runOf(6).runId)
  expect(moved).toMatchObject({ billed: { tenant: 'acme', costUsd: runOf(6).costUsd }, now: null, reason: 'gone' })
  const listed = await getBody(`${api}/statements`, ClosedStatements, own)
  expect(listed.items.map(({ total }) => total)).toEqual([null, null])
  expect((await callApi(`${october}/adjustments`, own)).status).toBe(403)
  expect((await callApi(`${api}/statements/2026-09`, own)).status).toBe(404)
})
