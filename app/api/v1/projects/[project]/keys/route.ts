import { endpoints } from '#lib/server/endpoints.ts'
import { withProject } from '#lib/server/route.ts'
import { createApiKey } from '#lib/server/services/keys/create-api-key.ts'
import { listApiKeys } from '#lib/server/services/keys/list-api-keys.ts'

export const GET = withProject(endpoints.listKeys, async ({ ctx }) => ({ body: () => listApiKeys({ ctx }) }))

export const POST = withProject(endpoints.createKey, async ({ ctx, body }) => ({
  body: () => createApiKey({ ctx, input: body }),
}))
