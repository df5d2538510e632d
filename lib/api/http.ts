import type { z } from 'zod'
import { AppError, ErrorBody } from '#lib/domain/errors.ts'
import { intentHeader } from './intent-header.ts'
import { tellSignedOut } from './signed-out.ts'

/** An error answer of the JSON API, or a request that got no answer at all. */
export class ApiError extends AppError {
  /** Quote it when looking into the server's log; null when no answer came. */
  readonly requestId: string | null

  constructor(body: Omit<ErrorBody['error'], 'requestId'> & { requestId: string | null }, options?: ErrorOptions) {
    super(body.code, body.message, options)
    this.name = 'ApiError'
    this.requestId = body.requestId
  }
}

/** A little more than the server waits for the database, so that its own words arrive. */
const answerMs = 40_000
/** Polls that only see what is new: another one follows soon. */
const pollAnswerMs = 10_000

/** GET that parses the answer; throws ApiError for everything that is no answer of that shape. */
export function getJson<T>(url: string, schema: z.ZodType<T>, signal?: AbortSignal): Promise<T> {
  return askJson(url, schema, { signal, answerMs })
}

/** The same for what is asked every few seconds. `answerMs` is a parameter for tests. */
export function pollJson<T>(
  url: string,
  schema: z.ZodType<T>,
  signal?: AbortSignal,
  answerMs = pollAnswerMs,
): Promise<T> {
  return askJson(url, schema, { signal, answerMs })
}

type Change = { method: 'POST' | 'PUT' | 'DELETE'; url: string; body: unknown }

/** A change, answered with what is stored now. */
export function sendJson<T>({ method, url, body }: Change, schema: z.ZodType<T>): Promise<T> {
  return askJson(url, schema, { method, body: JSON.stringify(body), answerMs })
}

type Sent = { method?: string; body?: string; signal?: AbortSignal | undefined; answerMs: number }

async function askJson<T>(url: string, schema: z.ZodType<T>, { signal: caller, ...sent }: Sent): Promise<T> {
  const late = AbortSignal.timeout(sent.answerMs)
  const signal = caller === undefined ? late : AbortSignal.any([caller, late])
  const response = await request(url, { ...sent, signal }).catch((cause: unknown) => {
    throw caller?.aborted ? cause : noAnswer(cause)
  })
  const body: unknown = await response.json().catch((cause: unknown) => {
    if (caller?.aborted) throw cause
    throw late.aborted ? noAnswer(cause) : unreadable(response, cause)
  })
  if (response.status === 401) tellSignedOut()
  if (!response.ok) throw errorOf(response, body)
  const parsed = schema.safeParse(body)
  if (!parsed.success) throw unreadable(response, parsed.error)
  return parsed.data
}

function request(url: string, { method, body, signal }: Omit<Sent, 'answerMs'>): Promise<Response> {
  const headers = new Headers({ accept: 'application/json' })
  if (body !== undefined) headers.set('content-type', 'application/json')
  if (method !== undefined) headers.set(intentHeader, '1')
  return fetch(url, { method, body, signal, headers })
}

function noAnswer(cause: unknown): ApiError {
  const message = 'Tachograph does not answer. Check that it is still running; stored data is not affected.'
  return new ApiError({ code: 'unavailable', message, requestId: null }, { cause })
}

function errorOf(response: Response, body: unknown): ApiError {
  const parsed = ErrorBody.safeParse(body)
  return parsed.success ? new ApiError(parsed.data.error) : unreadable(response, parsed.error)
}

function unreadable(response: Response, cause: unknown): ApiError {
  const message = `The answer (status ${response.status}) was not what this page expects. Reload the page; after an update an old tab may still be open.`
  return new ApiError({ code: 'internal', message, requestId: response.headers.get('x-request-id') }, { cause })
}
