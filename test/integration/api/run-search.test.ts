import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { migrate } from '#clickhouse/migrate.ts'
import { runFilters } from '#clickhouse/sql/filters.ts'
import { bindScope } from '#clickhouse/sql/scope.ts'
import { hourOf } from '#clickhouse/sql/date-time.ts'
import { encodeRows } from '#clickhouse/tables/columns.ts'
import { runInsert } from '#clickhouse/tables/run-row.ts'
import { insertRuns, type RunInsert } from '#clickhouse/tables/runs.ts'
import { spanIoTable, type SpanIoInsert } from '#clickhouse/tables/span-io.ts'
import { Rng } from '#lib/demo/rng.ts'
import { RunFacets } from '#lib/domain/facets.ts'
import type { RunListFilter } from '#lib/api/runs.ts'
import { EndReason, RunList, type Run } from '#lib/domain/run.ts'
import { positiveTexts } from '#lib/domain/query/free-text.ts'
import { RunSnippets } from '#lib/domain/run-snippets.ts'
import { exactFilterValue } from '#lib/domain/query/filter-value.ts'
import { encodeQuery } from '#lib/paths.ts'
import { createProject } from '#lib/server/projects.ts'
import { callApi, getBody } from '../../support/api.ts'
import { startStore, type TestStore } from '../../support/store.ts'
import { makeRun } from './make-run.ts'

// The marker package throws outside Next's bundler, which is what these handlers run in here.
vi.mock('server-only', () => ({}))

let store: TestStore
const project = 'search'
const runCount = 150
const startMs = Date.UTC(2026, 9, 1)
const id = (number: number) => number.toString(16).padStart(32, '0')
const words =
  'refund order late fee duplicate charge Straße größe ÄRGER 退款订单 ORD-77 a.b naïve pay payment it'.split(' ')

const rng = new Rng(11)
const some = (count: number) => Array.from({ length: count }, () => words[rng.int(0, words.length - 1)] ?? '').join(' ')
const names = (list: readonly string[]) => [...new Set(list.filter(() => rng.chance(0.4)))]

/** Runs over months, so that a list by time is read in several windows. */
const runs: Run[] = Array.from({ length: runCount }, (_, number) => {
  const startNs = BigInt(startMs + number * 6 * 3_600_000 + rng.int(0, 3_000_000)) * 1_000_000n
  return makeRun({
    project,
    runId: id(number + 1),
    traceIds: [id(number + 1)],
    startedAt: startNs.toString(),
    endedAt: (startNs + 5_000_000_000n).toString(),
    tenant: rng.chance(0.2) ? null : `tenant_${rng.int(1, 4)}`,
    agent: null,
    agents: names(['planner', 'writer', 'get_*']).map((name) => ({ name, calls: 1, costUsd: null })),
    tools: names(['get_order', 'get_user', 'refund']).map((name) => ({ name, calls: 1, errors: 0 })),
    endReason: EndReason.options[rng.int(0, 3)] ?? 'error',
    steps: rng.int(0, 9),
    costUsd: rng.chance(0.3) ? null : (rng.int(0, 400) / 100).toFixed(12),
    inputPreview: '',
    outputPreview: some(2),
    version: 5,
  })
})
const texts = new Map(runs.map((run) => [run.runId, [some(4), some(3)] as const]))

beforeAll(async () => {
  store = await startStore()
  vi.stubEnv('TACHO_DATA_DIR', store.dataDir)
  const db = store.database
  await migrate(db)
  await createProject(db, { project, name: project, actor: 'test', now: new Date(startMs) })
  await createProject(db, { project: 'other', name: 'other', actor: 'test', now: new Date(startMs) })
  const rows = runs.map((run) => runInsert(run, hourOf(run.startedAt)))
  // Versions that were replaced since: others of everything that is filtered, sorted and counted by.
  const stale = rows
    .filter((_row, index) => index % 3 === 0)
    .map((row): RunInsert => ({
      ...row,
      tenant: 'tenant_1',
      steps: 9,
      end_reason: 'error',
      tool_names: ['refund'],
      cost_usd: '9.000000000000',
      version: 3,
      output_preview: '',
    }))
  const gone = makeRun({
    project,
    runId: id(9000),
    tenant: 'tenant_1',
    startedAt: (BigInt(startMs) * 1_000_000n).toString(),
  })
  const deleted = runInsert(gone, hourOf(gone.startedAt))
  await insertRuns(db, stale)
  await insertRuns(db, rows)
  await insertRuns(db, [deleted])
  await insertRuns(db, [{ ...deleted, version: deleted.version + 1, is_deleted: 1 }])
  await insertRuns(
    db,
    rows.slice(0, 20).map((row) => ({ ...row, project: 'other' })),
  )
  const spans = runs.map((run): SpanIoInsert => spanOf(run, texts.get(run.runId) ?? ['', '']))
  await insertSpanIo(spans)
  // A sender that tried again, and a foreign project with the same ids and every word.
  await insertSpanIo(spans.slice(0, 30))
  await insertSpanIo(spans.map((span) => ({ ...span, project: 'other', newInput: words.join(' ') })))
}, 60_000)

