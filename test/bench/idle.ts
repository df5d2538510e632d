import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { openDatabase } from '#clickhouse/client.ts'
import { resolveConnection } from '#clickhouse/connection.ts'
import { startProduct, type Product } from '#test/support/product.ts'
import { diskUse, nothing, perSpan, type DiskPerSpan } from './disk-use.ts'
import { OtlpSender } from './otlp-sender.ts'
import { sharedOutBytes, switchesOfProcess, usageOfProcess } from './process-usage.ts'
import { processesOf } from './process-tree.ts'
import { TraceTemplate } from './trace-template.ts'

export type IdleBenchOptions = {
  seconds: number
  /** Spans sent for the disk's figure. */
  spans: number
  spanBytes: number
}

/** `pssMiB` is like `rssMiB`, but what several processes map is divided among them. */
type AtRest = { process: string; cpuPercent: number; wakeUpsPerSecond: number; rssMiB: number; pssMiB: number }

export type IdleBenchResult = {
  seconds: number
  processes: AtRest[]
  /** Of one core, all processes. */
  cpuPercent: number
  rssMiB: number
  pssMiB: number
  /** The demo's spans on disk. */
  demo: DiskPerSpan
  /** Generated spans on disk; `sentBytes` is what one is on the wire. */
  generated: DiskPerSpan & { sentBytes: number }
}

const demo = join(import.meta.dirname, '../../lib/cli/demo.ts')
const run = promisify(execFile)
/** The demo's runs are assembled and the store has merged what it wants to by then. */
const settleMs = 30_000
const spansPerRequest = 500

/** The demo's data in a product that nobody uses: CPU and memory of each process, and what a span takes on disk. */
export async function benchIdle(options: IdleBenchOptions): Promise<IdleBenchResult> {
  const product = await startProduct({ TACHO_LOG_LEVEL: 'warn' })
  const db = openDatabase(() => resolveConnection({ dataDir: product.dataDir }))
  try {
    const env = { ...process.env, TACHO_DATA_DIR: product.dataDir }
    await run(process.execPath, [demo, '--endpoint', product.otlpUrl], { env })
    await sleep(settleMs)
    const rest = await measureRest(product, options.seconds)
    const afterDemo = await diskUse(db)
    const sentBytes = await sendGenerated(product, options)
    const generated = { ...perSpan(afterDemo, await diskUse(db)), sentBytes }
    return { ...rest, demo: perSpan(nothing, afterDemo), generated }
  } finally {
    await db.close()
    await product.stop()
  }
}

async function measureRest(
  product: Product,
  seconds: number,
): Promise<Pick<IdleBenchResult, 'seconds' | 'processes' | 'cpuPercent' | 'rssMiB' | 'pssMiB'>> {
  const look = () =>
    processesOf(product.pid).map((each) => ({
      ...each,
      usage: usageOfProcess(each.pid),
      switches: switchesOfProcess(each.pid),
    }))
  const before = look()
  await sleep(seconds * 1000)
  const processes = look().flatMap(({ name, pid, usage, switches }) => {
    const earlier = before.find((each) => each.pid === pid)
    if (earlier === undefined) return []
    return {
      process: name,
      cpuPercent: tenths(((usage.cpuSeconds - earlier.usage.cpuSeconds) / seconds) * 100),
      wakeUpsPerSecond: tenths((switches - earlier.switches) / seconds),
      rssMiB: Math.round(usage.rssBytes / 1024 / 1024),
      pssMiB: Math.round(sharedOutBytes(pid) / 1024 / 1024),
    }
  })
  const sum = (of: (each: AtRest) => number) => processes.reduce((total, each) => total + of(each), 0)
  return {
    seconds,
    processes,
    cpuPercent: tenths(sum((each) => each.cpuPercent)),
    rssMiB: sum((each) => each.rssMiB),
    pssMiB: sum((each) => each.pssMiB),
  }
}

/** Sends traces that are all different, texts too: equal ones would be compressed to nothing. Answers bytes a span. */
async function sendGenerated({ otlpUrl }: Product, { spans, spanBytes }: IdleBenchOptions): Promise<number> {
  const sender = new OtlpSender(otlpUrl, 1)
  let [sent, bytes] = [0, 0]
  try {
    for (let seed = 1; sent < spans; seed += 1) {
      const template = new TraceTemplate(seed, spansPerRequest, spanBytes)
      const status = await sender.post(template.fresh())
      if (status !== 200) throw new Error(`generated spans were not taken: ${status}`)
      sent += template.spanCount
      bytes += template.bytes
    }
  } finally {
    sender.close()
  }
  return Math.round(bytes / sent)
}

function tenths(value: number): number {
  return Math.round(value * 10) / 10
}
