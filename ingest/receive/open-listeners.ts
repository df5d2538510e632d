import { once } from 'node:events'
import type { Server } from 'node:http'
import type { Http2Server, ServerHttp2Session, ServerHttp2Stream } from 'node:http2'
import type { Socket } from 'node:net'
import { createGrpcServer } from './grpc.ts'
import { breakOffGrpc } from './grpc-reply.ts'
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
/** How long a call that is broken off may take to say so. */
const lastWordMs = 1_000

/** Opens both listeners; when one cannot be opened, neither stays. */
export async function openListeners(receiver: Receiver): Promise<Listeners> {
  const { HOST: host, OTLP_HTTP_PORT, OTLP_GRPC_PORT } = receiver.env
  const { drainMs } = receiver.limits
  const http = createHttpServer(receiver)
  const sockets = trackSockets(http)
  const httpAddress = await listen(http, { host, port: OTLP_HTTP_PORT, variable: 'OTLP_HTTP_PORT' })
  const grpc = createGrpcServer(receiver)
  const open = trackGrpc(grpc)
  try {
    const grpcAddress = await listen(grpc, { host, port: OTLP_GRPC_PORT, variable: 'OTLP_GRPC_PORT' })
    return {
      url: `http://${httpAddress}`,
      grpcAddress,
      close: async () => void (await Promise.all([closeHttp(http, sockets, drainMs), closeGrpc(grpc, open, drainMs)])),
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

type OpenGrpc = { sessions: ReadonlySet<ServerHttp2Session>; calls: ReadonlySet<ServerHttp2Stream> }

function trackGrpc(server: Http2Server): OpenGrpc {
  const sessions = new Set<ServerHttp2Session>()
  const calls = new Set<ServerHttp2Stream>()
  server.on('session', (session) => {
    sessions.add(session)
    session.once('close', () => sessions.delete(session))
  })
  server.on('stream', (call) => {
    calls.add(call)
    call.once('close', () => calls.delete(call))
  })
  return { sessions, calls }
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
async function closeGrpc(server: Http2Server, { sessions, calls }: OpenGrpc, drainMs: number): Promise<void> {
  const closed = once(server, 'close')
  server.close()
  for (const session of sessions) session.close()
  const timers = [
    // A call whose connection just ends after a GOAWAY has no status for its sender, who drops the data then.
    setTimeout(() => calls.forEach(breakOffGrpc), drainMs),
    setTimeout(() => sessions.forEach((session) => session.destroy()), drainMs + lastWordMs),
  ]
  await closed
  for (const timer of timers) clearTimeout(timer)
}
