import type { Instrumentation } from 'next'

/** Opens the server's one database and log before the first request. */
export async function register(): Promise<void> {
  if (process.env['NEXT_RUNTIME'] !== 'nodejs') return
  const { getServer } = await import('#lib/server/server.ts')
  const { watchPeers } = await import('#lib/server/access/peer-address.ts')
  watchPeers(getServer().env.TACHO_TRUSTED_PROXIES)
}

/** Errors of rendering and of routes that nothing else caught. */
export const onRequestError: Instrumentation.onRequestError = async (error, request, context) => {
  if (process.env['NEXT_RUNTIME'] !== 'nodejs') return
  const { getServer } = await import('#lib/server/server.ts')
  getServer().log.error({ err: error, method: request.method, route: context.routePath }, 'request failed')
}
