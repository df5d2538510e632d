import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { costingAtLeast, figureFilters, ofPeriod } from '#components/cost/cost-links.ts'
import { CostStatus } from '#lib/domain/cost.ts'
import { CacheCosts, CostReport, CostSeries, UntaggedCosts, type CostGroup } from '#lib/domain/costs.ts'
import { narrowedToGroup, untaggedOf } from '#lib/domain/query/cost-link.ts'
import type { Run } from '#lib/domain/run.ts'
import { RunsExplanation } from '#lib/domain/runs-explanation.ts'
import { WhatIf } from '#lib/domain/what-if.ts'
import { formatUsd } from '#lib/pricing/fixed-usd.ts'
import { endpoints } from '#lib/server/endpoints.ts'
import { exampleUrl } from '#lib/server/example-call.ts'
import { createProject } from '#lib/server/projects.ts'
import { encodeQuery } from '#lib/paths.ts'
import { callApi, getBody } from '../../support/api.ts'
import { startStore, type TestStore } from '../../support/store.ts'
import { costsOf, dimensions, listed, pairs } from './asked-costs.ts'
import {
  added,
  charged,
  costedProject,
  expectedGroups,
  fixed,
  onlySums,
  runsOf,
  shares,
  storeCharged,
  sum,
  totalOf,
  type Share,
} from './costed-shares.ts'
import { noon } from './generated-runs.ts'

// The marker package throws outside Next's bundler, which is what these handlers run in here.
vi.mock('server-only', () => ({}))

const project = costedProject
let store: TestStore

beforeAll(async () => {
  store = await startStore()
  process.env['TACHO_DATA_DIR'] = store.dataDir
  for (const each of [project, 'empty'])
    await createProject(store.database, { project: each, name: '', actor: 'test', now: new Date() })
  await storeCharged(store.database)
})

afterAll(() => store.stop())

test('the total is the sum of the runs of the list, and of all shares', async () => {
  const { total, previous, groups, rest } = await costsOf('')
  const runs = await listed('')
  expect(total.costUsd).toBe(formatUsd(sum(runs.map(({ costUsd }) => costUsd))))
  expect(onlySums(total)).toEqual(added(shares.map(({ sums }) => sums)))
  expect([total.ofRuns.runs, runs.length]).toEqual([charged.length, charged.length])
  expect([previous, groups, rest]).toEqual([null, [], null])
})

test.each(dimensions)('by %s: groups add up to the total, and each is its runs of the list', async (by) => {
  const { total, groups, overlaps } = await costsOf(`by=${by}&limit=500`)
  const expected = expectedGroups([by])
  expect(groups).toHaveLength(expected.size)
  for (const group of groups) {
    const of = expected.get(JSON.stringify([group.key, null])) ?? []
    expect(onlySums(group), String(group.key)).toEqual(added(of.map(({ sums }) => sums)))
    expect(group.ofRuns.runs).toBe(runsOf(of).length)
    const runs = await listed(encodeQuery(narrowedToGroup({}, [by], [group.key])))
    expect(runs.map(({ runId }) => runId).toSorted()).toEqual(
      runsOf(of)
        .map(({ runId }) => runId)
        .toSorted(),
    )
  }
  expect(overlaps).toBe(by === 'tag')
  if (!overlaps) expect(added(groups.map(onlySums))).toEqual(onlySums(total))
})

test.each(pairs)('by %s and %s: rows add up to the rows above', async (outer, inner) => {
  const { groups, overlaps } = await costsOf(`by=${outer}&by=${inner}&limit=500&within=100`)
  const expected = expectedGroups([outer, inner])
  const rows = groups.flatMap((group) => group.groups.map((part) => ({ ...part, name: JSON.stringify([group.key, part.key]) }))) // prettier-ignore
  expect(rows).toHaveLength(expected.size)
  for (const row of rows) {
    const of = expected.get(row.name) ?? []
    expect(onlySums(row), row.name).toEqual(added(of.map(({ sums }) => sums)))
    expect(row.ofRuns.runs, row.name).toBe(runsOf(of).length)
    expect(row.ofRuns.steps, row.name).toBe(runsOf(of).reduce((steps, run) => steps + run.steps, 0))
  }
  if (!overlaps) for (const group of groups) expect(added(group.groups.map(onlySums))).toEqual(onlySums(group))
})

