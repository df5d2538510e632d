import { storedRuns } from '#clickhouse/queries/runs/stored-runs.ts'
import { loadRelated } from '#clickhouse/queries/spans/load-related.ts'
import type { Database } from '#clickhouse/client.ts'
import { isStoreAtFault } from '#clickhouse/tables/insert-fault.ts'
import { insertRuns, type RunInsert, type RunRow } from '#clickhouse/tables/runs.ts'
import { cliDialects, isCliDialect } from '#lib/domain/cli-dialect.ts'
import type { PriceBook } from '#lib/pricing/price-book.ts'
import type { AssembledRun, AssembleInput } from '#lib/run/types.ts'
import type { PriceBooks } from '#lib/server/price-books.ts'
import { bucketRangeOf } from './bucket-range.ts'
import { formGroups, type Group } from './form-groups.ts'
import type { PendingGroup } from './group-queue.ts'
import { planRows } from './plan-rows.ts'
import type { DerivedRun } from './plan-rows.ts'
import { ownsGroup, type Shard } from './shard.ts'

export type DeriveDeps = {
  db: Database
  shard: Shard
  /** Assembles one group; throws for a group that it cannot judge. */
  assemble: (records: Omit<AssembleInput, 'rules'>) => AssembledRun[]
  prices: Pick<PriceBooks, 'of'>
  /** Milliseconds since the epoch. */
  nowMs: () => number
}

export type DeriveOutcome = {
  /** With the number of records of the group. */
  done: { pending: PendingGroup; records: number }[]
  failed: { pending: PendingGroup; error: unknown }[]
  rowsWritten: number
}

/** Assembles what the pending groups hold now and stores what changed. Doing it twice changes nothing. */
export async function deriveBatch(deps: DeriveDeps, batch: readonly PendingGroup[]): Promise<DeriveOutcome> {
  const outcome: DeriveOutcome = { done: [], failed: [], rowsWritten: 0 }
  const rows: RunInsert[] = []
  for (const [project, pending] of Map.groupBy(batch, ({ seed }) => seed.project)) {
    rows.push(...(await deriveProject(deps, project, pending, outcome)))
  }
  await storeRuns(deps.db, rows)
  outcome.rowsWritten = rows.length
  return outcome
}

/** No runs can be stored at all, whichever they are: the disk is full, or its syncs fail. */
export class NothingStoredError extends Error {}

async function storeRuns(db: Database, rows: readonly RunInsert[]): Promise<void> {
  try {
    await insertRuns(db, rows)
  } catch (error) {
    throw isStoreAtFault(error) ? new NothingStoredError('the store cannot write', { cause: error }) : error
  }
}

async function deriveProject(
  deps: DeriveDeps,
  project: string,
  batch: PendingGroup[],
  outcome: DeriveOutcome,
): Promise<RunInsert[]> {
  const records = await loadRelated(deps.db, project, {
    traceIds: batch.filter(({ seed }) => seed.session === '').map(({ seed }) => seed.traceId),
    sessions: batch.map(({ seed }) => seed.session),
  })
  const own = formGroups(project, records).filter((group) => ownsGroup(deps.shard, group))
  const prices = await deps.prices.of(project)
  const judged = own.map((group) => ({ group, result: assembleGroup(deps, group, prices) }))
  report(batch, judged, outcome)

  const assembled = judged.flatMap(({ group, result }) => ('runs' in result ? [{ group, runs: result.runs }] : []))
  if (assembled.length === 0) return []
  const stored = await storedRuns(deps.db, {
    project,
    ...bucketRangeOf(assembled.map(({ group }) => group)),
    // A run of one trace has its id, whether or not the group still gives it.
    runIds: assembled.flatMap(({ runs, group }) => [...runs.map(({ run }) => run.runId), ...group.traceIds]),
    traceIds: assembled.flatMap(({ group }) => group.traceIds),
    sessions: assembled.flatMap(({ group }) => group.sessions),
    dialects: [...cliDialects],
  })
  return planProject(assembled, stored, deps.nowMs())
}

type Assembled = { group: Group; runs: DerivedRun[] }

function planProject(assembled: readonly Assembled[], stored: readonly RunRow[], nowMs: number): RunInsert[] {
  const owners = new Owners(assembled)
  const storedOf = Map.groupBy(stored, (row) => owners.of(row))
  return assembled.flatMap((each) => planRows({ runs: each.runs, stored: storedOf.get(each) ?? [], nowMs }))
}

/** Which group answers for a stored row: the one that gives its run, else one that holds a trace or session of it. */
class Owners {
  private readonly owners = new Map<string, Assembled>()

  constructor(assembled: readonly Assembled[]) {
    for (const each of assembled) {
      for (const { run } of each.runs) this.owners.set(`run ${run.runId}`, each)
      for (const traceId of each.group.traceIds) this.owners.set(`trace ${traceId}`, each)
      for (const session of each.group.sessions) this.owners.set(`session ${session}`, each)
    }
  }

  of(row: RunRow): Assembled | undefined {
    const byRun = this.owners.get(`run ${row.run_id}`)
    if (byRun !== undefined) return byRun
    for (const traceId of row.trace_ids) {
      const owner = this.owners.get(`trace ${traceId}`)
      if (owner !== undefined) return owner
    }
    return row.dialects.some(isCliDialect) ? this.owners.get(`session ${row.session_id}`) : undefined
  }
}

type Judged = { group: Group; result: { runs: DerivedRun[] } | { error: unknown } }

/** Without the tree, which nobody here needs: it is most of the memory. */
function derivedOf({ run, costShares }: AssembledRun): DerivedRun {
  return { run, costShares }
}

function assembleGroup(
  { assemble, nowMs }: DeriveDeps,
  { spans, logs, scores }: Group,
  prices: PriceBook,
): Judged['result'] {
  try {
    return { runs: assemble({ spans, logs, scores, prices, nowNs: BigInt(nowMs()) * 1_000_000n }).map(derivedOf) }
  } catch (error) {
    return { error }
  }
}

/** Tells what became of each seed. One whose records are gone, or belong to another shard, is done. */
function report(batch: readonly PendingGroup[], judged: readonly Judged[], outcome: DeriveOutcome): void {
  const bySeed = new Map<string, Judged>()
  for (const each of judged) {
    for (const traceId of each.group.traceIds) bySeed.set(`trace ${traceId}`, each)
    for (const session of each.group.sessions) bySeed.set(`session ${session}`, each)
  }
  for (const pending of batch) {
    const { session, traceId } = pending.seed
    const found = bySeed.get(session === '' ? `trace ${traceId}` : `session ${session}`)
    if (found !== undefined && 'error' in found.result) outcome.failed.push({ pending, error: found.result.error })
    else
      outcome.done.push({
        pending,
        records: found === undefined ? 0 : found.group.spans.length + found.group.logs.length,
      })
  }
}
