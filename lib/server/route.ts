import 'server-only'
import { createHash, randomUUID } from 'node:crypto'
import { z } from 'zod'
import { AppError, statusOfCode, type ErrorBody } from '#lib/domain/errors.ts'
import type { Actor } from '#lib/domain/access/actor.ts'
import type { Scope } from '#lib/domain/access/scope.ts'
import { ProjectId } from '#lib/domain/project.ts'
import { callerOf, type Caller } from './access/caller.ts'
import { setCookie, signInCookie } from './access/cookies.ts'
import { requireAllowed, signInNeeded } from './access/require-allowed.ts'
import { checkIntent, checkOrigin, originHeaders } from './check-origin.ts'
import { contextOf } from './context-of.ts'
import type { Endpoint } from './endpoints/endpoint.ts'
import { readBody } from './read-body.ts'
import { parseWith, readQuery } from './read-query.ts'
import { sendDownload, type Download } from './send-download.ts'
import { commonHeaders, sendJson, sendWritten, type Answer } from './send-json.ts'
import { getServer, type Server } from './server.ts'
import type { ServiceContext } from './services/context.ts'
import { openShare, type OpenShare } from './services/shares/open-share.ts'

/** Routes without dynamic segments get no parameters at all. */
type RouteContext = { params: Promise<Record<string, string | string[] | undefined> | undefined> }
type Route = (request: Request, context: RouteContext) => Promise<Response>

type Call<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType> = {
  params: z.output<P>
  query: z.output<Q>
  body: z.output<B>
  server: Server
  caller: Caller
  request: Request
  /** Fires when the caller has gone. */
  signal: AbortSignal
}
type ProjectCall<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType> = Call<P, Q, B> & {
  ctx: ServiceContext
}
type ProjectParams = z.ZodObject<{ project: z.ZodType<string> }>

/**
 * A route of one project: checks where the request comes from, who makes it, whether they may, the project and the
 * parameters, then answers with what the handler returns, or with the error that it throws.
 */
export function withProject<P extends ProjectParams, Q extends z.ZodObject, R extends z.ZodType, B extends z.ZodType>(
  endpoint: Endpoint<P, Q, R, B>,
  handler: (call: ProjectCall<P, Q, B>) => Promise<Answer<z.input<R>> | Download>,
): Route {
  return withCaller(endpoint, async (call) => {
    const { project } = ofProject.parse(call.params)
    const ctx = await contextOf(call.server, call.caller.actor, project)
    return ofScope(ctx.scope, await handler({ ...call, ctx }))
  })
}

/** Another scope's answer is another answer, even of the same version. */
function ofScope<Given extends Answer<unknown> | Download>({ isWholeProject, key }: Scope, given: Given): Given {
  if ('chunks' in given || given.version === undefined || isWholeProject) return given
  const tag = createHash('sha256').update(key).digest('base64url').slice(0, 16)
  return { ...given, version: `${given.version}.${tag}` }
}

const ofProject = z.object({ project: ProjectId })

type LinkParams = z.ZodObject<{ token: z.ZodType<string>; runId: z.ZodType<string> }>
type LinkCall<P extends z.ZodType, Q extends z.ZodType> = Call<P, Q, z.ZodAny> & OpenShare

/** A route of the one run that a shared link shows. Another run is as unknown as one that never was. */
export function withShare<P extends LinkParams, Q extends z.ZodObject, R extends z.ZodType>(
  endpoint: Endpoint<P, Q, R, z.ZodAny> & { access: 'link' },
  handler: (call: LinkCall<P, Q>) => Promise<z.input<R>>,
): Route {
  return withCaller(endpoint, async (call) => {
    const { token, runId } = ofLink.parse(call.params)
    const share = await openShare({ db: call.server.db, prices: call.server.prices, token, nowMs: Date.now() })
    if (share.run.runId !== runId.toLowerCase()) throw new AppError('not_found', 'This link shows another run.')
    return { body: () => handler({ ...call, ...share }) }
  })
}

const ofLink = z.object({ token: z.string(), runId: z.string() })

