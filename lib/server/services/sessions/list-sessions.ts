import { z } from 'zod'
import { listSessions as querySessions } from '#clickhouse/queries/sessions/list-sessions.ts'
import { RunFilterQuery } from '#lib/domain/filter.ts'
import type { SessionList } from '#lib/domain/run.ts'
import { decodeCursor, encodeCursor } from '#lib/server/page-cursor.ts'
import type { ServiceContext } from '../context.ts'
import { resolveFilter } from '../runs/resolve-filter.ts'
import { sessionOf } from './session-of.ts'

export const SessionListQuery = RunFilterQuery.extend({
  cursor: z.string().optional(),
  limit: z.number().int().min(1).max(200).default(50),
})
export type SessionListQuery = z.infer<typeof SessionListQuery>

const scope = 'sessions'

/** Sessions of the matching runs, the latest first. */
export async function listSessions({
  ctx,
  input,
}: {
  ctx: ServiceContext
  input: SessionListQuery
}): Promise<SessionList> {
  const { cursor, limit, ...filter } = input
  const rows = await querySessions(ctx.db, {
    project: ctx.project,
    filter: resolveFilter(filter, ctx.nowMs),
    after: cursor === undefined ? null : decodeCursor(scope, cursor),
    limit: limit + 1,
  })
  const page = rows.slice(0, limit)
  const last = rows.length > limit ? page.at(-1) : undefined
  return {
    items: page.map(sessionOf),
    nextCursor: last === undefined ? null : encodeCursor(scope, { value: last.ended_ns, id: last.session_id }),
  }
}
