import { setTimeout as sleep } from 'node:timers/promises'
import type { Database } from '#clickhouse/client.ts'
import { measureEngine } from './engine-ceiling.ts'
import { OtlpSender } from './otlp-sender.ts'
import { percentile } from './percentile.ts'
import { startPipeline, type Pipeline } from './pipeline.ts'
import { coresUsed, usageOfProcess, type ProcessUsage } from './process-usage.ts'
import { TraceTemplate } from './trace-template.ts'
import { probeVisibility } from './visibility.ts'

export type IngestBenchOptions = {
  seconds: number
  connections: number
  spansPerRequest: number
  spanBytes: number
  /** Spans for the engine alone. */
  engineSpans: number
}

type PerProcess = { generator: number; ingest: number; store: number; worker: number }

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
  cores: PerProcess
  /** CPU time a span: unlike the rate it says something on a machine that does other work too. */
  cpuUsPerSpan: PerProcess
  rssMiB: PerProcess
}

/** Compiled code and filled caches: what the first seconds cost is not what a span costs. */
const warmUpSeconds = 5
/** The store's merges and the worker's last runs do not belong to the engine's own rate. */
const settleMs = 60_000

/** Spans per second that are acknowledged (fsynced) with generator, ingest, store and worker on one machine. */
export async function benchIngest(options: IngestBenchOptions): Promise<IngestBenchResult> {
  const pipeline = await startPipeline()
  const sender = new OtlpSender(pipeline.otlpUrl, options.connections + 1)
  try {
    const templates = [1, 2, 3, 4].map((seed) => new TraceTemplate(seed, options.spansPerRequest, options.spanBytes))
    await load(sender, templates, { ...options, seconds: warmUpSeconds })
    const before = usages(pipeline)
    const probing = new AbortController()
    const visible = probeVisibility(pipeline.store.database, sender, probing.signal)
    const loaded = await load(sender, templates, options)
    const after = usages(pipeline)
    probing.abort()
    const visibleMs = await visible
    await pipeline.stopIngestAndWorker()
    await settle(pipeline.store.database)
    const engine = await measureEngine(pipeline.store.database, firstOf(templates), options.engineSpans)
    return resultOf({ template: firstOf(templates), loaded, before, after, visibleMs, engine })
  } finally {
    sender.close()
    await pipeline.stop()
  }
}

type Measured = {
  template: TraceTemplate
  loaded: Load
  before: Usages
  after: Usages
  visibleMs: number[]
  engine: number
}

function resultOf({ template, loaded, before, after, visibleMs, engine }: Measured): IngestBenchResult {
  const { spans, seconds, latencies, refused } = loaded
  return {
    spansPerSecond: Math.round(spans / seconds),
    engineSpansPerSecond: Math.round(engine),
    ratio: Math.round((spans / seconds / engine) * 100) / 100,
    spanBytes: Math.round(template.bytes / template.spanCount),
    requestMsP50: percentile(latencies, 0.5),
    requestMsP95: percentile(latencies, 0.95),
    refused,
    visibleMsP50: percentile(visibleMs, 0.5),
    visibleMsP95: percentile(visibleMs, 0.95),
    cores: mapUsage(before, after, (from, to) => coresUsed(from, to, seconds)),
    cpuUsPerSpan: mapUsage(before, after, (from, to) => Math.round(((to.cpuSeconds - from.cpuSeconds) * 1e6) / spans)),
    rssMiB: mapUsage(before, after, (_from, to) => Math.round(to.rssBytes / 1024 / 1024)),
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

function mapUsage(before: Usages, after: Usages, map: (from: ProcessUsage, to: ProcessUsage) => number): PerProcess {
  return {
    generator: map(before.generator, after.generator),
    ingest: map(before.ingest, after.ingest),
    store: map(before.store, after.store),
    worker: map(before.worker, after.worker),
  }
}

type Load = { spans: number; refused: number; latencies: number[]; seconds: number }

async function load(
  sender: OtlpSender,
  templates: readonly TraceTemplate[],
  { seconds, connections }: IngestBenchOptions,
): Promise<Load> {
  const result: Load = { spans: 0, refused: 0, latencies: [], seconds: 0 }
  const startedAt = performance.now()
  const until = startedAt + seconds * 1000
  const connection = async (number: number): Promise<void> => {
    const room = Buffer.allocUnsafeSlow(Math.max(...templates.map(({ bytes }) => bytes)))
    for (let turn = number; performance.now() < until; turn += 1) {
      const template = templates[turn % templates.length] ?? firstOf(templates)
      const body = template.fresh(room)
      const sentAt = performance.now()
      if ((await sender.post(body)) === 200) {
        result.spans += template.spanCount
        result.latencies.push(Math.round(performance.now() - sentAt))
      } else {
        result.refused += 1
        await sleep(100)
      }
    }
  }
  await Promise.all(Array.from({ length: connections }, (_, number) => connection(number)))
  result.seconds = (performance.now() - startedAt) / 1000
  return result
}

/** Waits until the store merges nothing any more. */
async function settle(db: Database): Promise<void> {
  const deadline = performance.now() + settleMs
  while (performance.now() < deadline) {
    const merges = await db.query({ name: 'bench-merges', sql: 'SELECT 1 FROM system.merges LIMIT 1' })
    if (merges.length === 0) return
    await sleep(500)
  }
}

function firstOf(templates: readonly TraceTemplate[]): TraceTemplate {
  const [first] = templates
  if (first === undefined) throw new Error('unreachable: there are four templates')
  return first
}