/** A route outside projects; who may call it is checked, what they see is the handler's to decide. */
export function withCaller<P extends z.ZodObject, Q extends z.ZodObject, R extends z.ZodType, B extends z.ZodType>(
  endpoint: Endpoint<P, Q, R, B>,
  handler: (call: Call<P, Q, B>) => Promise<Answer<z.input<R>> | Download>,
): Route {
  return async (request, context) => {
    const requestId = randomUUID()
    try {
      const server = getServer()
      checkOrigin(originHeaders(request), server.env)
      const caller = await callerFor(endpoint, request, server)
      const sent = (await context.params) ?? {}
      requireAccess(endpoint, caller.actor, sent)
      if (writes(endpoint)) checkIntent(caller.actor, request.headers)
      const params = parseWith(endpoint.params, sent, 'path parameter')
      const query = readQuery(endpoint.query, new URL(request.url).searchParams)
      const body = await bodyOf(endpoint, request)
      const answer = await handler({ params, query, body, server, caller, request, signal: request.signal })
      if ('chunks' in answer)
        return await sendDownload(answer, { request, requestId, onError: (error) => logError(error, requestId) })
      const options = { request, requestId, serialise: (given: unknown) => serialise(endpoint, given) }
      const isKept = !writes(endpoint) && endpoint.access !== 'link'
      const response = await (isKept ? sendJson(answer, options) : sendWritten(answer, options))
      await renew(caller, server, response)
      return response
    } catch (error) {
      return sendError(error, requestId)
    }
  }
}

const nobody: Caller = { actor: { kind: 'nobody' }, signIn: null }

async function callerFor(endpoint: Endpoint, request: Request, server: Server): Promise<Caller> {
  if (endpoint.access === 'link') return nobody
  const { headers } = request
  return callerOf(server, {
    authorization: headers.get('authorization'),
    cookie: headers.get('cookie'),
  })
}

/** Asked before anything of the request is looked at: what is wrong of it is told to those who may make it. */
function requireAccess({ access, params }: Endpoint, actor: Actor, sent: Record<string, unknown>): void {
  switch (access) {
    case 'link':
    case 'public':
      return
    case 'person':
    case 'caller':
      if (actor.kind === 'nobody' || (access === 'person' && actor.kind !== 'user')) throw signInNeeded(access)
      return
    default:
      // An id that no project can have is as unknown as any other.
      requireAllowed(actor, access, 'project' in params.shape ? String(sent['project']) : null)
  }
}

/** Gives a browser whose token is old another one. An answer that sets the cookie itself is left alone. */
async function renew({ signIn }: Caller, { access, env }: Server, { headers }: Response): Promise<void> {
  const name = signInCookie(env)
  if (signIn === null || headers.getSetCookie().some((cookie) => cookie.startsWith(`${name}=`))) return
  const token = await access.signIns.rotate(signIn)
  if (token !== null) headers.append('set-cookie', setCookie(name, token, env))
}

function writes({ method = 'GET' }: Pick<Endpoint, 'method'>): boolean {
  return method !== 'GET'
}

/** Endpoints without a body schema never look at what was sent. */
async function bodyOf<B extends z.ZodType>(endpoint: { body?: B }, request: Request): Promise<z.output<B>> {
  return endpoint.body === undefined ? noBody.parse(undefined) : readBody(endpoint.body, request)
}

const noBody = z.any()

/** Outside production an answer that breaks its own schema is an error; there the check would only cost time. */
function serialise(endpoint: Endpoint, body: unknown): string {
  if (process.env.NODE_ENV !== 'production') endpoint.response.parse(body)
  return JSON.stringify(body)
}

/** The one shape of errors. What is not meant for people says `internal` and is logged with its cause. */
export function sendError(error: unknown, requestId: string): Response {
  const known = error instanceof AppError
  const code = known ? error.code : 'internal'
  if (!known || code === 'unavailable') logError(error, requestId)
  const message = known ? error.message : `Something went wrong here; the log has the reason under ${requestId}.`
  const body: ErrorBody = { error: { code, message, requestId } }
  const headers = {
    ...commonHeaders(requestId),
    'cache-control': 'private, no-store',
    ...extraHeaders(code, known ? error.retryAfterSeconds : null),
  }
  return Response.json(body, { status: statusOfCode[code], headers })
}

function extraHeaders(code: AppError['code'], retryAfterSeconds: number | null): Record<string, string> {
  if (code === 'unauthorized') return { 'www-authenticate': 'Bearer' }
  const seconds = retryAfterSeconds ?? (code === 'unavailable' ? 2 : null)
  return seconds === null ? {} : { 'retry-after': String(seconds) }
}

function logError(error: unknown, requestId: string): void {
  getServer().log.error({ err: error, requestId }, 'request failed')
}
