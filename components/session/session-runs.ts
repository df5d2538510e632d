import type { SummedRuns } from '#components/run/cost/runs-cost.tsx'
import { exactFilterValue } from '#lib/domain/query/filter-value.ts'
import type { RunFilter } from '#lib/domain/filter.ts'
import type { Session } from '#lib/domain/run.ts'
import { msOfNs } from '#lib/format/time.ts'

/**
 * The runs that a session is the sum of: those that `filter` finds. Its times spare a search through all there is; an
 * end that is asked for stays, as runs may begin behind it before the last one that counts has ended.
 */
export function runsOfSession(
  project: string,
  { session, startedAt, endedAt, costUsd }: Session,
  filter: RunFilter = {},
): SummedRuns {
  const range = { from: isoOf(msOfNs(startedAt)), to: filter.to ?? isoOf(msOfNs(endedAt) + 1) }
  return { project, of: 'the session', filter: { ...filter, ...range, session: [exactFilterValue(session, false)] }, costUsd } // prettier-ignore
}

/** The API takes no later year, which only a clock that is wrong names. */
const endMs = Date.UTC(2262, 0)

function isoOf(ms: number): string | undefined {
  return ms < endMs ? new Date(ms).toISOString() : undefined
}
