import { allRuns, countRunsToDerive, runsToDerive, type Touched } from '#clickhouse/queries/runs/runs-to-derive.ts'
import { readDerivation, saveDerivation } from '#clickhouse/tables/worker-state.ts'
import { DerivationKind, type DerivationOrder, type DerivationProgress } from '#lib/domain/derivation.ts'
import { tableVersionOf } from '#lib/pricing/make-price-book.ts'
import { inParts } from '#lib/run/in-parts.ts'
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
    /** Runs of one step at most; between steps comes what was written meanwhile. */
    stepRuns?: number
  }

/** Orders are looked for this often, milliseconds; while there is work the order at hand is asked for as often. */
const lookEveryMs = 2_000
/** A step begins nothing more after this time, milliseconds: what is new waits for it. */
const longestStepMs = 2_000
const usualStepRuns = 20_000
/** To find the next runs reads the rest of the period: it is done once for many steps. */
const pageRuns = 20_000
/** Runs that are derived together, and their spans, about: for few traces the store reads nearly as much as for many. */
const part = { runs: 2_000, spans: 20_000 }
/** One part is assembled while the store reads or writes the other. */
const partsAtATime = 2

type Work = {
  project: string
  kind: DerivationKind
  order: DerivationOrder
  /** Null until the prices are here, by which is seen what they touch. */
  begun: Begun | null
}

/** `ahead`: runs after the cursor that were found already; `isWhole`: there are no others. */
type Begun = { progress: DerivationProgress; touched: Touched; ahead: Page; isWhole: boolean }
type Page = Awaited<ReturnType<typeof runsToDerive>>

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
    const begun = { touched, ahead: [], isWhole: false }
    if (saved?.orderId === work.order.orderId) return { ...begun, progress: saved }
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
    return { ...begun, progress }
  }

  private async touchedBy({ project, kind, order }: Work): Promise<Touched | null> {
    if (kind === 'reattribution') return allRuns
    const { version } = await this.deps.prices.of(project)
    // Prices are remembered for a few seconds: those that were ordered may not be here yet.
    if (tableVersionOf(version) < order.version) return null
    return touchedRuns(this.deps.db, { project, ...periodOf(order) }, version)
  }

  private async proceed(work: Work, begun: Begun): Promise<void> {
    const { nowMs, stepRuns = usualStepRuns } = this.deps
    if (begun.ahead.length === 0) await this.lookAhead(work, begun)
    const taken = await this.deriveFirst(work, inParts(begun.ahead.slice(0, stepRuns), part))
    begun.ahead = begun.ahead.slice(taken.length)
    const { progress } = begun
    const isOver = begun.isWhole && begun.ahead.length === 0
    const done = progress.done + taken.length
    begun.progress = {
      ...progress,
      done,
      // Runs may have come into the period, or gone, since they were counted.
      total: isOver ? done : Math.max(progress.total, done),
      cursor: cursorAfter(taken) ?? progress.cursor,
      finishedMs: isOver ? nowMs() : null,
    }
    await this.save(work, begun.progress)
    if (!isOver) return
    this.finished.add(work.order.orderId)
    this.work = null
    this.lookDueMs = 0
  }

  private async lookAhead({ project, order }: Work, begun: Begun): Promise<void> {
    const { hour, runId } = begun.progress.cursor
    const after = { ...begun.touched, afterHour: hour, afterRun: runId, limit: pageRuns }
    begun.ahead = await runsToDerive(this.deps.db, { project, ...periodOf(order), ...after })
    begun.isWhole = begun.ahead.length < pageRuns
  }

  /** The runs of as many parts as there is time for. Ends when all that was begun has ended, also where a part fails. */
  private async deriveFirst({ project, kind }: Work, parts: readonly Page[]): Promise<Page> {
    const beganMs = performance.now()
    const seen = new Set<string>()
    let begun = 0
    const deriveNext = async (): Promise<void> => {
      for (let next = parts[begun]; next !== undefined; next = parts[begun]) {
        if (begun > 0 && performance.now() - beganMs > longestStepMs) return
        begun += 1
        const ofPart = new Map(next.flatMap((run) => seedsOfRun(project, run)).map((seed) => [seedKey(seed), seed]))
        const seeds = [...ofPart].filter(([key]) => !seen.has(key)).map(([, seed]) => seed)
        for (const key of ofPart.keys()) seen.add(key)
        if (kind === 'reattribution') await attributeAnew(this.deps, project, seeds)
        await this.derive(seeds)
      }
    }
    const ends = await Promise.allSettled(Array.from({ length: partsAtATime }, deriveNext))
    for (const end of ends) if (end.status === 'rejected') throw end.reason
    return parts.slice(0, begun).flat()
  }

  private async derive(seeds: readonly Seed[]): Promise<void> {
    if (seeds.length === 0) return
    const nowMs = this.deps.nowMs()
    await this.deps.derive(
      seeds.map((seed): PendingGroup => {
        return { key: seedKey(seed), seed, sinceMs: nowMs, dueMs: nowMs, changed: 1, failures: 0 }
      }),
    )
  }

  /** Grows even where the clock is set back. */
  private async save({ kind, project }: Work, progress: DerivationProgress): Promise<void> {
    this.version = Math.max(this.deps.nowMs(), this.version + 1)
    await saveDerivation(this.deps.db, { kind, project, version: this.version }, progress)
  }
}

function cursorAfter(runs: Page): DerivationProgress['cursor'] | null {
  const last = runs.at(-1)
  return last === undefined ? null : { hour: last.hour, runId: last.run_id }
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
