import { z } from 'zod'
import { listConfig } from '#clickhouse/queries/config/list-config.ts'
import { runsById } from '#clickhouse/queries/runs/runs-by-id.ts'
import type { ShareList } from '#lib/domain/share.ts'
import { listUserNames } from '#lib/server/access/user-names.ts'
import type { ServiceContext } from '../context.ts'
import { shareKind, shareOf } from './share-of.ts'

export const ShareListQuery = z.object({ runId: z.string().max(64).optional().describe('Only links to this run') })
export type ShareListQuery = z.infer<typeof ShareListQuery>

/** The links that are still open, the newest first. */
export async function listShares({ ctx, input }: { ctx: ServiceContext; input: ShareListQuery }): Promise<ShareList> {
  const rows = await listConfig(ctx.db, { project: ctx.project, kind: shareKind })
  const open = rows
    .map(shareOf)
    .filter(({ runId, expiresAt }) => Date.parse(expiresAt) > ctx.nowMs && (input.runId ?? runId) === runId)
  const [shown, names] = await Promise.all([
    shownRuns(ctx, [...new Set(open.map(({ runId }) => runId))]),
    // A key of one tenant has no business with the people of the project.
    ctx.scope.isWholeProject ? listUserNames(ctx.db) : new Map<string, string>(),
  ])
  const items = open
    .filter(({ runId }) => shown.has(runId))
    .map((share) => ({ ...share, createdByName: names.get(share.createdBy) ?? null }))
  return { items: items.toSorted((a, b) => b.createdAt.localeCompare(a.createdAt)) }
}

/** Links are kept by project: who sees one tenant only is told of those to its runs. */
async function shownRuns({ db, scope }: ServiceContext, runIds: string[]): Promise<ReadonlySet<string>> {
  if (scope.isWholeProject || runIds.length === 0) return new Set(runIds)
  return new Set((await runsById(db, scope, { runIds })).map(({ run_id }) => run_id))
}
