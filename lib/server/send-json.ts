import { createHash } from 'node:crypto'
import { RecentMap } from './recent-map.ts'

/** Answers of another build or process are other answers, even of the same version. */
const processTag = Date.now().toString(36)

/** What a handler answers with. A `version` spares making the body when the caller has it already. */
export type Answer<Body> = {
  version?: string
  body: () => Body | Promise<Body>
  cookies?: readonly string[]
  /** Writing it costs more than all else: the last few are kept. Needs a version. */
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
  const write = async () => serialise(await answer.body())
  const text = await (known !== null && answer.isCostly === true ? writtenOnce(request, known, write) : write())
  const etag = known ?? etagOf(createHash('sha256').update(text).digest('base64url').slice(0, 27))
  if (isKnown(request, etag)) return notModified(etag, requestId)
  // Next's server compresses what it sends, and takes the header away from what is compressed already.
  const headers = new Headers({
    ...commonHeaders(requestId),
    etag,
    'cache-control': 'private, no-cache',
    'content-type': 'application/json',
  })
  return new Response(text, { headers })
}

/** Of a run of 10,000 spans an answer has 1.6 million characters. */
const writtenAnswers = new RecentMap<Promise<string>>({ maxEntries: 8, maxWeight: 8 })

/** The same address may mean another answer to another caller: then its version is another one too. */
function writtenOnce({ url }: Request, etag: string, write: () => Promise<string>): Promise<string> {
  const { pathname, search } = new URL(url)
  return writtenAnswers.get(`${pathname}${search}\0${etag}`, 1, write)
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
