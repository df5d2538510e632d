import { once } from 'node:events'
import type { Server } from 'node:http'
import type { Http2Server, ServerHttp2Session } from 'node:http2'
import type { Socket } from 'node:net'
import { createGrpcServer } from './grpc.ts'
import { createHttpServer } from './http.ts'
import { listen } from './listen.ts'
import type { Receiver } from './receiver.ts'

export type Listeners = {
  url: string
  /** Host and port of the gRPC listener. */
  grpcAddress: string
  /** Takes nothing new and resolves when every open request is answered. */
  close: () => Promise<void>
}

/** How often connections that have become unused are closed while the process ends. */
const sweepMs = 200

/** Opens both listeners; when one cannot be opened, neither stays. */
export async function openListeners(receiver: Receiver): Promise<Listeners> {
  const { HOST: host, OTLP_HTTP_PORT, OTLP_GRPC_PORT } = receiver.env
  const { drainMs } = receiver.limits
  const http = createHttpServer(receiver)
  const sockets = trackSockets(http)
  const httpAddress = await listen(http, { host, port: OTLP_HTTP_PORT, variable: 'OTLP_HTTP_PORT' })
  const grpc = createGrpcServer(receiver)
  const sessions = trackSessions(grpc)
  try {
    const grpcAddress = await listen(grpc, { host, port: OTLP_GRPC_PORT, variable: 'OTLP_GRPC_PORT' })
    return {
      url: `http://${httpAddress}`,
      grpcAddress,
      close: async () =>
        void (await Promise.all([closeHttp(http, sockets, drainMs), closeGrpc(grpc, sessions, drainMs)])),
    }
  } catch (error) {
    await closeHttp(http, sockets, drainMs)
    throw error
  }
}

function trackSockets(server: Server): ReadonlySet<Socket> {
  const sockets = new Set<Socket>()
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  return sockets
}

function trackSessions(server: Http2Server): ReadonlySet<ServerHttp2Session> {
  const sessions = new Set<ServerHttp2Session>()
  server.on('session', (session) => {
    sessions.add(session)
    session.once('close', () => sessions.delete(session))
  })
  return sessions
}

async function closeHttp(server: Server, sockets: ReadonlySet<Socket>, drainMs: number): Promise<void> {
  const closed = once(server, 'close')
  server.close()
  const closeUnused = (): void => {
    server.closeIdleConnections()
    // Node takes a connection that has not said anything yet for busy.
    for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy()
  }
  closeUnused()
  const sweep = setInterval(closeUnused, sweepMs)
  const cut = setTimeout(() => server.closeAllConnections(), drainMs)
  await closed
  clearInterval(sweep)
  clearTimeout(cut)
}

/** GOAWAY to each connection: open calls are answered, new ones refused, which their senders repeat elsewhere. */
async function closeGrpc(
  server: Http2Server,
  sessions: ReadonlySet<ServerHttp2Session>,
  drainMs: number,
): Promise<void> {
  const closed = once(server, 'close')
  server.close()
  for (const session of sessions) session.close()
  const cut = setTimeout(() => {
    for (const session of sessions) session.destroy()
  }, drainMs)
  await closed
  clearTimeout(cut)
}