afterAll(async () => {
  vi.unstubAllEnvs()
  await store.stop()
})

function spanOf(run: Run, [newInput, outputText]: readonly [string, string]): SpanIoInsert {
  const startNs = BigInt(run.startedAt)
  return {
    project: run.project,
    traceId: run.runId,
    spanId: run.runId.slice(16),
    startNs,
    raw: '{}',
    truncatedBytes: 0,
    newInput,
    outputText,
    receivedAt: Number(startNs / 1_000_000n),
    writtenAt: Number(startNs / 1_000_000n),
  }
}

async function insertSpanIo(spans: readonly SpanIoInsert[]): Promise<void> {
  await store.database.insert(spanIoTable.name, encodeRows(spanIoTable, spans), {
    format: 'Native',
    columns: spanIoTable.columns.map(({ name }) => name),
  })
}

async function found(filter: RunListFilter & { query?: string }): Promise<string[]> {
  const list = await getBody(`/${project}/runs?${encodeQuery({ ...filter, limit: 200 })}`, RunList)
  return list.items.map(({ runId }) => runId).toSorted()
}

const asciiLower = (text: string) => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase())
const tokensOf = (text: string) => new Set(asciiLower(text).split(/[^0-9a-z\u0080-\u{10ffff}]+/u))
const contentOf = (run: Run) => [...(texts.get(run.runId) ?? []), run.outputPreview]
const expected = (holds: (run: Run) => boolean) =>
  runs
    .filter(holds)
    .map(({ runId }) => runId)
    .toSorted()
const hasToken = (run: Run, token: string) => contentOf(run).some((text) => tokensOf(text).has(token))
const hasText = (run: Run, part: string) => contentOf(run).some((text) => asciiLower(text).includes(part))
const hasName = (run: Run, part: string) =>
  run.tools.some(({ name }) => name.includes(part)) || (run.tenant ?? '').includes(part)

