import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { RunSort } from '#lib/domain/filter.ts'
import { RunList, SessionList } from '#lib/domain/run.ts'
import { callApi, errorOf, getBody } from '#test/support/api.ts'
import type { TestStore } from '#test/support/store.ts'
import { at, id, listedIds, project, rich, startListedRuns, storeRuns } from './listed-runs.ts'
import { makeRun } from './make-run.ts'

// The marker package throws outside Next's bundler, which is what these handlers run in here.
vi.mock('server-only', () => ({}))

let store: TestStore
beforeAll(async () => {
  store = await startListedRuns(['paging', 'versions'])
})
afterAll(() => store.stop())

describe('sorting and paging', () => {
  test.each(RunSort.options.flatMap((sort) => (['asc', 'desc'] as const).map((order) => [sort, order] as const)))(
    '%s %s pages through everything once',
    async (sort, order) => {
      const whole = await listedIds(`sort=${sort}&order=${order}`)
      expect(new Set(whole)).toEqual(new Set([1, 2, 3, 4]))
      const paged: number[] = []
      let cursor: string | null = null
      do {
        const query: string = `sort=${sort}&order=${order}&limit=1${cursor === null ? '' : `&cursor=${cursor}`}`
        const page: RunList = await getBody(`/${project}/runs?${query}`, RunList)
        paged.push(...page.items.map(({ runId }) => Number(runId)))
        cursor = page.nextCursor
      } while (cursor !== null)
      expect(paged).toEqual(whole)
    },
  )

  test('unknown costs come last in both directions', async () => {
    expect(await listedIds('sort=costUsd&order=desc')).toEqual([1, 2, 4, 3])
    expect(await listedIds('sort=costUsd&order=asc')).toEqual([4, 2, 1, 3])
  })

  test('runs that arrive between two pages neither repeat nor hide a row', async () => {
    await storeRuns(
      store.database,
      [10, 11, 12, 13].map((number) => makeRun({ project: 'paging', runId: id(number), startedAt: at(number) })),
    )
    const first = await getBody('/paging/runs?limit=2', RunList)
    await storeRuns(
      store.database,
      [20, 21].map((number) => makeRun({ project: 'paging', runId: id(number), startedAt: at(number) })),
    )
    const second = await getBody(`/paging/runs?limit=2&cursor=${first.nextCursor}`, RunList)
    expect([...first.items, ...second.items].map(({ runId }) => runId)).toEqual([13, 12, 11, 10].map(id))
  })
})

describe('sessions', () => {
  test('sum their runs', async () => {
    const { items } = await getBody(`/${project}/sessions`, SessionList)
    expect(items.map(({ session, runs }) => [session, runs])).toEqual([
      ['a/b c', 1],
      ['s', 2],
    ])
    expect(items[1]).toMatchObject({
      steps: 11,
      inputTokens: 5,
      costUsd: '0.500000000000',
      costStatus: 'priced',
      tenants: ['acme'],
      badRuns: 0,
    })
    expect(items[0]).toMatchObject({ badRuns: 1, users: ['u-1'], inputPreview: rich.inputPreview })
    const page = await getBody(`/${project}/sessions?limit=1`, SessionList)
    const next = await getBody(`/${project}/sessions?limit=1&cursor=${page.nextCursor}`, SessionList)
    expect(next.items[0]?.session).toBe('s')
    expect(next.nextCursor).toBeNull()
  })

  test('know the newest version of a run only, also where an older one ended later', async () => {
    const session = (number: number, endedAt: string, version: number) =>
      makeRun({ project: 'versions', runId: id(number), session: `s-${number}`, startedAt: at(0), endedAt, version })
    // More sessions than a page reads, which all seem to end after the others until they are stored anew.
    const numbers = Array.from({ length: 40 }, (_, index) => index + 1)
    await storeRuns(
      store.database,
      numbers.map((number) => session(number, at(number), 1)),
    )
    await storeRuns(
      store.database,
      numbers.filter((number) => number > 20).map((number) => session(number, at(0), 2)),
    )
    const { items } = await getBody('/versions/sessions?limit=3', SessionList)
    expect(items.map((item) => [item.session, item.endedAt])).toEqual([
      ['s-20', at(20)],
      ['s-19', at(19)],
      ['s-18', at(18)],
    ])
  })

  test('are read by exact id', async () => {
    const response = await callApi(`/${project}/sessions/${encodeURIComponent('a/b c')}`)
    const body: { items?: unknown[] } = await response.json()
    expect(body.items).toHaveLength(1)
    expect(await errorOf(`/${project}/sessions/${encodeURIComponent('!s')}`)).toEqual({
      status: 404,
      code: 'not_found',
    })
  })
})
