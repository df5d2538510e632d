import { subscribe } from 'node:diagnostics_channel'
import { IncomingMessage } from 'node:http'

/** Who is at the other end of the connection; whatever a sender writes into it is overwritten. */
export const peerHeader = 'x-tacho-peer'

/**
 * From now on every request of this process carries the address of its sender in `peerHeader`. Routes see no socket,
 * and the headers that usually say it can be written by anybody: they count only where a trusted proxy sends them.
 */
export function watchPeers(trustedProxies: readonly string[]): void {
  subscribe('http.server.request.start', (message) => {
    if (typeof message !== 'object' || message === null || !('request' in message)) return
    const { request } = message
    if (!(request instanceof IncomingMessage)) return
    const peer = request.socket.remoteAddress ?? 'unknown'
    request.headers[peerHeader] = senderOf(peer, request.headers['x-forwarded-for'], trustedProxies)
  })
}

/** The last address that no trusted proxy has: what stands before it, its owner may have made up. */
export function senderOf(
  peer: string,
  forwardedFor: string | string[] | undefined,
  trustedProxies: readonly string[],
): string {
  const hops = [forwardedFor ?? '', peer].flat().join(',').split(',')
  const way = hops.map((hop) => plain(hop.trim())).filter((hop) => hop !== '')
  return way.findLast((hop) => !trustedProxies.includes(hop)) ?? plain(peer)
}

/** Without the port that some proxies add, which is another with every connection; IPv4 in its own spelling. */
function plain(address: string): string {
  const bare = address.replace(/^\[([^\]]*)\](?::\d+)?$/, '$1').replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, '$1')
  return bare.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '')
}
