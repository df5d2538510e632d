import type { z } from 'zod'
import { AppError, ErrorBody } from '#lib/domain/errors.ts'
import { intentHeader } from './intent-header.ts'

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

/** GET that parses the answer; throws ApiError for everything that is no answer of that shape. */
export function getJson<T>(url: string, schema: z.ZodType<T>, signal?: AbortSignal): Promise<T> {
  return askJson(url, schema, { signal })
}

type Change = { method: 'POST' | 'PUT' | 'DELETE'; url: string; body: unknown }

/** A change, answered with what is stored now. */
export function sendJson<T>({ method, url, body }: Change, schema: z.ZodType<T>): Promise<T> {
  return askJson(url, schema, { method, body: JSON.stringify(body) })
}

type Sent = { method?: string; body?: string; signal?: AbortSignal }

async function askJson<T>(url: string, schema: z.ZodType<T>, init: Sent): Promise<T> {
  const response = await request(url, init)
  const body: unknown = await response.json().catch((cause: unknown) => {
    throw unreadable(response, cause)
  })
  if (!response.ok) throw errorOf(response, body)
  const parsed = schema.safeParse(body)
  if (!parsed.success) throw unreadable(response, parsed.error)
  return parsed.data
}

async function request(url: string, init: Sent): Promise<Response> {
  try {
    const headers = new Headers({ accept: 'application/json' })
    if (init.body !== undefined) headers.set('content-type', 'application/json')
    if (init.method !== undefined) headers.set(intentHeader, '1')
    return await fetch(url, { ...init, headers })
  } catch (cause) {
    if (init.signal?.aborted) throw cause
    const message = 'Tachograph does not answer. Check that it is still running; stored data is not affected.'
    throw new ApiError({ code: 'unavailable', message, requestId: null }, { cause })
  }
}

function errorOf(response: Response, body: unknown): ApiError {
  const parsed = ErrorBody.safeParse(body)
  return parsed.success ? new ApiError(parsed.data.error) : unreadable(response, parsed.error)
}

function unreadable(response: Response, cause: unknown): ApiError {
  const message = `The answer (status ${response.status}) was not what this page expects. Reload the page; after an update an old tab may still be open.`
  return new ApiError({ code: 'internal', message, requestId: response.headers.get('x-request-id') }, { cause })
}
