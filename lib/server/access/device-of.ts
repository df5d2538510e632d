import { peerHeader } from './peer-address.ts'
import type { Device } from './sign-ins.ts'

/** The device that makes a request. Its address is the connection's own; see `watchPeers`. */
export function deviceOf({ headers }: Request): Device {
  return { userAgent: headers.get('user-agent') ?? '', address: headers.get(peerHeader) ?? 'unknown' }
}
