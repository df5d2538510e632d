import type { Database } from '#clickhouse/client.ts'
import { setAsideParts, type SetAsidePart } from '#clickhouse/queries/damage/set-aside-parts.ts'
import { areRunsBack } from '#clickhouse/tables/lost-runs.ts'
import type { LostPart } from '#lib/domain/ingest-health.ts'

export type LostPartSince = { part: LostPart; /** When it was written. */ sinceMs: number }

/** Damaged parts that the database took out of its tables. Where they lie is for operators: the log says it. */
export async function listLostParts(db: Database): Promise<LostPartSince[]> {
  return Promise.all(
    (await setAsideParts(db)).map(async (part) => ({
      part: lostPartOf(part, await stateOf(db, part)),
      sinceMs: part.modifiedSeconds * 1_000,
    })),
  )
}

/** Runs are derived from spans: see `ingest/derive/lost-runs.ts`. */
async function stateOf(db: Database, part: SetAsidePart): Promise<LostPart['state']> {
  if (part.table !== 'runs') return 'lost'
  return (await areRunsBack(db, part)) ? 'restored' : 'restoring'
}

function lostPartOf({ table, name, partition, rows, range }: SetAsidePart, state: LostPart['state']): LostPart {
  const nsOf = (seconds: number): string => (BigInt(seconds) * 1_000_000_000n).toString()
  return {
    table,
    part: name,
    partition,
    rows,
    fromNs: range === null ? null : nsOf(range.fromSeconds),
    toNs: range === null ? null : nsOf(range.toSeconds),
    state,
  }
}
