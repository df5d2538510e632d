import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { measureEngine } from './engine-ceiling.ts'
import { percentile } from './percentile.ts'
import { startPipeline, type Pipeline } from './pipeline.ts'
import { coresUsed, usageOfProcess, type ProcessUsage } from './process-usage.ts'
import { TraceTemplate } from './trace-template.ts'

export type IngestBenchOptions = { seconds: number; connections: number; spansPerRequest: number; spanBytes: number }

export type IngestBenchResult = {
  spansPerSecond: number
  engineSpansPerSecond: number
  ratio: number
  spanBytes: number
  requestMsP50: number | null
  requestMsP95: number | null
  refused: number
  visibleMsP50: number | null
  visibleMsP95: number | null
  cores: { generator: number; ingest: number; store: number; worker: number }
  /** CPU time a span: unlike the rate it says something on a machine that does other work too. */
  cpuUsPerSpan: { generator: number; ingest: number; store: number; worker: number }
  rssMiB: { ingest: number; store: number; worker: number }
}

/** Spans per second that are acknowledged (fsynced) with generator, ingest, store and worker on one machine. */
export async function benchIngest(options: IngestBenchOptions): Promise<IngestBenchResult> {
  const pipeline = await startPipeline()
  try {
    const templates = [1, 2, 3, 4].map((seed) => new TraceTemplate(seed, options.spansPerRequest, options.spanBytes))
    await load(pipeline, templates, { ...options, seconds: 3 })
    const before = usages(pipeline)
    const probing = new AbortController()
    const visible = probeVisibility(pipeline, probing.signal)
    const { spans, refused, latencies, seconds } = await load(pipeline, templates, options)
    probing.abort()
    const after = usages(pipeline)
    const visibleMs = await visible
    // The worker still has runs to write: the engine alone is measured in peace.
    await sleep(5_000)
    const first = templates[0]
    const engine = first === undefined ? 0 : await measureEngine(pipeline.store.database, first, 48_000)
    return {
      spansPerSecond: Math.round(spans / seconds),
      engineSpansPerSecond: Math.round(engine),
      ratio: Math.round((spans / seconds / engine) * 100) / 100,
      spanBytes: Math.round((first?.bytes ?? 0) / (first?.spanCount ?? 1)),
      requestMsP50: percentile(latencies, 0.5),
      requestMsP95: percentile(latencies, 0.95),
      refused,
      visibleMsP50: percentile(visibleMs, 0.5),
      visibleMsP95: percentile(visibleMs, 0.95),
      cores: mapUsage(before, after, (from, to) => coresUsed(from, to, seconds)),
      cpuUsPerSpan: mapUsage(before, after, (from, to) =>
        Math.round(((to.cpuSeconds - from.cpuSeconds) * 1e6) / spans),
      ),
      rssMiB: mapUsage(before, after, (_from, to) => Math.round(to.rssBytes / 1024 / 1024)),
    }
  } finally {
    await pipeline.stop()
  }
}

type Usages = { generator: ProcessUsage; ingest: ProcessUsage; store: ProcessUsage; worker: ProcessUsage }

function usages({ pids }: Pipeline): Usages {
  return {
    generator: usageOfProcess(process.pid),
    ingest: usageOfProcess(pids.ingest),
    store: usageOfProcess(pids.store),
    worker: usageOfProcess(pids.worker),
  }
}

function mapUsage(
  before: Usages,
  after: Usages,
  map: (from: ProcessUsage, to: ProcessUsage) => number,
): { generator: number; ingest: number; store: number; worker: number } {
  return {
    generator: map(before.generator, after.generator),
    ingest: map(before.ingest, after.ingest),
    store: map(before.store, after.store),
    worker: map(before.worker, after.worker),
  }
}

type Load = { spans: number; refused: number; latencies: number[]; seconds: number }

async function load(
  pipeline: Pipeline,
  templates: readonly TraceTemplate[],
  options: IngestBenchOptions,
): Promise<Load> {
  const result: Load = { spans: 0, refused: 0, latencies: [], seconds: 0 }
  const startedAt = performance.now()
  const until = startedAt + options.seconds * 1000
  const connection = async (number: number): Promise<void> => {
    for (let turn = number; performance.now() < until; turn += 1) {
      const template = templates[turn % templates.length]
      if (template === undefined) return
      const body = template.fresh()
      const sentAt = performance.now()
      const status = await post(pipeline.otlpUrl, body)
      if (status === 200) {
        result.spans += template.spanCount
        result.latencies.push(Math.round(performance.now() - sentAt))
      } else {
        result.refused += 1
        await sleep(100)
      }
    }
  }
  await Promise.all(Array.from({ length: options.connections }, (_, number) => connection(number)))
  result.seconds = (performance.now() - startedAt) / 1000
  return result
}

async function post(otlpUrl: string, body: Buffer): Promise<number> {
  const response = await fetch(`${otlpUrl}/v1/traces`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-protobuf' },
    body: new Uint8Array(body),
  })
  await response.arrayBuffer()
  return response.status
}

/** Sends one small trace after the other and asks the store until its run is there; milliseconds after the 200. */
async function probeVisibility(pipeline: Pipeline, signal: AbortSignal): Promise<number[]> {
  const took: number[] = []
  while (!signal.aborted) {
    const probe = new TraceTemplate(randomBytes(4).readUInt32LE(), 1, 800)
    const body = probe.fresh()
    if ((await post(pipeline.otlpUrl, body)) !== 200) continue
    const answeredAt = performance.now()
    const traceId = probe.traceIdOf(body)
    while (!(await runExists(pipeline, traceId))) {
      if (performance.now() - answeredAt > 30_000) break
      await sleep(50)
    }
    took.push(Math.round(performance.now() - answeredAt))
    await sleep(150)
  }
  return took
}

async function runExists({ store }: Pipeline, runId: string): Promise<boolean> {
  const rows = await store.database.query({
    name: 'bench-run-exists',
    sql: `SELECT 1 FROM runs WHERE project = 'default' AND run_id = {runId:String} LIMIT 1`,
    params: { runId },
  })
  return rows.length > 0
}