test('a row of two dimensions of one charge leads to the runs that have such a charge', async () => {
  const { groups } = await costsOf('by=model&by=agent')
  for (const { key, groups: parts } of groups)
    for (const part of parts) {
      const runs = await listed(encodeQuery(narrowedToGroup({}, ['model', 'agent'], [key, part.key])))
      expect(runs, `${key} ${part.key}`).toHaveLength(part.ofRuns.runs)
    }
})

test('what is beyond a limit is one row, and nothing is lost', async () => {
  const whole = await costsOf('by=user&by=model&limit=500&within=100')
  const { groups, rest, total } = await costsOf('by=user&by=model&limit=5&within=2')
  expect(groups.map(({ key }) => key)).toEqual(whole.groups.slice(0, 5).map(({ key }) => key))
  expect(rest?.groups).toBe(whole.groups.length - 5)
  expect(added([...groups, ...(rest === null ? [] : [rest])].map(onlySums))).toEqual(onlySums(total))
  const of = (figures: Pick<CostGroup, 'ofRuns'>) => figures.ofRuns.runs
  expect(groups.reduce((runs, group) => runs + of(group), rest?.ofRuns?.runs ?? 0)).toBe(of(total))
  for (const group of groups)
    expect(added([...group.groups, ...(group.rest === null ? [] : [group.rest])].map(onlySums))).toEqual(
      onlySums(group),
    )
  expect(groups.some((group) => group.rest !== null && group.rest.ofRuns === null)).toBe(true)
})

test.each(['', 'tenant=acme', 'costStatus=unpriced', 'limit=100', 'model=small&limit=3', 'tenant=nobody'])(
  'a sum over runs is explained by its parts, its statuses and its runs: %s',
  async (query) => {
    const explained = await getBody(`/${project}/costs/explanation?${query}`, RunsExplanation)
    const runs = await listed(`${query.replace(/&?limit=\d+/, '')}&sort=costUsd`)
    const known = runs.flatMap(({ costUsd }) => costUsd ?? [])
    expect(explained.costUsd).toBe(known.length === 0 ? null : formatUsd(sum(known)))
    expect(explained.runs).toBe(runs.length)
    const { items, rest, parts, statuses, tokens } = explained
    expect(items.map(({ runId }) => runId)).toEqual(runs.slice(0, items.length).map(({ runId }) => runId))
    expect(items.length + (rest?.runs ?? 0)).toBe(runs.length)
    expect(sum([...items.map(({ costUsd }) => costUsd), rest?.costUsd ?? null])).toBe(sum(known))
    expect(rest === null || rest.costUsd === null).toBe(
      runs.slice(items.length).every(({ costUsd }) => costUsd === null),
    )
    expect(sum(parts.map(({ costUsd }) => costUsd))).toBe(sum(known))
    expect(statuses).toEqual(
      CostStatus.options.flatMap((status) => {
        const of = runs.filter((run) => run.costStatus === status)
        const costs = of.flatMap(({ costUsd }) => costUsd ?? [])
        return of.length === 0 ? [] : [{ status, runs: of.length, costUsd: costs.length === 0 ? null : formatUsd(sum(costs)) }] // prettier-ignore
      }),
    )
    const { total, groups } = await costsOf(`${query.replace(/&?limit=\d+/, '')}&by=model&limit=500`)
    expect(tokens).toEqual(total.tokens)
    expect(
      added(parts.map(({ calls, unpricedCalls, partialCalls }) => ({ calls, unpricedCalls, partialCalls }))),
    ).toEqual(
      parts.length === 0
        ? {}
        : { calls: total.calls, unpricedCalls: total.unpricedCalls, partialCalls: total.partialCalls },
    )
    for (const { key, costUsd, calls } of groups.filter((group) => group.key !== null))
      expect(parts).toContainEqual(expect.objectContaining({ kind: 'model', name: key, costUsd, calls }))
  },
)

