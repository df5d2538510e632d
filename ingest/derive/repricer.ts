import { countRunsToReprice, runsToReprice, type Touched } from '#clickhouse/queries/runs/runs-to-reprice.ts'
import { readRepricing, saveRepricing } from '#clickhouse/tables/worker-state.ts'
import type { RepricingOrder, RepricingProgress } from '#lib/domain/repricing.ts'
import { tableVersionOf } from '#lib/pricing/make-price-book.ts'
import { repricingOrders } from '#lib/server/repricing-orders.ts'
import type { DeriveDeps } from './derive-batch.ts'
import { seedKey, type PendingGroup, type Seed } from './group-queue.ts'
import { seedsOfRun } from './seeds-of-run.ts'
import { touchedRuns } from './touched-runs.ts'

export type RepricerDeps = Pick<DeriveDeps, 'db' | 'shard' | 'prices' | 'nowMs'> & {
  /** Derives groups and stores what changed; groups that cannot be judged are its own to remember. */
  derive: (batch: readonly PendingGroup[]) => Promise<void>
  /** Runs of one step; between steps comes what was written meanwhile. */
  stepRuns?: number
}

/** Orders are looked for this often, milliseconds; while there is work the order at hand is asked for as often. */
const lookEveryMs = 2_000
const usualStepRuns = 2_000
/** Spans of one step, about. */
const stepSpans = 20_000
/** Parts of a step that are derived at a time: one is assembled while the store reads or writes the other. */
const parts = 2

type Work = {
  project: string
  order: RepricingOrder
  /** Null until the prices are here, by which is seen what they touch. */
  begun: { progress: RepricingProgress; touched: Touched } | null
}

/**
 * Prices stored runs anew as projects order it: by the same way as every other run, so that the result is the one that
 * a run of today would have. A step that was done is kept with the order, and a step that is done twice changes nothing.
 */
export class Repricer {
  private readonly deps: RepricerDeps
  private readonly finished = new Set<string>()
  private work: Work | null = null
  private lookDueMs = 0
  private version = 0

  constructor(deps: RepricerDeps) {
    this.deps = deps
  }

  /** One step of what is ordered; false when there was nothing to do. */
  async step(): Promise<boolean> {
    const nowMs = this.deps.nowMs()
    if (nowMs >= this.lookDueMs) {
      this.work = await this.findWork()
      this.lookDueMs = nowMs + lookEveryMs
    }
    if (this.work === null) return false
    const { version } = await this.deps.prices.of(this.work.project)
    // Prices are remembered for a few seconds: those that were ordered may not be here yet.
    if (tableVersionOf(version) < this.work.order.tableVersion) return false
    await this.proceed(this.work, (this.work.begun ??= await this.begin(this.work, version)))
    return true
  }

  /** Whether an order waits for prices that are not here yet. */
  get isWaiting(): boolean {
    return this.work !== null
  }

  /** The clock was set by so much. */
  clockMoved(byMs: number): void {
    this.lookDueMs += byMs
  }

  /** The first project with an order that this worker has not carried out. */
  private async findWork(): Promise<Work | null> {
    const { db, shard } = this.deps
    for (const { project, body: order } of await repricingOrders.list(db, '')) {
      if (order.state !== 'wanted' || this.finished.has(order.orderId)) continue
      if (this.work?.order.orderId === order.orderId) return this.work
      const saved = (await readRepricing(db, project)).find((each) => each.shard === nameOf(shard))
      // Of what the process before has kept: a clock that was set back must not make it hold for ever.
      this.version = Math.max(this.version, saved?.version ?? 0)
      if (saved?.orderId !== order.orderId || saved.finishedMs === null) return { project, order, begun: null }
      this.finished.add(order.orderId)
    }
    return null
  }

  /** Where the process before has left off, or at the beginning. */
  private async begin({ project, order }: Work, priceVersion: string): Promise<NonNullable<Work['begun']>> {
    const { db, shard, nowMs } = this.deps
    const period = { project, ...periodOf(order) }
    const touched = await touchedRuns(db, period, priceVersion)
    const saved = (await readRepricing(db, project)).find((each) => each.shard === nameOf(shard))
    if (saved?.orderId === order.orderId) return { progress: saved, touched }
    const [counted] = await countRunsToReprice(db, { ...period, ...touched })
    const progress: RepricingProgress = {
      orderId: order.orderId,
      shard: nameOf(shard),
      total: counted?.run_count ?? 0,
      done: 0,
      cursor: { hour: 0, runId: '' },
      startedMs: nowMs(),
      finishedMs: null,
    }
    await this.save(project, progress)
    return { progress, touched }
  }

  private async proceed({ project, order }: Work, begun: NonNullable<Work['begun']>): Promise<void> {
    const { db, nowMs, stepRuns = usualStepRuns } = this.deps
    const { progress, touched } = begun
    const { hour, runId } = progress.cursor
    const after = { ...touched, afterHour: hour, afterRun: runId, limit: stepRuns }
    const runs = await runsToReprice(db, { project, ...periodOf(order), ...after })
    const taken = withinSpans(runs)
    await this.deriveAll(taken.flatMap((run) => seedsOfRun(project, run)))
    const last = taken.at(-1)
    const isOver = last === undefined || (taken.length === runs.length && runs.length < stepRuns)
    begun.progress = {
      ...progress,
      done: progress.done + taken.length,
      // Runs may have come into the period, or gone, since they were counted.
      total: isOver ? progress.done + taken.length : Math.max(progress.total, progress.done + taken.length),
      cursor: last === undefined ? progress.cursor : { hour: last.hour, runId: last.run_id },
      finishedMs: isOver ? nowMs() : null,
    }
    await this.save(project, begun.progress)
    if (!isOver) return
    this.finished.add(order.orderId)
    this.work = null
    this.lookDueMs = 0
  }

  private async deriveAll(seeds: readonly Seed[]): Promise<void> {
    const nowMs = this.deps.nowMs()
    const bySeed = new Map(seeds.map((seed) => [seedKey(seed), seed]))
    const groups = [...bySeed].map(([key, seed]): PendingGroup => {
      return { key, seed, sinceMs: nowMs, dueMs: nowMs, changed: 1, failures: 0 }
    })
    const size = Math.ceil(groups.length / parts)
    const halves = Array.from({ length: parts }, (_, part) => groups.slice(part * size, (part + 1) * size))
    const ends = await Promise.allSettled(
      halves.filter(({ length }) => length > 0).map((half) => this.deps.derive(half)),
    )
    for (const end of ends) if (end.status === 'rejected') throw end.reason
  }

  /** Grows even where the clock is set back. */
  private async save(project: string, progress: RepricingProgress): Promise<void> {
    this.version = Math.max(this.deps.nowMs(), this.version + 1)
    await saveRepricing(this.deps.db, project, progress, this.version)
  }
}

type Page = Awaited<ReturnType<typeof runsToReprice>>

/** The first runs with so many spans together, always at least one. */
function withinSpans(runs: Page): Page {
  let spans = 0
  const end = runs.findIndex(({ span_count }, index) => {
    spans += span_count
    return index > 0 && spans > stepSpans
  })
  return end === -1 ? runs : runs.slice(0, end)
}

function periodOf({ from, to }: RepricingOrder): { fromNs: string; toNs: string } {
  return { fromNs: nsOf(from), toNs: nsOf(to) }
}

function nsOf(iso: string): string {
  return (BigInt(Date.parse(iso)) * 1_000_000n).toString()
}

function nameOf({ index, count }: RepricerDeps['shard']): string {
  return `${index}/${count}`
}
