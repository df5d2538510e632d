import { z } from 'zod'
import { listRuns } from '#clickhouse/queries/runs/list-runs.ts'
import { listSessions as querySession } from '#clickhouse/queries/sessions/list-sessions.ts'
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

export const SessionDetailQuery = z.object({
  limit: z
    .number()
    .int()
    .min(0)
    .max(maxRuns)
    .default(maxRuns)
    .describe('Runs in the answer; the turns are the paged form'),
})

type GetSession = { ctx: ServiceContext; session: string; limit: number }

/** A session and its runs. */
export async function getSession({ ctx, session, limit }: GetSession): Promise<SessionDetail> {
  // The leading characters of a filter value have a meaning, so the id is matched by the exact form below.
  const filter = { sessionIs: session }
  const [rows, runs] = await Promise.all([
    querySession(ctx.db, ctx.scope, { filter, sort: 'endedAt', order: 'desc', after: null, limit: 1 }),
    limit === 0 ? [] : listRuns(ctx.db, ctx.scope, { filter, sort: 'startedAt', order: 'asc', after: null, limit }),
  ])
  const [row] = rows
  if (row === undefined)
    throw new AppError('not_found', `Session ${session.slice(0, 64)} is not in this project or has passed retention.`)
  return { session: sessionOf(row), items: runs.map(runOf) }
}