test('figures of runs are of whole runs', async () => {
  const { total, groups } = await costsOf('by=tenant')
  const costs = (of: readonly Run[]) => of.flatMap(({ costUsd }) => (costUsd === null ? [] : [fixed(costUsd)])).toSorted((a, b) => (a < b ? -1 : 1)) // prettier-ignore
  const all = costs(charged.map(({ run }) => run))
  const at = (of: readonly bigint[], share: number) => formatUsd(of[Math.floor(of.length * share)] ?? 0n)
  expect(total.ofRuns.percentiles).toEqual({ p50Usd: at(all, 0.5), p95Usd: at(all, 0.95), p99Usd: at(all, 0.99) })
  expect(total.ofRuns.pricedRuns).toBe(all.length)
  expect(await listed(encodeQuery(figureFilters.priced))).toHaveLength(all.length)
  for (const share of [0.5, 0.95, 0.99]) {
    const dear = await listed(encodeQuery(costingAtLeast(at(all, share))))
    expect(dear).toHaveLength(all.filter((cost) => cost >= fixed(at(all, share))).length)
  }
  expect(total.ofRuns.successfulRuns).toBe((await listed('endReason=completed')).length)
  for (const group of groups) {
    const runs = await listed(encodeQuery(narrowedToGroup({}, ['tenant'], [group.key])))
    const own = costs(runs)
    expect(group.ofRuns.percentiles?.p50Usd).toBe(at(own, 0.5))
  }
  const { groups: models } = await costsOf('by=model')
  expect(models.every(({ ofRuns }) => ofRuns.percentiles === null)).toBe(true)
})

test('waste, caches and unpriced calls lead to exactly the runs that they are in', async () => {
  const { total } = await costsOf('')
  const touched = (has: (share: Share['sums']) => boolean) => runsOf(shares.filter(({ sums }) => has(sums))).length
  const zero = formatUsd(0n)
  expect(await listed('hasLoopCost=true')).toHaveLength(touched(({ loopCostUsd }) => loopCostUsd !== zero))
  expect(await listed('hasFailedCost=true')).toHaveLength(touched(({ failedCostUsd }) => failedCostUsd !== zero))
  expect(await listed('hasCacheSaving=true')).toHaveLength(touched(({ cacheSavedUsd }) => cacheSavedUsd !== zero))
  const ended = await costsOf('endReason=error&endReason=abandoned&endReason=budget&endReason=max_steps')
  expect(ended.total.costUsd).toBe(total.badEndCostUsd)
  const unpriced = await costsOf('costStatus=unpriced&costStatus=partial')
  expect(unpriced.total.unpricedCalls).toBe(total.unpricedCalls)
  expect(unpriced.total.partialTokens).toBe(total.partialTokens)
})

describe('over time', () => {
  const isoOf = (days: number) => new Date(noon + days * 86_400_000).toISOString()
  const within = { from: isoOf(-5), to: isoOf(5) }

  test.each([
    ['day', 'Europe/Berlin', null],
    ['hour', 'Asia/Kolkata', null],
    ['day', 'UTC', 'tenant'],
    ['day', 'Europe/Berlin', 'model'],
    ['hour', 'UTC', 'agent'],
    ['day', 'UTC', 'tag'],
  ] as const)('each %s of %s is the sum of its runs, by %s', async (interval, timeZone, by) => {
    const query = encodeQuery({ ...within, interval, timeZone, by, limit: 2 })
    const series = await getBody(`/${project}/costs/series?${query}`, CostSeries)
    const ends = [...series.startsNs.slice(1), series.endNs]
    for (const [slot, start] of series.startsNs.entries()) {
      const end = BigInt(ends[slot] ?? 0)
      const runs = charged.map(({ run }) => run).filter(({ startedAt }) => BigInt(startedAt) >= BigInt(start) && BigInt(startedAt) < end) // prettier-ignore
      expect(series.runs[slot]).toBe(runs.length)
      expect(fixed(series.totalsUsd[slot] ?? null)).toBe(sum(runs.map(({ costUsd }) => costUsd)))
      const parts = [
        ...series.groups.map(({ costUsd }) => costUsd),
        ...(series.restUsd === null ? [] : [series.restUsd]),
      ]
      if (by !== null && !series.overlaps)
        expect(sum(parts.map((costs) => costs[slot] ?? null))).toBe(fixed(series.totalsUsd[slot] ?? null))
    }
    expect(series.runs.reduce((total, count) => total + count, 0)).toBe(charged.length)
  })

  test('the period before is as long, and its groups stand beside', async () => {
    const [before, from, to] = [isoOf(-2), isoOf(0), isoOf(2)]
    const { previous, groups } = await costsOf(`from=${from}&to=${to}&by=tenant`)
    const former = await costsOf(`from=${before}&to=${from}&by=tenant`)
    expect(previous?.total).toEqual(former.total)
    expect(former.total.ofRuns.runs).toBeGreaterThan(0)
    if (previous === null) throw new Error('there is a period before')
    expect(await listed(encodeQuery(ofPeriod(previous)))).toHaveLength(previous.total.ofRuns.runs)
    for (const { key, previousCostUsd } of groups)
      expect(previousCostUsd).toBe(former.groups.find((group) => group.key === key)?.costUsd ?? null)
  })
})

