import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Database } from '#clickhouse/client.ts'
import type { OtlpSender } from './otlp-sender.ts'
import { TraceTemplate } from './trace-template.ts'

/** A run that is not there by then counts as this long, milliseconds. */
const givenUpMs = 30_000
/** Each question costs the store as much as some hundred spans, so a time seen is up to this much too long. */
const pollMs = 250
const pauseMs = 150

/**
 * Until the signal, sends one small trace after the other and asks the database until its run is
 * there. Milliseconds from the 200 to the run.
 */
export async function probeVisibility(db: Database, sender: OtlpSender, signal: AbortSignal): Promise<number[]> {
  const took: number[] = []
  while (!signal.aborted) {
    const probe = new TraceTemplate(randomBytes(4).readUInt32LE(), 1, 800)
    const body = probe.fresh()
    if ((await sender.post(body)) !== 200) {
      await sleep(pauseMs)
      continue
    }
    const answeredAt = performance.now()
    const runId = probe.traceIdOf(body)
    while (performance.now() - answeredAt < givenUpMs && !(await runExists(db, runId))) await sleep(pollMs)
    took.push(Math.round(performance.now() - answeredAt))
    await sleep(pauseMs)
  }
  return took
}

async function runExists(db: Database, runId: string): Promise<boolean> {
  const rows = await db.query({
    name: 'bench-run-exists',
    sql: `SELECT 1 FROM runs WHERE project = 'default' AND run_id = {runId:String} LIMIT 1`,
    params: { runId },
  })
  return rows.length > 0
}
