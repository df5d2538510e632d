import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { authenticate, refuseForeignCaller, type Credentials } from './authorise.ts'
import { EngineError, toEngineError } from './engine-error.ts'
import { EngineCare, type CareHooks } from './engine-care.ts'
import { DATABASE, type Engine } from './engine.ts'
import { readRequest } from './read-request.ts'
import { runStatement, type RunContext } from './run-statement.ts'
import { sendError, sendResult } from './send-result.ts'
import { Slots } from './slots.ts'
import type { StoreOptions } from './store-options.ts'

export type StoreServer = { port: number; close: () => Promise<void> }

/** How long running statements may finish before they are cancelled at shutdown. */
const DRAIN_MS = 10_000

/** The subset of ClickHouse's HTTP interface that @clickhouse/client needs, on loopback. */
export async function listen(
  engine: Engine,
  options: StoreOptions,
  credentials: Credentials,
  hooks: CareHooks,
): Promise<StoreServer> {
  const slots = { readers: new Slots(options.readers), writers: new Slots(options.writers) }
  const care = new EngineCare({ engine, ...slots, ...hooks })
  const context: RunContext & { spoolDir: string } = {
    engine,
    ...slots,
    storeDir: options.storeDir,
    queryMemoryBytes: options.queryMemoryBytes,
    spoolDir: options.spoolDir,
    onTrouble: () => void care.look(),
  }
  await care.look()
  const running = new Set<Promise<void>>()
  let port = 0
  // Parameters travel in the URL, which Node counts as part of the headers.
  const server = createServer({ maxHeaderSize: 2 * 1024 * 1024, keepAliveTimeout: 65_000 }, (request, response) => {
    const answered = answer(context, credentials, port, request, response)
    running.add(answered)
    answered
      .catch((error: unknown) => process.emitWarning(`An answer could not be sent: ${String(error)}`))
      .finally(() => running.delete(answered))
  })
  port = await bind(server, options.port)
  const close = async (): Promise<void> => {
    const stopped = care.stop()
    await drain(server, engine, running)
    await Promise.race([stopped, sleep(DRAIN_MS, undefined, { ref: false })])
  }
  return { port, close }
}

async function answer(
  context: RunContext & { spoolDir: string },
  credentials: Credentials,
  port: number,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    refuseForeignCaller(request, port)
    const url = new URL(request.url ?? '/', 'http://store')
    if (url.pathname === '/ping') response.end('Ok.\n')
    else if (url.pathname !== '/') notFound(response)
    else if (request.method !== 'GET' && request.method !== 'POST')
      throw new EngineError(48, 'NOT_IMPLEMENTED', 'Only GET and POST are offered')
    else {
      authenticate(request, url.searchParams, credentials)
      await answerQuery(context, url.searchParams, request, response)
    }
  } catch (error) {
    // The rest of an unread body would be taken for the next request.
    if (!request.complete && !response.headersSent) response.setHeader('Connection', 'close')
    sendError(response, toEngineError(error), context.engine.version)
  }
}

async function answerQuery(
  context: RunContext & { spoolDir: string },
  url: URLSearchParams,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const asked = await readRequest(request, url, { database: DATABASE, spoolDir: context.spoolDir })
  const gone = new AbortController()
  // Like a server with cancel_http_readonly_queries_on_client_close: writes run to their end.
  if (asked.statement.kind === 'read')
    response.once('close', () => {
      if (!response.writableFinished) gone.abort(new EngineError(394, 'QUERY_WAS_CANCELLED', 'The client has gone'))
    })
  try {
    const result = await runStatement(context, {
      statement: asked.statement,
      database: asked.database,
      tag: randomUUID(),
      settings: asked.settings,
      parameters: asked.parameters,
      defaultFormat: asked.defaultFormat,
      inputFile: asked.input?.path ?? null,
      buffered: asked.waitEndOfQuery,
      signal: gone.signal,
    })
    try {
      await sendResult(request, response, asked, result, context.engine.version)
    } finally {
      result.end()
    }
  } finally {
    await asked.input?.remove()
  }
}

function notFound(response: ServerResponse): void {
  response.statusCode = 404
  response.end('There is no handler for this path: this is the embedded store of Tachograph.\n')
}

function bind(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      const address = server.address()
      resolve(typeof address === 'object' && address !== null ? address.port : port)
    })
  })
}

async function drain(server: Server, engine: Engine, running: Set<Promise<void>>): Promise<void> {
  server.close()
  server.closeIdleConnections()
  const finished = Promise.allSettled(running)
  await Promise.race([finished, sleep(DRAIN_MS, undefined, { ref: false })])
  if (running.size > 0) await engine.kill('*')
  await Promise.race([Promise.allSettled(running), sleep(DRAIN_MS, undefined, { ref: false })])
  server.closeAllConnections()
}
