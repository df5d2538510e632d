import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { runFilters } from '#clickhouse/sql/filters.ts'
import { inIndexedNames } from '#clickhouse/sql/run-names.ts'
import { bindScope } from '#clickhouse/sql/scope.ts'
import { exactFilterValue } from '#lib/domain/query/filter-value.ts'
import { positiveTexts } from '#lib/domain/query/free-text.ts'
import { RunSnippets } from '#lib/domain/run-snippets.ts'
import type { Run } from '#lib/domain/run.ts'
import { encodeQuery } from '#lib/paths.ts'
import { callApi, getBody } from '#test/support/api.ts'
import type { TestStore } from '#test/support/store.ts'
import {
  foundRuns,
  hasName,
  hasText,
  hasToken,
  id,
  project,
  runCount,
  runs,
  runsThat,
  startMs,
  startSearchedRuns,
  texts,
} from './searched-runs.ts'

// The marker package throws outside Next's bundler, which is what these handlers run in here.
vi.mock('server-only', () => ({}))

let store: TestStore
beforeAll(async () => {
  store = await startSearchedRuns()
})
afterAll(() => store.stop())

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
    ['enant_3', (run) => hasName(run, 'tenant_3')],
    ['T_ORD', (run) => hasName(run, 'get_order')],
    ['er', (run) => hasToken(run, 'er') || hasName(run, 'er')],
    ['tenant_3 late', (run) => hasName(run, 'tenant_3') && hasToken(run, 'late')],
    ['late -tenant_3', (run) => hasToken(run, 'late') && !hasName(run, 'tenant_3')],
    ['late -"late fee"', (run) => hasToken(run, 'late') && !hasText(run, 'late fee')],
    ['tenant_9', () => false],
  ])('%s', async (q, holds) => {
    expect(await foundRuns({ q })).toEqual(runsThat(holds))
  })

  test('an id finds its run', async () => expect(await foundRuns({ q: id(7).toUpperCase() })).toEqual([id(7)]))

  test('a name that a run had before finds it no more', async () => {
    const replaced = runs.filter((run, index) => index % 3 === 0 && !hasName(run, 'refund')).map(({ runId }) => runId)
    expect(replaced.length).toBeGreaterThan(0)
    const ids = await foundRuns({ q: 'refund -late' })
    expect(ids).toEqual(
      runsThat((run) => (hasToken(run, 'refund') || hasName(run, 'refund')) && !hasToken(run, 'late')),
    )
  })

  test('names are found by their index, and as without it', async () => {
    for (const text of ['enant_3', 'T_ORD', 'get_', '_', '%%%']) {
      const named = inIndexedNames(text, 'qTerm')
      if (named === null) continue
      const sql = `SELECT run_id FROM runs WHERE project = '${project}' AND ${named.sql} ORDER BY run_id`
      const read = (statement: string) => store.database.query({ name: 'test', sql: statement, params: named.params })
      expect(JSON.stringify(await read(`EXPLAIN indexes = 1 ${sql}`)), text).toContain('names_text')
      const rows = await read(sql)
      expect(rows).toEqual(
        await read(`${sql} SETTINGS use_skip_indexes = 0, query_plan_direct_read_from_text_index = 0`),
      )
      expect(rows.length > 0, text).toBe(!text.includes('%'))
    }
  })

  test('with a time range and a filter', async () => {
    const from = new Date(startMs + 20 * 86_400_000).toISOString()
    expect(await foundRuns({ q: 'late', from, tenant: ['tenant_1'] })).toEqual(
      runsThat(
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
    expect(await foundRuns({ tenant: [exactFilterValue(text, false)] })).toEqual([])
    for (const name of ['query', 'sort', 'order', 'cursor', 'limit', 'from', 'minSteps', 'aboveCostUsd', 'field'])
      expect((await callApi(`/${project}/runs?${encodeQuery({ [name]: text })}`)).status, name).toBeLessThan(500)
    expect(await foundRuns({})).toHaveLength(runCount)
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
