import { allRuns, countRunsToDerive, runsToDerive, type Touched } from '#clickhouse/queries/runs/runs-to-derive.ts'
import { readDerivation, saveDerivation } from '#clickhouse/tables/worker-state.ts'
import { DerivationKind, type DerivationOrder, type DerivationProgress } from '#lib/domain/derivation.ts'
import { tableVersionOf } from '#lib/pricing/make-price-book.ts'
import { derivationOrders } from '#lib/server/derivation-orders.ts'
import { attributeAnew, type AttributeDeps } from './attribute-anew.ts'
import type { DeriveDeps } from './derive-batch.ts'
import { seedKey, type PendingGroup, type Seed } from './group-queue.ts'
import { seedsOfRun } from './seeds-of-run.ts'
import { touchedRuns } from './touched-runs.ts'

export type DerivationDeps = Pick<DeriveDeps, 'prices' | 'nowMs'> &
  AttributeDeps & {
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
  kind: DerivationKind
  order: DerivationOrder
  /** Null until the prices are here, by which is seen what they touch. */
  begun: { progress: DerivationProgress; touched: Touched } | null
}

/**
 * Derives stored runs anew as projects order it, by other prices or other rules of attribution: by the same way as every
 * other run, so that the result is the one that a run of today would have. A step that was done is kept with the order,
 * and a step that is done twice changes nothing.
 */
export class DerivationJobs {
  private readonly deps: DerivationDeps
  private readonly finished = new Set<string>()
  private work: Work | null = null
  private lookDueMs = 0
  private version = 0

  constructor(deps: DerivationDeps) {
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
    const begun = (this.work.begun ??= await this.begin(this.work))
    if (begun === null) return false
    await this.proceed(this.work, begun)
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

  /** The first order that this worker has not carried out. */
  private async findWork(): Promise<Work | null> {
    for (const kind of DerivationKind.options) {
      for (const { project, body: order } of await derivationOrders[kind].list(this.deps.db, '')) {
        if (order.state !== 'wanted' || this.finished.has(order.orderId)) continue
        if (this.work?.order.orderId === order.orderId) return this.work
        const work: Work = { project, kind, order, begun: null }
        const saved = await this.savedOf(work)
        // Of what the process before has kept: a clock that was set back must not make it hold for ever.
        this.version = Math.max(this.version, saved?.version ?? 0)
        if (saved?.orderId !== order.orderId || saved.finishedMs === null) return work
        this.finished.add(order.orderId)
      }
    }
    return null
  }

  private async savedOf({ project, kind }: Work) {
    const states = await readDerivation(this.deps.db, kind, project)
    return states.find(({ shard }) => shard === nameOf(this.deps.shard))
  }

  /** Where the process before has left off, or at the beginning; null until what it is derived by is here. */
  private async begin(work: Work): Promise<Work['begun']> {
    const { db, shard, nowMs } = this.deps
    const period = { project: work.project, ...periodOf(work.order) }
    const touched = await this.touchedBy(work)
    if (touched === null) return null
    const saved = await this.savedOf(work)
    if (saved?.orderId === work.order.orderId) return { progress: saved, touched }
    const [counted] = await countRunsToDerive(db, { ...period, ...touched })
    const progress: DerivationProgress = {
      orderId: work.order.orderId,
      shard: nameOf(shard),
      total: counted?.run_count ?? 0,
      done: 0,
      cursor: { hour: 0, runId: '' },
      startedMs: nowMs(),
      finishedMs: null,
    }
    await this.save(work, progress)
    return { progress, touched }
  }

  private async touchedBy({ project, kind, order }: Work): Promise<Touched | null> {
    if (kind === 'reattribution') return allRuns
    const { version } = await this.deps.prices.of(project)
    // Prices are remembered for a few seconds: those that were ordered may not be here yet.
    if (tableVersionOf(version) < order.version) return null
    return touchedRuns(this.deps.db, { project, ...periodOf(order) }, version)
  }

  private async proceed(work: Work, begun: NonNullable<Work['begun']>): Promise<void> {
    const { project, kind, order } = work
    const { db, nowMs, stepRuns = usualStepRuns } = this.deps
    const { progress, touched } = begun
    const { hour, runId } = progress.cursor
    const after = { ...touched, afterHour: hour, afterRun: runId, limit: stepRuns }
    const runs = await runsToDerive(db, { project, ...periodOf(order), ...after })
    const taken = withinSpans(runs)
    const seeds = taken.flatMap((run) => seedsOfRun(project, run))
    if (kind === 'reattribution') await attributeAnew(this.deps, project, seeds)
    await this.deriveAll(seeds)
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
    await this.save(work, begun.progress)
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
  private async save({ kind, project }: Work, progress: DerivationProgress): Promise<void> {
    this.version = Math.max(this.deps.nowMs(), this.version + 1)
    await saveDerivation(this.deps.db, { kind, project, version: this.version }, progress)
  }
}

type Page = Awaited<ReturnType<typeof runsToDerive>>

/** The first runs with so many spans together, always at least one. */
function withinSpans(runs: Page): Page {
  let spans = 0
  const end = runs.findIndex(({ span_count }, index) => {
    spans += span_count
    return index > 0 && spans > stepSpans
  })
  return end === -1 ? runs : runs.slice(0, end)
}

function periodOf({ from, to }: DerivationOrder): { fromNs: string; toNs: string } {
  return { fromNs: nsOf(from), toNs: nsOf(to) }
}

function nsOf(iso: string): string {
  return (BigInt(Date.parse(iso)) * 1_000_000n).toString()
}

function nameOf({ index, count }: DerivationDeps['shard']): string {
  return `${index}/${count}`
}