test('untagged cost names what sends it, each leading to its runs', async () => {
  const untagged = await getBody(`/${project}/costs/untagged`, UntaggedCosts)
  for (const { field, runs, costUsd } of untagged.fields) {
    const list = await listed(`${field}=-`)
    expect([runs, costUsd]).toEqual([list.length, totalOf(list)])
  }
  for (const { fields, ...emitter } of untagged.emitters)
    for (const { field, runs, costUsd } of fields) {
      const list = await listed(encodeQuery(untaggedOf(emitter, field)))
      expect([runs, costUsd]).toEqual([list.length, totalOf(list)])
    }
  expect(untagged.emitters.some(({ agent }) => agent === null)).toBe(true)
})

test('caching is summed by model', async () => {
  const cache = await getBody(`/${project}/costs/cache`, CacheCosts)
  expect(cache.savedUsd).toBe(formatUsd(sum(shares.map(({ sums }) => sums.cacheSavedUsd))))
  expect(cache.models.every(({ model }) => model !== null)).toBe(true)
})

test('what if: sums are of what is known before and after, and only what is meant changes', async () => {
  const { costUsd, supposedUsd, groups } = await getBody(`/${project}/costs/what-if`, WhatIf)
  const ofModels = shares.filter(({ key }) => key.model !== null).map(({ sums }) => sums.costUsd)
  const priced = groups.filter((group) => group.supposedUsd !== null)
  expect(sum(groups.map((group) => group.costUsd))).toBe(sum(ofModels))
  expect(costUsd).toBe(formatUsd(sum(priced.map((group) => group.costUsd))))
  expect(supposedUsd).toBe(formatUsd(sum(priced.map((group) => group.supposedUsd))))
  const query = 'newProvider=openai&newModel=gpt-4o-mini&forTaskType=refund&forModel=large'
  const other = await getBody(`/${project}/costs/what-if?${query}`, WhatIf)
  for (const group of other.groups) {
    const changed = group.taskType === 'refund' && group.model === 'large'
    expect(group.weaknesses.includes('other_tokenizer')).toBe(changed)
    if (!changed) expect(group.supposedUsd).toBe(group.costUsd)
  }
  expect(other.groups.some(({ weaknesses }) => weaknesses.length > 0)).toBe(true)
  const batched = await getBody(`/${project}/costs/what-if?batch=true&forKind=embedding`, WhatIf)
  expect(new Set(batched.groups.map(({ kind }) => kind))).toEqual(new Set(['llm', 'embedding']))
  for (const { kind, costUsd: before, supposedUsd: after } of batched.groups)
    if (kind !== 'embedding') expect(after).toBe(before)
  const named = shares.filter(({ key }) => key.model !== null)
  const ofKind = (kind: string) => sum(named.filter(({ key }) => key.kind === kind).map(({ sums }) => sums.costUsd))
  for (const kind of ['llm', 'embedding'] as const)
    expect(sum(batched.groups.filter((group) => group.kind === kind).map((group) => group.costUsd))).toBe(ofKind(kind))
})

test.each(['getCosts', 'getCostSeries', 'getUntaggedCosts', 'getCacheCosts', 'getWhatIf'] as const)(
  '%s answers its documented example',
  async (name) => {
    const url = exampleUrl(name, endpoints[name]).replace('/api/v1/projects/default', `/${project}`)
    expect((await callApi(url)).status).toBe(200)
  },
)

test('a project without runs costs nothing that is known', async () => {
  const { total, groups } = await getBody('/empty/costs?by=tenant&from=-7d', CostReport)
  expect([total.costUsd, total.ofRuns.runs, groups]).toEqual([null, 0, []])
  const series = await getBody('/empty/costs/series?from=-2d', CostSeries)
  expect(series.interval).toBe('hour')
  expect(series.totalsUsd.every((cost) => cost === null)).toBe(true)
})

test.each([
  ['?by=tenant&by=tenant', 'twice'],
  ['/series?timeZone=Mars', 'no time zone'],
  ['/series?interval=hour&from=-60d', '750'],
])('%s is refused', async (query, message) => {
  const response = await callApi(`/${project}/costs${query}`)
  expect(response.status).toBe(400)
  expect(await response.text()).toContain(message)
})
