import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Log } from '#lib/server/log.ts'
import { encodeStatus, type Encoding } from '../otlp/status.ts'
import { authenticate } from './authenticate.ts'
import { checkCaller, corsHeaders, preflightHeaders } from './check-caller.ts'
import { exportOverHttp } from './export-over-http.ts'
import type { IngestMetrics } from './metrics.ts'
import type { Health, Receiver } from './receiver.ts'
import { encodingOf, reply, writeHead } from './reply.ts'
import { RequestError, retryLater } from './request-error.ts'
import { routeOf } from './routes.ts'

const timeouts = {
  headersTimeout: 10_000,
  /** The whole request, body included. */
  requestTimeout: 30_000,
  keepAliveTimeout: 60_000,
  connectionsCheckingInterval: 5_000,
} as const
const maxConnections = 4_096
/** How long the rest of a refused body is read away so that the sender sees the answer. */
const lingerMs = 1_000

/** The OTLP/HTTP listener, not listening yet. */
export function createOtlpServer(receiver: Receiver): Server {
  const server = createServer(timeouts, (request, response) => {
    // Stopping closes what is idle at that moment; a connection that answers later has to follow.
    response.once('close', () => {
      if (!server.listening) setImmediate(() => server.closeIdleConnections())
    })
    void answer(request, response, receiver)
  })
  server.maxConnections = maxConnections
  return server
}

/** Never rejects: whatever goes wrong becomes a status. */
async function answer(request: IncomingMessage, response: ServerResponse, receiver: Receiver): Promise<void> {
  const encoding = encodingOf(request.headers['content-type']) ?? 'json'
  try {
    for (const [name, value] of Object.entries(corsHeaders(request.headers, receiver.env)))
      response.setHeader(name, value)
    await dispatch(request, response, receiver)
  } catch (error) {
    refuse(request, response, encoding, asRequestError(error, receiver.log), receiver.metrics)
  }
}

async function dispatch(request: IncomingMessage, response: ServerResponse, receiver: Receiver): Promise<void> {
  const { method = 'GET', url = '/', headers } = request
  checkCaller(headers, receiver.env)
  if (method === 'OPTIONS') {
    response.writeHead(204, preflightHeaders(headers, receiver.env)).end()
    return
  }
  const route = routeOf(method, url)
  switch (route.kind) {
    case 'export':
      return exportOverHttp(route.signal, request, response, receiver)
    case 'health':
      return answerHealth(response, await receiver.health())
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
  { env, keys, metrics: { registry } }: Receiver,
): Promise<void> {
  await authenticate(headers, { keys, required: env.TACHO_AUTH === 'required', kinds: ['read', 'admin'] })
  reply(response, 200, registry.contentType, await registry.metrics())
}

function answerHealth(response: ServerResponse, health: Health): void {
  const body = health.ready ? { status: 'ready' } : { status: 'unready', reason: health.reason }
  reply(response, health.ready ? 200 : 503, 'application/json', JSON.stringify(body))
}

function refuse(
  request: IncomingMessage,
  response: ServerResponse,
  encoding: Encoding,
  error: RequestError,
  metrics: IngestMetrics,
): void {
  metrics.requests.inc({ signal: 'refused', status: error.status })
  if (response.headersSent || response.destroyed) {
    request.destroy()
    return
  }
  for (const [name, value] of Object.entries(error.headers)) response.setHeader(name, value)
  const body = encodeStatus(error.status, error.message, encoding)
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

/** A fault of ours is answered "try again", and logged with its cause: 500 would make senders drop the data. */
function asRequestError(error: unknown, log: Log): RequestError {
  if (error instanceof RequestError) return error
  if (isBrokenOff(error)) return new RequestError(400, 'the request broke off', { cause: error })
  log.error({ err: error }, 'request failed')
  return retryLater('the receiver failed: retry later', { cause: error })
}

function isBrokenOff(error: unknown): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    (error.code === 'ECONNRESET' || error.code === 'ERR_STREAM_PREMATURE_CLOSE')
  )
}
