import { z } from 'zod'
import type { ConfigRow } from '#clickhouse/tables/config.ts'
import type { Share } from '#lib/domain/share.ts'

/** Links are entries of this kind in the project's configuration; a deleted one is revoked. */
export const shareKind = 'share'

export const ShareBody = z.object({
  runId: z.string(),
  createdAt: z.string(),
  createdBy: z.string(),
  expiresAt: z.string(),
})

export function shareOf(row: ConfigRow): Share {
  return { shareId: row.id, ...ShareBody.parse(JSON.parse(row.body)) }
}
