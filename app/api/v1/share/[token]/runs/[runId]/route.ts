import { endpoints } from '#lib/server/endpoints.ts'
import { withShare } from '#lib/server/route.ts'

export const GET = withShare(endpoints.getSharedRun, async ({ run }) => run)
