import { endpoints } from '#lib/server/endpoints.ts'
import { withProject } from '#lib/server/route.ts'
import { revokeShare } from '#lib/server/services/shares/revoke-share.ts'

export const DELETE = withProject(endpoints.revokeShare, async ({ ctx, params }) => ({
  body: () => revokeShare({ ctx, shareId: params.shareId }),
}))
