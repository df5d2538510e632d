import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { RunListFilter } from '#lib/api/runs.ts'
import { RunFacets } from '#lib/domain/facets.ts'
import { exactFilterValue } from '#lib/domain/query/filter-value.ts'
import { RunList, type Run } from '#lib/domain/run.ts'
import { encodeQuery } from '#lib/paths.ts'
import { getBody } from '#test/support/api.ts'
import type { TestStore } from '#test/support/store.ts'
import { foundRuns, project, runs, runsThat, startSearchedRuns } from './searched-runs.ts'

// The marker package throws outside Next's bundler, which is what these handlers run in here.
vi.mock('server-only', () => ({}))

let store: TestStore
beforeAll(async () => {
  store = await startSearchedRuns()
})
afterAll(() => store.stop())

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
    expect(await foundRuns({ minCostUsd: 9 })).toEqual([])
    expect(await foundRuns({ tool: ['refund'] })).toEqual(
      runsThat((run) => run.tools.some(({ name }) => name === 'refund')),
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
      expect((await foundRuns({ agent: [filter] })).length).toBe(number)
    expect(exactFilterValue('get_*', false)).toBe('get_\\*')
  })
})
