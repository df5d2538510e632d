import type { Database } from '#clickhouse/client.ts'
import { hourOf } from '#clickhouse/sql/date-time.ts'
import { runInsert } from '#clickhouse/tables/run-row.ts'
import { insertRuns } from '#clickhouse/tables/runs.ts'
import { RunList, type Run } from '#lib/domain/run.ts'
import { unknownUsage } from '#lib/domain/usage.ts'
import { createProject } from '#lib/server/projects.ts'
import { getBody } from '#test/support/api.ts'
import { startStore, type TestStore } from '#test/support/store.ts'
import { makeRun } from './make-run.ts'

/** When the first run started, milliseconds. */
export const noon = Date.UTC(2026, 10, 20, 12)
/** So many minutes after it, nanoseconds. */
export const at = (minutes: number) => (BigInt(noon + minutes * 60_000) * 1_000_000n).toString()
export const id = (number: number) => number.toString(16).padStart(32, '0')
export const project = 'lists'

/** A run with something in every field. */
export const rich = makeRun({
  project,
  runId: id(1),
  startedAt: (BigInt(at(0)) + 123_456_789n).toString(),
  endedAt: at(5),
  durationNs: 299_876_543_211,
  tenant: "O'Brien & co",
  feature: 'billing',
  taskType: 'refund',
  user: 'u-1',
  session: 'a/b c',
  agent: 'planner',
  agents: [
    { name: 'planner', calls: 1, costUsd: '0.100000000001' },
    { name: 'writer', calls: 2, costUsd: null },
  ],
  agentVersion: '2',
  environment: 'prod',
  endReason: 'error',
  outcome: 'urgent',
  steps: 7,
  llmCalls: 5,
  failedLlmCalls: 1,
  embeddingCalls: 1,
  embeddingTokens: 12,
  toolCalls: 4,
  toolErrors: 2,
  tools: [{ name: 'search', calls: 4, errors: 2 }],
  usage: { ...unknownUsage, inputTokens: 1000, inputUncachedTokens: 600, cacheReadTokens: 400, outputTokens: 50 },
  models: [
    { model: 'm-2', requestedModel: 'm', provider: 'openai', calls: 5, usage: unknownUsage, costUsd: '0.100000000001' },
  ],
  costUsd: '12345678901234.000000000001',
  costStatus: 'partial',
  reportedCostUsd: '0.000000000000',
  loops: { count: 1, revisits: 3, steps: 2, costUsd: '0.010000000000', worst: null },
  inputPreview: 'Please refund order 77\n"now"',
  outputPreview: 'Ödipus sagt: done ✓',
  errorMessage: 'boom',
  warnings: [{ code: 'not_in_a_trace', message: 'x', spanId: null }],
  spanCount: 11,
  dialects: ['otel-genai', 'openinference'],
  tags: ['vip'],
  identitySources: { tenant: 'tenant.id' },
  version: 1_700_000_000_001,
})

const plain = (number: number, run: Partial<Run> = {}) =>
  makeRun({ project, runId: id(number), startedAt: at(number), ...run })
export const others = [
  plain(2, { tenant: 'acme', steps: 2, costUsd: '0.500000000000', costStatus: 'priced', session: 's', durationNs: 5 }),
  plain(3, {
    tenant: 'acme',
    endReason: 'running',
    steps: 9,
    session: 's',
    usage: { ...unknownUsage, inputTokens: 5, outputTokens: 5 },
  }),
  plain(4, { taskType: 'chat', agent: 'chatter', costUsd: '0.250000000000', costStatus: 'priced' }),
]

/** A store with these runs, and one of another project. */
export async function startListedRuns(moreProjects: readonly string[] = []): Promise<TestStore> {
  const store = await startStore()
  process.env['TACHO_DATA_DIR'] = store.dataDir
  for (const name of [project, 'other', ...moreProjects]) {
    await createProject(store.database, { project: name, name: '', actor: 'test', now: new Date() })
  }
  await storeRuns(store.database, [rich, ...others])
  await storeRuns(store.database, [makeRun({ project: 'other', runId: id(99), startedAt: at(0), tenant: 'acme' })])
  return store
}

export async function storeRuns(db: Database, runs: readonly Run[]): Promise<void> {
  await insertRuns(
    db,
    runs.map((run) => runInsert(run, hourOf(run.startedAt))),
  )
}

/** Numbers of the runs that a query finds, in its order. */
export async function listedIds(query: string): Promise<number[]> {
  const { items } = await getBody(`/${project}/runs?${query}`, RunList)
  return items.map(({ runId }) => Number(runId.replace(/^0+/, '')))
}