describe('free text', () => {
  test.each<[string, (run: Run) => boolean]>([
    ['late', (run) => hasToken(run, 'late')],
    ['LATE', (run) => hasToken(run, 'late')],
    ['refund', (run) => hasToken(run, 'refund') || hasName(run, 'refund')],
    ['late fee', (run) => hasToken(run, 'late') && hasToken(run, 'fee')],
    ['"late fee"', (run) => hasText(run, 'late fee')],
    ['late -fee', (run) => hasToken(run, 'late') && !hasToken(run, 'fee')],
    ['-late', (run) => !hasToken(run, 'late')],
    ['it', (run) => hasToken(run, 'it')],
    ['pay', (run) => hasToken(run, 'pay')],
    ['pay*', (run) => hasToken(run, 'pay') || hasToken(run, 'payment')],
    ['ORD-77', (run) => hasText(run, 'ord-77')],
    ['77', (run) => hasToken(run, '77')],
    ['a.b', (run) => hasText(run, 'a.b')],
    ['straße', (run) => hasToken(run, 'straße')],
    ['GRÖSSE', () => false],
    ['Größe', (run) => hasToken(run, 'größe')],
    ['ärger', (run) => hasText(run, 'Ärger')],
    ['退款', (run) => hasText(run, '退款')],
    ['订单', (run) => hasText(run, '订单')],
    ['nothing-like-it', () => false],
    ['"%"', () => false],
  ])('%s', async (q, holds) => {
    expect(await found({ q })).toEqual(expected(holds))
  })

  test('an id finds its run', async () => expect(await found({ q: id(7).toUpperCase() })).toEqual([id(7)]))

  test('with a time range and a filter', async () => {
    const from = new Date(startMs + 20 * 86_400_000).toISOString()
    expect(await found({ q: 'late', from, tenant: ['tenant_1'] })).toEqual(
      expected(
        (run) =>
          hasToken(run, 'late') &&
          run.tenant === 'tenant_1' &&
          BigInt(run.startedAt) >= BigInt(Date.parse(from)) * 1_000_000n,
      ),
    )
  })

  test.each(['late', '"late fee"', 'pay*', '退款'])('%s: the index answers, and as the text itself does', async (q) => {
    const { sql, params } = bindScope(runFilters({ q }), { project })
    const lookups = [...sql.matchAll(/^\s*(SELECT trace_id FROM span_io WHERE .*)$/gm)].map(
      ([, lookup]) => lookup ?? '',
    )
    expect(lookups.length).toBeGreaterThan(0)
    for (const lookup of lookups) {
      const read = (text: string) => store.database.query({ name: 'test', sql: text, params })
      const plan = JSON.stringify(await read(`EXPLAIN indexes = 1 ${lookup}`))
      expect(plan).toMatch(/Name: (new_input|output_text)_text/)
      const ids = JSON.stringify((await read(lookup)).map((row) => JSON.stringify(row)).toSorted())
      const without = await read(`${lookup} SETTINGS use_skip_indexes = 0, query_plan_direct_read_from_text_index = 0`)
      expect(JSON.stringify(without.map((row) => JSON.stringify(row)).toSorted())).toBe(ids)
    }
  })
})

describe('lists see the newest versions only', () => {
  test.each(['startedAt', 'steps', 'costUsd'] as const)('sorted by %s, page by page', async (sort) => {
    for (const order of ['asc', 'desc'] as const) {
      const seen: string[] = []
      let cursor: string | null = null
      do {
        const page: RunList = await getBody(
          `/${project}/runs?${encodeQuery({ sort, order, limit: 40, cursor })}`,
          RunList,
        )
        seen.push(...page.items.map(({ runId }) => runId))
        cursor = page.nextCursor
      } while (cursor !== null)
      const keyOf = (run: Run) =>
        sort === 'costUsd' ? Number(run.costUsd ?? (order === 'asc' ? 1e9 : -1)) : Number(run[sort])
      const sign = order === 'asc' ? 1 : -1
      const sorted = runs.toSorted((a, b) => sign * (keyOf(a) - keyOf(b) || (a.runId < b.runId ? -1 : 1)))
      expect(seen).toEqual(sorted.map(({ runId }) => runId))
    }
  })

  test('a replaced version matches no filter', async () => {
    expect(await found({ minCostUsd: 9 })).toEqual([])
    expect(await found({ tool: ['refund'] })).toEqual(
      expected((run) => run.tools.some(({ name }) => name === 'refund')),
    )
  })
})

describe('facets', () => {
  const pick = {
    tenant: (run: Run) => [run.tenant ?? ''],
    endReason: (run: Run) => [run.endReason],
    tool: (run: Run) => run.tools.map(({ name }) => name),
    agent: (run: Run) => run.agents.map(({ name }) => name),
  }
  const wantedBy: Record<string, (run: Run) => boolean> = {
    tenant: (run) => run.tenant === 'tenant_1' || run.tenant === 'tenant_2',
    tool: (run) => !run.tools.some(({ name }) => name.startsWith('get_')),
    endReason: (run) => run.endReason !== 'error',
    minSteps: (run) => run.steps >= 2,
  }

  test.each<[RunListFilter]>([
    [{}],
    [{ tenant: ['tenant_1', 'tenant_2'] }],
    [{ tenant: ['tenant_1', 'tenant_2'], tool: ['!get_*'] }],
    [{ tenant: ['tenant_1', 'tenant_2'], tool: ['!get_*'], endReason: ['!error'], minSteps: 2 }],
  ])('%o are counted exactly, each without its own filter', async (filter) => {
    const { facets, approximate } = await getBody(`/${project}/runs/facets?${encodeQuery(filter)}`, RunFacets)
    expect(approximate).toBe(false)
    for (const [field, valuesOf] of Object.entries(pick)) {
      const others = Object.keys(filter).filter((name) => name !== field)
      const counts = new Map<string, number>()
      for (const run of runs.filter((each) => others.every((name) => wantedBy[name]?.(each) ?? true))) {
        const values = valuesOf(run)
        for (const value of values.length === 0 ? [''] : values) counts.set(value, (counts.get(value) ?? 0) + 1)
      }
      const items = facets.find((facet) => facet.field === field)?.items ?? []
      expect(new Map(items.map(({ value, runs: number }) => [value, number])), field).toEqual(counts)
      expect(items.map(({ runs: number }) => number)).toEqual(
        items.map(({ runs: number }) => number).toSorted((a, b) => b - a),
      )
    }
  })

  test('the value of a facet finds as many runs as it counts, whatever its characters mean', async () => {
    const { facets } = await getBody(`/${project}/runs/facets?field=agent`, RunFacets)
    for (const { filter, runs: number } of facets[0]?.items ?? [])
      expect((await found({ agent: [filter] })).length).toBe(number)
    expect(exactFilterValue('get_*', false)).toBe('get_\\*')
  })
})

