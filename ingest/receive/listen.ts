import { RefusalError } from '#lib/domain/errors.ts'
import { once } from 'node:events'
import type { Server } from 'node:net'

/** The port cannot be used; the message is one sentence for the terminal. */
export class ListenError extends RefusalError {}

export type Address = {
  host: string
  port: number
  /** The environment variable that sets the port. */
  variable: string
}

/** Opens a listener and gives its host and port, such as `127.0.0.1:4318`. */
export async function listen(server: Server, { host, port, variable }: Address): Promise<string> {
  const listening = once(server, 'listening')
  server.listen(port, host)
  try {
    await listening
  } catch (error) {
    throw new ListenError(listenMessage(error, { host, port, variable }), { cause: error })
  }
  const address = server.address()
  const actual = typeof address === 'object' && address !== null ? address.port : port
  return `${host.includes(':') ? `[${host}]` : host}:${actual}`
}

function listenMessage(error: unknown, { host, port, variable }: Address): string {
  const code = error instanceof Error && 'code' in error ? error.code : ''
  if (code === 'EADDRINUSE')
    return `Port ${port} is in use: stop what listens there, or set ${variable} to another port.`
  if (code === 'EACCES') return `Port ${port} needs privileges: set ${variable} to one above 1023.`
  return `Listening on ${host}:${port} failed: ${error instanceof Error ? error.message : String(error)}.`
}
