import { z } from 'zod'
import { listRuns } from '#clickhouse/queries/runs/list-runs.ts'
import { runOf } from '#clickhouse/tables/run-row.ts'
import { AppError } from '#lib/domain/errors.ts'
import type { SessionTurns } from '#lib/domain/session.ts'
import { decodeCursor, encodeCursor } from '#lib/server/page-cursor.ts'
import type { ServiceContext } from '../context.ts'
import { loadTurnTexts } from './load-turn-texts.ts'

export const SessionTurnsQuery = z.object({
  cursor: z.string().optional().describe('`nextCursor` of the page before'),
  limit: z.number().int().min(1).max(50).default(20).describe('Turns on a page'),
})
export type SessionTurnsQuery = z.infer<typeof SessionTurnsQuery>

type ListTurns = { ctx: ServiceContext; session: string; input: SessionTurnsQuery }

const list = 'turns'

/** A page of a session's runs in the order in which they began, with what was asked and answered. */
export async function listTurns({ ctx, session, input }: ListTurns): Promise<SessionTurns> {
  const { cursor, limit } = input
  const rows = await listRuns(ctx.db, ctx.scope, {
    filter: { sessionIs: session },
    sort: 'startedAt',
    order: 'asc',
    after: cursor === undefined ? null : decodeCursor(list, cursor),
    limit: limit + 1,
  })
  if (rows.length === 0 && cursor === undefined) {
    throw new AppError('not_found', `Session ${session.slice(0, 64)} is not in this project or has passed retention.`)
  }
  const page = rows.slice(0, limit)
  const last = rows.length > limit ? page.at(-1) : undefined
  return {
    items: await loadTurnTexts(ctx, page.map(runOf)),
    nextCursor: last === undefined ? null : encodeCursor(list, { value: last.sort_key, id: last.run_id }),
  }
}
