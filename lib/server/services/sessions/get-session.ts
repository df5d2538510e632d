import { z } from 'zod'
import { listRuns } from '#clickhouse/queries/runs/list-runs.ts'
import { listSessions } from '#clickhouse/queries/sessions/list-sessions.ts'
import { runOf } from '#clickhouse/tables/run-row.ts'
import { AppError } from '#lib/domain/errors.ts'
import { Run, Session } from '#lib/domain/run.ts'
import type { ServiceContext } from '../context.ts'
import { sessionOf } from './session-of.ts'

export const SessionDetail = z.object({
  session: Session,
  /** In the order in which they began; the first 500. */
  items: z.array(Run),
})
export type SessionDetail = z.infer<typeof SessionDetail>

const maxRuns = 500

/** A session and its runs. */
export async function getSession({ ctx, session }: { ctx: ServiceContext; session: string }): Promise<SessionDetail> {
  // The leading characters of a filter value have a meaning, so the id is matched by the exact form below.
  const filter = { sessionIs: session }
  const [rows, runs] = await Promise.all([
    listSessions(ctx.db, { project: ctx.project, filter, after: null, limit: 1 }),
    listRuns(ctx.db, { project: ctx.project, filter, sort: 'startedAt', order: 'asc', after: null, limit: maxRuns }),
  ])
  const [row] = rows
  if (row === undefined)
    throw new AppError('not_found', `Session ${session.slice(0, 64)} is not in this project or has passed retention.`)
  return { session: sessionOf(row), items: runs.map(runOf) }
}
