import { endpoints } from '#lib/server/endpoints.ts'
import { withShare } from '#lib/server/route.ts'
import { getRunSpan } from '#lib/server/services/runs/get-run-span.ts'

export const GET = withShare(endpoints.getSharedRunSpan, ({ ctx, run, params }) =>
  getRunSpan({ ctx, run, spanId: params.spanId }),
)
