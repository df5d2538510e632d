import { endpoints } from '#lib/server/endpoints.ts'
import { withProject } from '#lib/server/route.ts'
import { rotateApiKey } from '#lib/server/services/keys/rotate-api-key.ts'

export const POST = withProject(endpoints.rotateKey, async ({ ctx, params, body }) => ({
  body: () => rotateApiKey({ ctx, keyId: params.keyId, input: body }),
}))
