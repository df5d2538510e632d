import { randomUUID } from 'node:crypto'
import { rm, stat } from 'node:fs/promises'
import type { IncomingMessage } from 'node:http'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { handedOverHeader } from '../hand-over.ts'
import { EngineError } from './engine-error.ts'
import { parseStatement, type Statement } from './parse-statement.ts'
import { decodedBody, readSql, spool, type SpoolFile } from './request-body.ts'

export type StoreRequest = {
  queryId: string
  database: string
  statement: Statement
  settings: Map<string, string>
  parameters: Map<string, string>
  defaultFormat: string
  /** Set for inserts only. */
  input: SpoolFile | null
  waitEndOfQuery: boolean
  compressResponse: boolean
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** URL parameters of ClickHouse's HTTP interface that are no settings. */
const NOT_SETTINGS = new Set(
  'query query_id database default_format user password quota_key role wait_end_of_query buffer_size stacktrace send_progress_in_http_headers session_timeout session_check'.split(
    ' ',
  ),
)

export async function readRequest(
  request: IncomingMessage,
  url: URLSearchParams,
  defaults: { database: string; spoolDir: string },
): Promise<StoreRequest> {
  if (url.has('session_id'))
    throw new EngineError(48, 'NOT_IMPLEMENTED', 'Sessions (session_id) are not offered by the embedded store')
  const values = new Map([...url].filter(([name]) => !name.startsWith('param_')))
  const parameters = new Map(
    [...url].filter(([name]) => name.startsWith('param_')).map(([name, value]) => [name.slice(6), value]),
  )
  const source = await statementOf(request, values, parameters)
  if (request.method === 'GET' && source.statement.kind !== 'read')
    throw new EngineError(164, 'READONLY', 'Cannot execute query in readonly mode: use POST for statements that write')
  const settings = new Map([...values].filter(([name]) => !NOT_SETTINGS.has(name)))
  const isCompressed = values.get('enable_http_compression') === '1'
  return {
    queryId: values.get('query_id') ?? randomUUID(),
    database: values.get('database') ?? headerText(request, 'x-clickhouse-database') ?? defaults.database,
    statement: source.statement,
    settings,
    parameters,
    defaultFormat: values.get('default_format') ?? headerText(request, 'x-clickhouse-format') ?? 'TabSeparated',
    input: source.statement.kind === 'insert' ? await inputOf(request, source, defaults.spoolDir) : null,
    waitEndOfQuery: values.get('wait_end_of_query') === '1',
    compressResponse: isCompressed,
  }
}

/** The data comes as body, or lies in the spool folder already. */
async function inputOf(request: IncomingMessage, source: Source, spoolDir: string): Promise<SpoolFile> {
  const name = headerText(request, handedOverHeader)
  if (name === undefined) return spool(source.input, spoolDir)
  if (!UUID.test(name)) throw new EngineError(36, 'BAD_ARGUMENTS', `The header ${handedOverHeader} must be a UUID`)
  const path = join(spoolDir, name)
  const found = await stat(path).catch((cause: unknown) => {
    throw new EngineError(107, 'FILE_DOESNT_EXIST', 'The data that was handed over is not there', { cause })
  })
  return { path, bytes: found.size, remove: () => rm(path, { force: true }) }
}

type Source = { statement: Statement; input: AsyncIterable<Uint8Array> }

/** The statement is in the URL (the body is then data), in a multipart field, or is the body. */
async function statementOf(
  request: IncomingMessage,
  values: Map<string, string>,
  parameters: Map<string, string>,
): Promise<Source> {
  const body = decodedBody(request)
  const inUrl = values.get('query')
  if (inUrl !== undefined) return inUrlSource(inUrl, body)
  const contentType = request.headers['content-type'] ?? ''
  const bytes = await readSql(body)
  const text = contentType.startsWith('multipart/form-data')
    ? await multipartSql(bytes, contentType, parameters)
    : decodeUtf8(bytes)
  const statement = parseStatement(text)
  const data = statement.kind === 'insert' ? [Buffer.from(text.slice(statement.dataStart))] : []
  return { statement, input: Readable.from(data) }
}

/** ClickHouse reads URL and body as one text: data that begins in the URL goes on in the body. */
async function inUrlSource(sql: string, body: Readable): Promise<Source> {
  const statement = parseStatement(sql)
  if (statement.kind !== 'insert') {
    const rest = await readSql(body)
    return rest.length === 0
      ? { statement, input: Readable.from([]) }
      : { statement: parseStatement(`${sql}\n${decodeUtf8(rest)}`), input: Readable.from([]) }
  }
  const inline = Buffer.from(sql.slice(statement.dataStart))
  return { statement, input: inline.toString().trim() === '' ? body : Readable.from(joined(inline, body)) }
}

async function* joined(head: Buffer, tail: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield head
  yield* tail
}

async function multipartSql(bytes: Buffer, contentType: string, parameters: Map<string, string>): Promise<string> {
  const form = await new Response(Uint8Array.from(bytes), { headers: { 'content-type': contentType } }).formData()
  for (const [name, value] of form) {
    if (typeof value === 'string' && name.startsWith('param_')) parameters.set(name.slice(6), value)
  }
  const query = form.get('query')
  return typeof query === 'string' ? query : ''
}

function decodeUtf8(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch (error) {
    throw new EngineError(
      62,
      'SYNTAX_ERROR',
      'The statement is not valid UTF-8; send binary data as the body, with the statement in the URL',
      {
        cause: error,
      },
    )
  }
}

function headerText(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name]
  return typeof value === 'string' ? value : undefined
}