const hostile = [
  "' OR 1=1 --",
  "\\' OR 1=1 --",
  '`runs`',
  '{project:String}',
  "'; DROP TABLE runs; --",
  "x' UNION ALL SELECT * FROM config --",
  "' FORMAT JSON SETTINGS readonly = 0",
  "' INTO OUTFILE 'x'",
  '/* */ --',
  'a\u0000b',
  '%',
  '_',
  '\\',
  '""',
  "toDateTime('x')",
]

describe('hostile text', () => {
  const textual = ['tenant', 'model', 'tool', 'agent', 'session', 'user', 'tag', 'warning', 'feature', 'outcome']
  const inAll = (value: string) => encodeQuery(Object.fromEntries(textual.map((name) => [name, value])))
  test.each(hostile)('%j is text in every parameter', async (text) => {
    for (const query of [inAll(text), inAll(`!*${text}*`), inAll(`x*${text}`), encodeQuery({ q: text })])
      expect((await callApi(`/${project}/runs?${query}`)).status, query).toBeLessThan(500)
    expect((await callApi(`/${project}/runs/facets?${inAll(text)}&contains=x${encodeURIComponent(text)}`)).status).toBe(
      200,
    )
    expect(await found({ tenant: [exactFilterValue(text, false)] })).toEqual([])
    for (const name of ['query', 'sort', 'order', 'cursor', 'limit', 'from', 'minSteps', 'aboveCostUsd', 'field'])
      expect((await callApi(`/${project}/runs?${encodeQuery({ [name]: text })}`)).status, name).toBeLessThan(500)
    expect(await found({})).toHaveLength(runCount)
  })
})

describe('snippets', () => {
  const snippetsOf = (q: string, of: readonly Run[] = runs.slice(0, 100)) =>
    getBody(`/${project}/runs/snippets?${encodeQuery({ q, runId: of.map(({ runId }) => runId) })}`, RunSnippets)

  test.each(['late', 'LATE fee', '"late fee"', 'größe', '退款订单', 'a.b', 'pay*', 'refund -late'])(
    '%s: each run that says a word says it in its own words',
    async (q) => {
      const wanted = positiveTexts(q).map((text) => text.toLowerCase())
      const saying = (text: string) => wanted.some((word) => text.toLowerCase().includes(word))
      const { items } = await snippetsOf(q)
      const sayers = runs.slice(0, 100).filter(({ runId }) => (texts.get(runId) ?? []).some(saying))
      expect(items.map(({ runId }) => runId).toSorted()).toEqual(sayers.map(({ runId }) => runId).toSorted())
      for (const { runId, before, found, after } of items) {
        expect(wanted).toContain(found.toLowerCase())
        expect((texts.get(runId) ?? []).some((text) => text.includes(before + found + after))).toBe(true)
      }
    },
  )

  test('no word, no run of the project', async () => {
    expect((await snippetsOf('!!')).items).toEqual([])
    const { items } = await getBody(`/${project}/runs/snippets?q=late&runId=${id(777_777)}`, RunSnippets)
    expect(items).toEqual([])
  })
})
