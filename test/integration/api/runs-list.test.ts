import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { Run, RunList } from '#lib/domain/run.ts'
import { callApi, errorOf, getBody } from '#test/support/api.ts'
import type { TestStore } from '#test/support/store.ts'
import { at, id, listedIds, noon, others, project, rich, startListedRuns, storeRuns } from './listed-runs.ts'
import { makeRun } from './make-run.ts'

// The marker package throws outside Next's bundler, which is what these handlers run in here.
vi.mock('server-only', () => ({}))

let store: TestStore
beforeAll(async () => {
  store = await startListedRuns(['paging'])
})
afterAll(() => store.stop())

describe('a run', () => {
  test('comes back exactly as it was stored', async () => {
    expect(await getBody(`/${project}/runs/${id(1)}`, Run)).toEqual(rich)
    for (const run of others) expect(await getBody(`/${project}/runs/${run.runId}`, Run)).toEqual(run)
  })

  test('is found by any of its traces', async () => {
    const traceIds = [id(501), id(502)]
    await storeRuns(store.database, [makeRun({ project: 'paging', runId: id(500), traceIds, startedAt: at(0) })])
    expect((await getBody(`/paging/runs/${id(502)}`, Run)).runId).toBe(id(500))
  })

  test('is one row whatever was stored before', async () => {
    await storeRuns(store.database, [{ ...rich, version: 5, steps: 1 }])
    expect((await getBody(`/${project}/runs/${id(1)}`, Run)).steps).toBe(7)
  })
})

describe('filters', () => {
  test.each([
    ['', [4, 3, 2, 1]],
    ['tenant=acme', [3, 2]],
    ['tenant=acme&tenant=O%27Brien+%26+co', [3, 2, 1]],
    ['tenant=!acme', [4, 1]],
    ['tenant=-', [4]],
    ['tenant=!-', [3, 2, 1]],
    ['tenant=-&tenant=acme', [4, 3, 2]],
    ['feature=billing', [1]],
    ['taskType=chat', [4]],
    ['agent=writer', [1]],
    ['agent=!planner', [4, 3, 2]],
    ['agent=-', [3, 2]],
    ['topAgent=writer', []],
    ['topAgent=planner', [1]],
    ['agentVersion=2', [1]],
    ['environment=prod', [1]],
    ['model=m', [1]],
    ['model=m-2', [1]],
    ['model=-', [4, 3, 2]],
    ['tool=search', [1]],
    ['tool=!search', [4, 3, 2]],
    ['endReason=error&endReason=running', [3, 1]],
    ['endReason=!completed', [3, 1]],
    ['outcome=urgent', [1]],
    ['dialect=openinference', [1]],
    ['session=s', [3, 2]],
    ['user=u-1', [1]],
    ['costStatus=priced', [4, 2]],
    ['minSteps=7', [3, 1]],
    ['maxSteps=2', [4, 2]],
    ['minCostUsd=0.5', [2, 1]],
    ['minDurationMs=1000', [1]],
    ['minTokens=10', [3, 1]],
    ['hasLoop=true', [1]],
    ['hasError=true', [1]],
    ['hasError=false', [4, 3, 2]],
    ['hasWarning=true', [1]],
    ['q=REFUND+77', [1]],
    ['q=%C3%B6dipus', [1]],
    [`q=${id(4)}`, [4]],
    ['from=2026-11-20T12:02:00Z', [4, 3, 2]],
    ['from=2026-11-20T12:02:00Z&to=2026-11-20T12:04:00Z', [3, 2]],
    ['to=2026-11-20T12:00:00.123Z', []],
    ['from=-1h', []],
  ])('%s', async (query, expected) => {
    const wasOnTime = query === 'from=-1h' ? Date.now() > noon + 3_700_000 : true
    expect(wasOnTime).toBe(true)
    expect(await listedIds(query)).toEqual(expected)
  })

  test('values of a filter are offered with their number', async () => {
    const response = await callApi(`/${project}/runs/facets?field=tenant&tenant=acme`)
    expect(await response.json()).toEqual({
      approximate: false,
      capped: false,
      facets: [
        {
          field: 'tenant',
          items: [
            { value: 'acme', filter: 'acme', runs: 2 },
            { value: '', filter: '-', runs: 1 },
            { value: "O'Brien & co", filter: "O'Brien & co", runs: 1 },
          ],
          values: 3,
        },
      ],
    })
    expect(await (await callApi(`/${project}/runs/facets?field=model&contains=M-`)).json()).toMatchObject({
      facets: [{ field: 'model', items: [{ value: 'm-2', runs: 1 }] }],
    })
  })

  test.each([
    ['agent:writer', 'agent=writer'],
    ['agent:writ*', 'agent=writer'],
    ['-tool:sea*', 'tool=!search'],
    ['tenant:acme,"O\'Brien & co" steps:>6', 'tenant=acme&tenant=O%27Brien+%26+co&minSteps=7'],
    ['has:loop', 'hasLoop=true'],
    ['-has:error', 'hasError=false'],
    ['has:tenant', 'tenant=!-'],
    ['cost:>=0.5', 'minCostUsd=0.5'],
    ['duration:>=1s', 'minDurationMs=1000'],
  ])('the text %s is %s', async (query, same) => {
    expect(await listedIds(`query=${encodeURIComponent(query)}`)).toEqual(await listedIds(same))
  })

  test.each([
    ['query=agnet:x', 'agnet:x'],
    ['query=steps:many', 'steps:many'],
    ['query=tenant:a&tenant=b', '`tenant` is given'],
    ['costStatus=dear', '`costStatus` is one of'],
  ])('%s is refused by name', async (query, words) => {
    const response = await callApi(`/${project}/runs?${query}`)
    expect(response.status).toBe(400)
    expect(await response.text()).toContain(words)
  })
})

