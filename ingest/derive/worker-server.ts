import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { isLoopback } from '#lib/server/env.ts'
import type { WorkerMetrics } from './worker-metrics.ts'

export type WorkerServerOptions = {
  port: number
  metrics: WorkerMetrics
  onNudge: () => void
  /** Ingest says that it lives. */
  onAlive: () => void
  /** Null while all is well, else what is wrong. */
  problem: () => string | null
}

/** The worker's loopback door: ingest nudges it, Prometheus and the supervisor look in. */
export async function startWorkerServer(
  options: WorkerServerOptions,
): Promise<{ port: number; close: () => Promise<void> }> {
  const server = createServer((request, response) => void answer(options, request, response))
  await listen(server, options.port)
  const { port } = addressOf(server)
  return { port, close: () => new Promise((resolve) => server.close(() => resolve())) }
}

async function answer(
  { metrics, onNudge, onAlive, problem }: WorkerServerOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  request.resume()
  if (!isLoopback((request.headers.host ?? '').replace(/:\d+$/, '')))
    return send(response, 403, 'Only this machine may ask here.\n')
  const route = `${request.method ?? ''} ${request.url ?? ''}`
  if (route === 'POST /nudge') {
    onNudge()
    return send(response, 204, '')
  }
  if (route === 'POST /alive') {
    onAlive()
    return send(response, 204, '')
  }
  if (route === 'GET /health') return send(response, problem() === null ? 200 : 503, `${problem() ?? 'ok'}\n`)
  if (route === 'GET /metrics')
    return send(response, 200, await metrics.registry.metrics(), metrics.registry.contentType)
  return send(response, 404, 'There is POST /nudge, POST /alive, GET /health and GET /metrics.\n')
}

function send(response: ServerResponse, status: number, body: string, type = 'text/plain; charset=utf-8'): void {
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(body)
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => resolve())
  })
}

function addressOf(server: Server): AddressInfo {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The worker listens on no port.')
  return address
}
