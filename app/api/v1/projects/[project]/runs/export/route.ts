import { endpoints } from '#lib/server/endpoints.ts'
import { withProject } from '#lib/server/route.ts'
import { exportRuns } from '#lib/server/services/exports/export-runs.ts'

export const GET = withProject(endpoints.exportRuns, ({ ctx, query, signal }) =>
  exportRuns({ ctx, input: query, signal }),
)
