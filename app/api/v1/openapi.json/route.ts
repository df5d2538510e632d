import { checkOrigin, originHeaders } from '#lib/server/check-origin.ts'
import { openApi } from '#lib/server/open-api.ts'
import { sendError } from '#lib/server/route.ts'
import { sendJson } from '#lib/server/send-json.ts'
import { getServer } from '#lib/server/server.ts'
import { randomUUID } from 'node:crypto'

/** Says nothing about data, so it needs no key. */
export async function GET(request: Request): Promise<Response> {
  const requestId = randomUUID()
  try {
    checkOrigin(originHeaders(request), getServer().env)
    return await sendJson(
      { version: 'openapi', body: openApi },
      { request, requestId, serialise: (body) => JSON.stringify(body) },
    )
  } catch (error) {
    return sendError(error, requestId)
  }
}
