import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import type { Database } from '#clickhouse/client.ts'
import { newTraceId, sendSpans } from '#test/e2e/agent-spans.ts'
import { largeRun } from '#test/e2e/large-run.ts'
import type { Product } from '#test/support/product.ts'
import { insertRunsSql, sentenceCount } from './read-data-sql.ts'
import { sentencePool } from './read-vocabulary.ts'

const runsAtATime = 20_000
const assembledWithinMs = 120_000

/** A list of so many runs, made inside the database: a list reads nothing else. */
export async function makeRuns(db: Database, runs: number): Promise<void> {
  const anchorNs = (BigInt(new Date().setUTCHours(0, 0, 0, 0)) * 1_000_000n).toString()
  const sentences = sentencePool(7, sentenceCount).text
  for (let from = 0; from < runs; from += runsAtATime) {
    const count = Math.min(runsAtATime, runs - from)
    await db.command(insertRunsSql, { params: { from, count, runs, anchorNs, sentences, revision: 0 } })
  }
}

/** Sends one large run as a sender does and waits until the worker has assembled all of it; answers its id. */
export async function makeLargeRun(product: Product, db: Database, spans: number): Promise<string> {
  const runId = newTraceId()
  await sendSpans(product.otlpUrl, largeRun(runId, spans))
  const deadline = performance.now() + assembledWithinMs
  while (performance.now() < deadline) {
    const [row] = Counted.parse(await db.query({ name: 'bench-large-run', sql: countedSql, params: { runId } }))
    if (row?.spans === spans) return runId
    await sleep(200)
  }
  throw new Error(`the run of ${spans} spans was not assembled within ${assembledWithinMs} ms`)
}

const Counted = z.array(z.object({ spans: z.number() }))
const countedSql = `
  SELECT span_count AS spans
  FROM runs
  WHERE project = 'default' AND run_id = {runId:String} AND is_deleted = 0
  ORDER BY version DESC
  LIMIT 1`
