import { z } from 'zod'
import { listSessions as querySessions } from '#clickhouse/queries/sessions/list-sessions.ts'
import { RunFilterQuery } from '#lib/domain/filter.ts'
import type { SessionList } from '#lib/domain/run.ts'
import { SessionSort } from '#lib/domain/session.ts'
import { decodeCursor, encodeCursor } from '#lib/server/page-cursor.ts'
import type { ServiceContext } from '../context.ts'
import { resolveFilter } from '../runs/resolve-filter.ts'
import { sessionOf } from './session-of.ts'

export const SessionListQuery = RunFilterQuery.extend({
  sort: SessionSort.default('endedAt').describe('What to sort by'),
  order: z.enum(['asc', 'desc']).default('desc').describe('Direction of the sort'),
  cursor: z.string().optional().describe('`nextCursor` of the page before'),
  limit: z.number().int().min(1).max(200).default(50).describe('Sessions on a page'),
})
export type SessionListQuery = z.infer<typeof SessionListQuery>

/** A page of the sessions of the matching runs. */
export async function listSessions({
  ctx,
  input,
}: {
  ctx: ServiceContext
  input: SessionListQuery
}): Promise<SessionList> {
  const { sort, order, cursor, limit, ...filter } = input
  const list = `sessions ${sort} ${order}`
  const rows = await querySessions(ctx.db, ctx.scope, {
    filter: resolveFilter(filter, ctx.nowMs),
    sort,
    order,
    after: cursor === undefined ? null : decodeCursor(list, cursor),
    limit: limit + 1,
  })
  const page = rows.slice(0, limit)
  const last = rows.length > limit ? page.at(-1) : undefined
  return {
    items: page.map(sessionOf),
    nextCursor: last === undefined ? null : encodeCursor(list, { value: last.sort_key, id: last.session_id }),
  }
}
