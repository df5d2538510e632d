import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { encodeStatus, type Encoding } from '../otlp/status.ts'
import { asRequestError } from './as-request-error.ts'
import { admitKey } from './admit-key.ts'
import { authenticate } from './authenticate.ts'
import { checkCaller, corsHeaders, preflightHeaders } from './check-caller.ts'
import { exportOverHttp } from './export-over-http.ts'
import type { ExportCall } from './export-signal.ts'
import type { Health, Receiver } from './receiver.ts'
import { encodingOf, reply, writeHead } from './reply.ts'
import { recordRefusal } from './record-refused.ts'
import type { RequestError } from './request-error.ts'
import { refuseUnreadable } from './refuse-unreadable.ts'
import { routeOf } from './routes.ts'

/** How long the rest of a refused body is read away so that the sender sees the answer. */
const lingerMs = 1_000

/** The OTLP/HTTP listener, not listening yet. */
export function createHttpServer(receiver: Receiver): Server {
  const { limits, stopping } = receiver
  const timeouts = {
    headersTimeout: limits.headersMs,
    /** A backstop: a body has its own, shorter time. */
    requestTimeout: limits.headersMs + limits.bodyMs,
    keepAliveTimeout: limits.idleMs,
    connectionsCheckingInterval: Math.min(5_000, limits.headersMs),
  }
  const server = createServer(timeouts, (request, response) => {
    if (stopping.aborted) response.setHeader('connection', 'close')
    void answer(request, response, receiver)
  })
  server.on('clientError', refuseUnreadable)
  server.maxConnections = limits.connections
  return server
}

/** Never rejects: whatever goes wrong becomes a status. */
async function answer(request: IncomingMessage, response: ServerResponse, receiver: Receiver): Promise<void> {
  const encoding = encodingOf(request.headers['content-type']) ?? 'json'
  const transport = encoding === 'json' ? 'http-json' : 'http-protobuf'
  const call: ExportCall = { signal: 'traces', transport, headers: request.headers, sender: null, bytes: 0 }
  try {
    for (const [name, value] of Object.entries(corsHeaders(request.headers, receiver.env)))
      response.setHeader(name, value)
    await dispatch(call, request, response, receiver)
  } catch (error) {
    const failure = asRequestError(error, receiver.log)
    receiver.metrics.requests.inc({ signal: 'refused', status: failure.status })
    // Not what probes and browsers ask for.
    if (request.method === 'POST' || failure.reason === 'wrong_method') await recordRefusal(call, failure, receiver)
    refuse(request, response, encoding, failure)
  }
}

async function dispatch(
  call: ExportCall,
  request: IncomingMessage,
  response: ServerResponse,
  receiver: Receiver,
): Promise<void> {
  const { method = 'GET', url = '/', headers } = request
  checkCaller(headers, receiver.env)
  if (method === 'OPTIONS') {
    response.writeHead(204, preflightHeaders(headers, receiver.env)).end()
    return
  }
  const route = routeOf(method, url)
  switch (route.kind) {
    case 'export':
      call.signal = route.signal
      return exportOverHttp(call, request, response, receiver)
    case 'health':
      return answerHealth(response, await receiver.health())
    case 'live':
      return reply(response, 200, 'application/json', JSON.stringify({ status: 'live' }))
    case 'metrics':
      return answerMetrics(request, response, receiver)
    default:
      return route satisfies never
  }
}

/** Volumes are nobody else's business: where keys are needed, they are needed here too. */
async function answerMetrics(
  { headers }: IncomingMessage,
  response: ServerResponse,
  receiver: Receiver,
): Promise<void> {
  const { env, keys } = receiver
  const { registry } = receiver.metrics
  const sender = await authenticate(headers, {
    keys,
    required: env.TACHO_AUTH === 'required',
    kinds: ['read', 'admin'],
  })
  admitKey(sender, receiver)
  reply(response, 200, registry.contentType, await registry.metrics())
}

function answerHealth(response: ServerResponse, health: Health): void {
  const body = health.ready ? { status: 'ready' } : { status: 'unready', reason: health.reason }
  reply(response, health.ready ? 200 : 503, 'application/json', JSON.stringify(body))
}

function refuse(request: IncomingMessage, response: ServerResponse, encoding: Encoding, error: RequestError): void {
  if (response.headersSent || response.destroyed) {
    request.destroy()
    return
  }
  for (const [name, value] of Object.entries(error.headers)) response.setHeader(name, value)
  if (error.retryAfterSeconds !== null) response.setHeader('retry-after', String(error.retryAfterSeconds))
  const body = encodeStatus(error, encoding)
  if (request.complete) reply(response, error.status, encoding, body)
  else replyEarly(request, response, () => writeHead(response, error.status, encoding, body).write(body))
}

/**
 * The rest of the body is not wanted. A socket closed under a sender that still writes would lose
 * the answer, so it goes out first and the rest is read away for a moment.
 */
function replyEarly(request: IncomingMessage, response: ServerResponse, writeAnswer: () => void): void {
  response.setHeader('connection', 'close')
  writeAnswer()
  const finish = (): void => {
    clearTimeout(timer)
    response.end()
  }
  const timer = setTimeout(finish, lingerMs)
  request.once('end', finish)
  request.once('close', finish)
  request.resume()
}
