import { endpoints } from '#lib/server/endpoints.ts'
import { withProject } from '#lib/server/route.ts'
import { revokeApiKey } from '#lib/server/services/keys/revoke-api-key.ts'

export const DELETE = withProject(endpoints.revokeKey, async ({ ctx, params, body }) => ({
  body: () => revokeApiKey({ ctx, keyId: params.keyId, input: body }),
}))
