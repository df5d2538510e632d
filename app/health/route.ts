import { getServer } from '#lib/server/server.ts'

/** 200 while the store answers; for supervisors and load balancers. */
export async function GET(): Promise<Response> {
  const isUp = await getServer().db.ping()
  const headers = { 'cache-control': 'no-store' }
  return new Response(isUp ? 'ok\n' : 'the store does not answer\n', { status: isUp ? 200 : 503, headers })
}
