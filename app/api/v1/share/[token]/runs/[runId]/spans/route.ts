import { endpoints } from '#lib/server/endpoints.ts'
import { withShare } from '#lib/server/route.ts'
import { listRunSpanColumns, listRunSpans } from '#lib/server/services/runs/list-run-spans.ts'

export const GET = withShare(endpoints.listSharedRunSpans, async ({ ctx, run, query }) => {
  const list = query.shape === 'columns' ? listRunSpanColumns : listRunSpans
  return list({ ctx, run })
})