describe('what does not fit is refused', () => {
  test.each([
    ['limit=0', 400],
    ['limit=100000', 400],
    ['limit=1e9', 400],
    ['sort=started_at', 400],
    ['sort=startedAt;DROP TABLE runs', 400],
    ['order=desc,', 400],
    ['cursor=%00', 400],
    ['cursor=' + Buffer.from('["runs startedAt desc","1) OR 1=1","x"]').toString('base64url'), 400],
    ['cursor=' + Buffer.from('["runs steps desc","1","x"]').toString('base64url'), 400],
    ['from=yesterday', 400],
    ["from=2026-11-20T12:00:00Z'", 400],
    ['to=9999-01-01', 400],
    ['endReason=bad', 400],
    ['minSteps=-1', 400],
    ['minSteps=NaN', 400],
    ['hasLoop=maybe', 400],
    ['tennant=acme', 400],
    ['__proto__=1', 400],
    [Array.from({ length: 401 }, () => 'tenant=a').join('&'), 400],
  ])('%s', async (query, status) => {
    expect(await errorOf(`/${project}/runs?${query}`)).toEqual({ status, code: 'bad_request' })
  })

  test.each([
    "' OR 1=1 --",
    '{tenantWanted:String}',
    "\\' UNION SELECT 1",
    '`x`',
    'a\u0000b',
    '%',
    '} FORMAT JSON',
    "'; DROP TABLE runs; --",
    '💥',
    '\n\t\\',
  ])('the value %j is only a value', async (value) => {
    const text = encodeURIComponent(value)
    for (const field of ['tenant', 'model', 'agent', 'session', 'user', 'q']) {
      const { items } = await getBody(`/${project}/runs?${field}=${text}`, RunList)
      expect(items).toEqual([])
    }
    expect(await listedIds('')).toHaveLength(4)
  })

  test('ids of other shapes', async () => {
    expect(await errorOf(`/${project}/runs/..%2f..%2fetc`)).toEqual({ status: 400, code: 'bad_request' })
    expect(await errorOf(`/${project}/runs/${id(77)}`)).toEqual({ status: 404, code: 'not_found' })
    expect(await errorOf(`/${encodeURIComponent('A b')}/runs`)).toEqual({ status: 400, code: 'bad_request' })
  })
})
