import { endpoints } from '#lib/server/endpoints.ts'
import { withShare } from '#lib/server/route.ts'
import { searchRun } from '#lib/server/services/runs/search-run.ts'

export const GET = withShare(endpoints.searchSharedRun, ({ ctx, run, query }) =>
  searchRun({ ctx, run, input: query, ownOnly: true }),
)
