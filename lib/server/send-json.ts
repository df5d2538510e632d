import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'
import { RecentMap } from './recent-map.ts'

/** Answers of another build or process are other answers, even of the same version. */
const processTag = Date.now().toString(36)

/** What a handler answers with. A `version` spares making the body when the caller has it already. */
export type Answer<Body> = {
  version?: string
  body: () => Body | Promise<Body>
  cookies?: readonly string[]
  /** Writing and packing it costs more than all else: what was sent last is kept. Needs a version. */
  isCostly?: boolean
}

type SendOptions = { request: Request; requestId: string; serialise: (body: unknown) => string }

/** 200 with an ETag, or 304 when the caller holds the same answer. */
export async function sendJson<Body>(
  answer: Answer<Body>,
  { request, requestId, serialise }: SendOptions,
): Promise<Response> {
  const known = answer.version === undefined ? null : etagOf(answer.version)
  if (known !== null && isKnown(request, known)) return notModified(known, requestId)
  if (known !== null && answer.isCostly === true) {
    const written = async () => serialise(await answer.body())
    return sendPacked(await packedAnswer(request, known, written), known, { request, requestId })
  }
  const text = serialise(await answer.body())
  const etag = known ?? etagOf(createHash('sha256').update(text).digest('base64url').slice(0, 27))
  if (isKnown(request, etag)) return notModified(etag, requestId)
  // Next's server compresses what it sends; doing it here too would do it twice.
  return new Response(text, { headers: headersOf(etag, requestId) })
}

const pack = promisify(gzip)
const unpack = promisify(gunzip)

type Packed = Promise<Uint8Array<ArrayBuffer>>

/** Weighed by answers: what is packed of the largest run is a few MiB. */
const packedAnswers = new RecentMap<Packed>({ maxEntries: 8, maxWeight: 8 })

/** The same address may mean another answer to another caller: then its version is another one too. */
function packedAnswer({ url }: Request, etag: string, written: () => Promise<string>): Packed {
  const { pathname, search } = new URL(url)
  const create = async () => new Uint8Array(await pack(await written(), { level: 1 }))
  return packedAnswers.get(`${pathname}${search}\0${etag}`, 1, create)
}

async function sendPacked(
  packed: Uint8Array<ArrayBuffer>,
  etag: string,
  { request, requestId }: Omit<SendOptions, 'serialise'>,
): Promise<Response> {
  const headers = headersOf(etag, requestId)
  const takesGzip = /\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))/.test(request.headers.get('accept-encoding') ?? '')
  if (!takesGzip) return new Response(new Uint8Array(await unpack(packed)), { headers })
  headers.set('content-encoding', 'gzip')
  return new Response(packed, { headers })
}

function headersOf(etag: string, requestId: string): Headers {
  return new Headers({
    ...commonHeaders(requestId),
    etag,
    'cache-control': 'private, no-cache',
    'content-type': 'application/json',
  })
}

/** The answer to a change: nothing that anybody may keep. */
export async function sendWritten<Body>(
  answer: Answer<Body>,
  { requestId, serialise }: SendOptions,
): Promise<Response> {
  const headers = new Headers({
    ...commonHeaders(requestId),
    'cache-control': 'private, no-store',
    'content-type': 'application/json',
  })
  for (const cookie of answer.cookies ?? []) headers.append('set-cookie', cookie)
  return new Response(serialise(await answer.body()), { headers })
}

export function commonHeaders(requestId: string): Record<string, string> {
  return {
    'x-request-id': requestId,
    'x-content-type-options': 'nosniff',
    vary: 'Accept-Encoding, Authorization, Cookie',
  }
}

/** Weak: the same facts, whatever the encoding. */
function etagOf(version: string): string {
  return `W/"${processTag}.${version}"`
}

function isKnown(request: Request, etag: string): boolean {
  const known = request.headers.get('if-none-match')?.split(',') ?? []
  return known.some((candidate) => candidate.trim() === etag)
}

function notModified(etag: string, requestId: string): Response {
  return new Response(null, {
    status: 304,
    headers: { ...commonHeaders(requestId), etag, 'cache-control': 'private, no-cache' },
  })
}
