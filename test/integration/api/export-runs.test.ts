import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { hourOf } from '#clickhouse/sql/date-time.ts'
import { runInsert, runTombstone } from '#clickhouse/tables/run-row.ts'
import { insertRuns } from '#clickhouse/tables/runs.ts'
import { getRun } from '#clickhouse/queries/runs/get-run.ts'
import { Run } from '#lib/domain/run.ts'
import { runCsvColumns } from '#lib/export/run-csv.ts'
import { createProject } from '#lib/server/projects.ts'
import { callApi, errorOf } from '../../support/api.ts'
import { isEmbedded, startStore, type TestStore } from '../../support/store.ts'
import { wholeScope } from '../../support/whole-scope.ts'
import { makeRun } from './make-run.ts'

// The marker package throws outside Next's bundler, which is what these handlers run in here.
vi.mock('server-only', () => ({}))

let store: TestStore
const noon = Date.UTC(2026, 10, 20, 12)
const at = (minutes: number) => (BigInt(noon + minutes * 60_000) * 1_000_000n).toString()
const id = (number: number) => number.toString(16).padStart(32, '0')
/** More than one page of an export. */
const many = 12_000

const costs = [null, '-0.000000000001', '12345678901234.000000000001', '0.500000000000']
const runs = Array.from({ length: many }, (_, index) =>
  makeRun({
    project: 'export',
    runId: id(index + 1),
    startedAt: at(index),
    tenant: ['acme', '=HYPERLINK("http://x")', ' @SUM(1)', 'a;-1', null][index % 5] ?? null,
    costUsd: costs[index % 4] ?? null,
    steps: index % 7,
    inputPreview: `Refund "${index}", please\n`,
  }),
)

beforeAll(async () => {
  store = await startStore()
  process.env['TACHO_DATA_DIR'] = store.dataDir
  for (const project of ['export', 'other', 'moving', 'empty'])
    await createProject(store.database, { project, name: '', actor: 'test', now: new Date() })
  const rows = runs.map((run) => runInsert(run, hourOf(run.startedAt)))
  // Replaced versions stay out of the file.
  await insertRuns(
    store.database,
    runs.slice(0, 50).map((run) => runInsert({ ...run, steps: 999, version: 0 }, hourOf(run.startedAt))),
  )
  await insertRuns(store.database, rows)
  const foreign = makeRun({ project: 'other', runId: id(1), startedAt: at(0), tenant: 'foreign' })
  await insertRuns(store.database, [runInsert(foreign, hourOf(foreign.startedAt))])
})

afterAll(() => store.stop())

async function jsonl(project: string, query: string): Promise<Run[]> {
  const response = await callApi(`/${project}/runs/export?format=jsonl&${query}`)
  const lines = (await response.text()).split('\n')
  expect(lines.pop()).toBe('')
  expect(response.headers.get('tachograph-runs')).toBe(String(lines.length))
  return lines.map((line) => Run.parse(JSON.parse(line)))
}

/** Cells by RFC 4180. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^,\r\n]*))(,|\r\n)/g)) {
    row.push(quoted?.replaceAll('""', '"') ?? plain ?? '')
    if (end === ',') continue
    rows.push(row)
    row = []
  }
  return rows
}

describe('a list as JSON Lines', () => {
  test('holds every run once, as the API answers it, in the order of the list', async () => {
    expect(await jsonl('export', 'order=asc')).toEqual(runs)
    const byCost = await jsonl('export', 'sort=costUsd&order=desc')
    expect(byCost.map(({ costUsd }) => costUsd ?? '')).toEqual(
      runs.map(({ costUsd }) => costUsd ?? '').toSorted((a, b) => Number(b || '-1') - Number(a || '-1')),
    )
    expect(new Set(byCost.map(({ runId }) => runId)).size).toBe(many)
  })

  test('takes the filters of the list, and chosen runs', async () => {
    expect(await jsonl('export', 'tenant=acme&minSteps=6&order=asc')).toEqual(
      runs.filter(({ tenant, steps }) => tenant === 'acme' && steps >= 6),
    )
    const chosen = await jsonl('export', `runId=${id(3)}&runId=${id(9_000)}&runId=${id(77_777)}`)
    expect(chosen.map(({ runId }) => runId)).toEqual([id(9_000), id(3)])
    expect(await jsonl('empty', '')).toEqual([])
  })

  test('shows nothing of another project', async () => {
    expect((await jsonl('other', `runId=${id(1)}&runId=${id(2)}`)).map(({ tenant }) => tenant)).toEqual(['foreign'])
  })

  test('holds runs that are stored under another hour by the time they are read', async () => {
    const run = makeRun({ project: 'moving', runId: id(5), startedAt: at(0) })
    await insertRuns(store.database, [runInsert(run, hourOf(run.startedAt))])
    const response = await callApi('/moving/runs/export?format=jsonl')
    const [row] = await getRun(store.database, wholeScope('moving'), { runId: id(5) })
    if (row === undefined) throw new Error('no row')
    const moved = { ...run, startedAt: at(-120), version: 2 }
    await insertRuns(store.database, [runInsert(moved, hourOf(moved.startedAt)), runTombstone(row, 2)])
    expect(JSON.parse(await response.text())).toEqual(moved)
  })
})

describe('a list as CSV', () => {
  test('has a header, exact numbers and no cell that begins a formula', async () => {
    const response = await callApi('/export/runs/export?format=csv&order=asc')
    expect(response.headers.get('content-disposition')).toMatch(/^attachment; filename="runs-export-[\dTZ-]+\.csv"$/)
    expect(response.headers.get('content-type')).toContain('text/csv')
    const [header, ...rows] = parseCsv(await response.text())
    expect(header).toEqual(runCsvColumns)
    expect(rows).toHaveLength(many)
    const column = (name: string) => rows.map((cells) => cells[runCsvColumns.indexOf(name)])
    expect(column('costUsd')).toEqual(runs.map(({ costUsd }) => costUsd ?? ''))
    expect(column('input')).toEqual(runs.map(({ inputPreview }) => inputPreview))
    expect(new Set(column('tenant'))).toEqual(new Set(['acme', `'=HYPERLINK("http://x")`, `' @SUM(1)`, `a;'-1`, '']))
    expect(column('startedAt')[0]).toBe('2026-11-20T12:00:00.000000000Z')
  })
})

describe('an export is refused', () => {
  test.each([
    ['', 400],
    ['format=xlsx', 400],
    ['format=csv&limit=5', 400],
    ['format=csv&query=steps:>x', 400],
  ])('%s', async (query, status) => {
    expect((await errorOf(`/export/runs/export?${query}`)).status).toBe(status)
  })

  test('in a project that is not there', async () => {
    expect((await errorOf('/nowhere/runs/export?format=csv')).status).toBe(404)
  })
})

test.runIf(isEmbedded)('an export that fails in the middle never looks whole', async () => {
  const response = await callApi('/export/runs/export?format=csv')
  const reader = response.body?.getReader()
  const first = await reader?.read()
  expect(first?.done).toBe(false)
  await store.kill()
  const drain = async () => {
    for (let read = await reader?.read(); read?.done === false; read = await reader?.read());
  }
  await expect(drain()).rejects.toThrow(/database/)
  await store.restart()
  expect(await jsonl('export', `runId=${id(1)}`)).toHaveLength(1)
})
