import { describe, expect, test } from 'vitest'
import { runInsert } from '#clickhouse/tables/run-row.ts'
import type { RunInsert, RunRow } from '#clickhouse/tables/runs.ts'
import type { CostShare } from '#lib/domain/cost.ts'
import type { Run } from '#lib/domain/run.ts'
import { unknownUsage } from '#lib/domain/usage.ts'
import { planRows } from './plan-rows.ts'

const hour = 1_700_000_400 - (1_700_000_400 % 3600)
const nowMs = 1_800_000_000_000

const run = (fields: Partial<Run> = {}): Run => ({
  runId: 'r',
  traceIds: ['r'],
  project: 'p',
  tenant: null,
  feature: null,
  taskType: null,
  user: null,
  session: null,
  agent: 'a',
  agents: [{ name: 'a', calls: 1, costUsd: null }],
  agentVersion: null,
  environment: null,
  startedAt: `${hour}000000000`,
  endedAt: `${hour}000000001`,
  durationNs: 1,
  endReason: 'completed',
  outcome: null,
  steps: 1,
  llmCalls: 1,
  failedLlmCalls: 0,
  embeddingCalls: 0,
  embeddingTokens: null,
  toolCalls: 0,
  toolErrors: 0,
  tools: [],
  usage: unknownUsage,
  models: [],
  costUsd: '0.100000000000',
  costStatus: 'priced',
  reportedCostUsd: null,
  loops: { count: 0, revisits: 0, steps: 0, costUsd: null, worst: null },
  inputPreview: '',
  outputPreview: '',
  errorMessage: null,
  warnings: [],
  spanCount: 1,
  dialects: ['otel-genai'],
  tags: [],
  identitySources: {},
  mappingVersion: 1,
  rulesVersion: '1',
  priceVersion: '1',
  version: 0,
  ...fields,
})

/** What reading gives back of an inserted row. */
function stored({ bucket, started_at, ended_at, cost_usd, reported_cost_usd, ...row }: RunInsert): RunRow {
  const nanos = (text: string) => `${Date.parse(`${text.slice(0, 19).replace(' ', 'T')}Z`) / 1000}${text.slice(20)}`
  return {
    ...row,
    bucket_hour: bucket,
    started_ns: nanos(started_at),
    ended_ns: nanos(ended_at),
    cost_text: cost_usd,
    reported_cost_text: reported_cost_usd,
  }
}
const storedRun = (fields: Partial<Run> = {}, bucket = hour, isDeleted = 0) =>
  stored({ ...runInsert(run(fields), bucket, []), is_deleted: isDeleted })

const share: CostShare = {
  kind: 'llm',
  agent: 'a',
  provider: 'openai',
  model: 'm',
  tool: null,
  status: 'priced',
  calls: 1,
  failedCalls: 0,
  tokens: {
    inputUncached: 1,
    cacheRead: 0,
    cacheWrite5m: 0,
    cacheWrite1h: 0,
    cacheWriteOther: 0,
    output: 1,
    reasoning: 0,
  },
  units: {},
  costUsd: '0.100000000000',
  failedCostUsd: null,
  loopCostUsd: null,
  cacheSavedUsd: '0.000000000000',
}

const derived = (given: Run, costShares: CostShare[] = []) => ({ run: given, costShares })

describe('planRows', () => {
  test('a new run gets the hour of its start', () => {
    expect(planRows({ runs: [derived(run())], stored: [], nowMs })).toMatchObject([
      { run_id: 'r', bucket: '2023-11-14 22:00:00', version: nowMs, is_deleted: 0 },
    ])
  })

  test('an equal run writes nothing', () => {
    expect(planRows({ runs: [derived(run())], stored: [storedRun({ version: 5 })], nowMs })).toEqual([])
  })

  test('the same run is written again when its cost is made of something else', () => {
    const stands = [storedRun({ version: 5 })]
    expect(planRows({ runs: [derived(run(), [share])], stored: stands, nowMs })).toMatchObject([
      { run_id: 'r', cost_shares: [share], version: nowMs },
    ])
    const before = stands.map((row) => ({ ...row, cost_digest: '' }))
    expect(planRows({ runs: [derived(run())], stored: before, nowMs })).toHaveLength(1)
  })

  test('a changed run keeps its bucket and passes the stored version, whatever the clock says', () => {
    const early = run({ steps: 2, startedAt: `${hour - 7_200}000000000` })
    const rows = planRows({ runs: [derived(early)], stored: [storedRun({ version: nowMs + 50 })], nowMs })
    expect(rows).toMatchObject([{ bucket: '2023-11-14 22:00:00', version: nowMs + 51, steps: 2 }])
  })

  test('a start that moves by more than a day takes another bucket and leaves a tombstone', () => {
    const moved = run({ startedAt: `${hour - 90_000}000000000` })
    expect(planRows({ runs: [derived(moved)], stored: [storedRun({ version: 1 })], nowMs })).toMatchObject([
      { bucket: '2023-11-13 21:00:00', is_deleted: 0 },
      { bucket: '2023-11-14 22:00:00', is_deleted: 1, version: nowMs },
    ])
  })

  test('a run that is live in two buckets becomes live in one', () => {
    const rows = planRows({
      runs: [derived(run())],
      stored: [storedRun({ version: 9 }), storedRun({ version: 8 }, hour - 3_600)],
      nowMs,
    })
    expect(rows.map((row) => [row.bucket, row.is_deleted])).toEqual([
      ['2023-11-14 22:00:00', 0],
      ['2023-11-14 21:00:00', 1],
    ])
  })

  test('a run that the group no longer gives is taken out once', () => {
    expect(planRows({ runs: [], stored: [storedRun({ runId: 'gone', version: 3 })], nowMs })).toMatchObject([
      { run_id: 'gone', is_deleted: 1, version: nowMs },
    ])
    expect(planRows({ runs: [], stored: [storedRun({ runId: 'gone', version: 3 }, hour, 1)], nowMs })).toEqual([])
  })

  test('a run that comes back passes its tombstone', () => {
    expect(
      planRows({ runs: [derived(run())], stored: [storedRun({ version: nowMs + 7 }, hour, 1)], nowMs }),
    ).toMatchObject([{ version: nowMs + 8, is_deleted: 0 }])
  })
})
