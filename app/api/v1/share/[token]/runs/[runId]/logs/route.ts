import { endpoints } from '#lib/server/endpoints.ts'
import { withShare } from '#lib/server/route.ts'
import { listRunLogs } from '#lib/server/services/runs/list-run-logs.ts'

export const GET = withShare(endpoints.listSharedRunLogs, ({ ctx, run }) => listRunLogs({ ctx, run, ownOnly: true }))
