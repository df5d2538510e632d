import 'server-only'
import { headers } from 'next/headers'
import { notFound, redirect } from 'next/navigation'
import { cache } from 'react'
import { dehydrate, type DehydratedState } from '@tanstack/react-query'
import { createQueryClient } from '#lib/api/query-client.ts'
import { withSignal } from '#clickhouse/with-signal.ts'
import { costQueries, groupLimits, type CostGrouping, type CostGroups } from '#lib/api/costs.ts'
import { ingestQueries } from '#lib/api/ingest.ts'
import { meQueries } from '#lib/api/me.ts'
import { projectQueries } from '#lib/api/projects.ts'
import { runPageSize, runQueries, type RunListFilter } from '#lib/api/runs.ts'
import { sessionQueries, type SessionFilter } from '#lib/api/sessions.ts'
import type { IngestHealthQuery } from '#lib/domain/ingest-health.ts'
import type { Me } from '#lib/domain/access/account.ts'
import type { Actor } from '#lib/domain/access/actor.ts'
import { AppError, unavailableDigest } from '#lib/domain/errors.ts'
import { CostReportQuery } from '#lib/domain/costs.ts'
import { RunListQuery, type RunFilter } from '#lib/domain/filter.ts'
import { paths } from '#lib/paths.ts'
import { callerOf } from './access/caller.ts'
import { requireAllowed } from './access/require-allowed.ts'
import { checkOrigin } from './check-origin.ts'
import { contextOf, openProjects } from './context-of.ts'
import { inTime } from './in-time.ts'
import { pathHeader } from './path-header.ts'
import { getServer } from './server.ts'
import type { ServiceContext } from './services/context.ts'
import { me } from './services/account/profile.ts'
import { getCosts } from './services/costs/get-costs.ts'
import { getIngestHealth, seesUnowned } from './services/ingest/get-ingest-health.ts'
import { getStatus } from './services/projects/get-status.ts'
import { listRuns } from './services/runs/list-runs.ts'
import { getSession } from './services/sessions/get-session.ts'
import { listSessions, SessionListQuery } from './services/sessions/list-sessions.ts'

/** Next hands the digest on to the error page, and nothing else. */
class PageUnavailableError extends AppError {
  readonly digest = unavailableDigest
}

/** How long a page waits in all, in milliseconds: what it lacks then the browser asks for. */
const pageWaitMs = 2_500
const pageTime = cache(() => AbortSignal.timeout(pageWaitMs))

/** One client for everything that a page prefetches: there is no time to try twice. */
export const requestClient = cache(() => createQueryClient({ retries: 0 }))

/** Who opens the page; somebody who is not signed in is led to where they can. */
const visitor = cache((): Promise<Actor> => decided(signedIn()))

async function signedIn(): Promise<Actor> {
  const server = getServer()
  const sent = await headers()
  checkOrigin({ method: 'GET', host: sent.get('host'), origin: null, fetchSite: null }, server.env)
  // Keys are for programs, which need no pages; what a proxy in front asks people for is not meant for us.
  const { actor } = await callerOf(server, { authorization: null, cookie: sent.get('cookie') })
  if (actor.kind !== 'nobody') return actor
  redirect((await server.access.directory.isEmpty()) ? paths.setUp : paths.signIn(sent.get(pathHeader) ?? paths.home))
}

/** A page of a project that is not there is a 404; whoever may not see it, or cannot be checked now, sees nothing of it. */
export const pageContext = cache((project: string): Promise<ServiceContext> => decided(allowed(project)))

/** The same checks as of a route. */
async function allowed(project: string): Promise<ServiceContext> {
  const actor = await visitor()
  try {
    requireAllowed(actor, 'run:read', project)
    return await contextOf(getServer(), actor, project)
  } catch (error) {
    return orNotFound(error)
  }
}

/** For reads that only this page waits for. */
export async function briefContextOf(project: string): Promise<ServiceContext> {
  const ctx = await pageContext(project)
  return { ...ctx, db: withSignal(ctx.db, pageTime()) }
}

/** What the prefetches of this request read, for HydrationBoundary. */
export function prefetched(): DehydratedState {
  return dehydrate(requestClient())
}

/** Who opens the page, and what is open to them; null when the store cannot say just now. */
export async function prefetchMe(): Promise<Me | null> {
  const actor = await visitor()
  const queryFn = async () => me(actor, await getServer().projects.get())
  return headStart(requestClient().query({ ...meQueries.me(), queryFn }))
}

export async function prefetchProjects(): Promise<void> {
  const actor = await visitor()
  const queryFn = async () => ({ items: await openProjects(getServer(), actor) })
  await headStart(requestClient().query({ ...projectQueries.list(), queryFn }))
}

export async function prefetchStatus(project: string): Promise<void> {
  const ctx = await briefContextOf(project)
  const queryFn = () => getStatus({ ctx, env: getServer().env })
  await headStart(requestClient().query({ ...projectQueries.status(project), queryFn }))
}

export async function prefetchIngestHealth(project: string, range: IngestHealthQuery): Promise<void> {
  const ctx = await briefContextOf(project)
  const server = getServer()
  const queryFn = async () => {
    const withUnowned = seesUnowned(ctx.actor, await server.projects.get())
    return getIngestHealth({ ctx, input: range, withUnowned })
  }
  await headStart(requestClient().query({ ...ingestQueries.health(project, range), queryFn }))
}

export async function prefetchRuns(project: string, filter: RunListFilter): Promise<void> {
  const ctx = await briefContextOf(project)
  const { data: input } = RunListQuery.safeParse({ ...filter, limit: runPageSize })
  // What cannot be asked is said by the answer that the browser gets.
  if (input === undefined) return
  const queryFn = () => listRuns({ ctx, input })
  await headStart(requestClient().infiniteQuery({ ...runQueries.list(project, filter), queryFn }))
}

export async function prefetchCosts(
  project: string,
  filter: RunFilter,
  by: CostGrouping,
  groups: CostGroups,
): Promise<void> {
  const ctx = await briefContextOf(project)
  const { data: input } = CostReportQuery.safeParse({ ...filter, by, ...groupLimits[groups] })
  if (input === undefined) return
  const queryFn = () => getCosts({ ctx, input })
  await headStart(requestClient().query({ ...costQueries.report(project, filter, by, groups), queryFn }))
}

export async function prefetchSessions(project: string, filter: SessionFilter): Promise<void> {
  const ctx = await briefContextOf(project)
  const { data: input } = SessionListQuery.safeParse({ ...filter, limit: runPageSize })
  if (input === undefined) return
  const queryFn = () => listSessions({ ctx, input })
  await headStart(requestClient().infiniteQuery({ ...sessionQueries.list(project, filter), queryFn }))
}

/** The figures of a session; one that is not there is a 404. */
export async function prefetchSession(project: string, session: string): Promise<void> {
  const detail = await headStart(getSession({ ctx: await briefContextOf(project), session, limit: 0 }))
  if (detail !== null) requestClient().setQueryData(sessionQueries.summary(project, session).queryKey, detail)
}

/** What a page cannot be drawn without: it is there in time, or the error page says that the database does not answer. */
export function decided<T>(work: Promise<T>): Promise<T> {
  return inTime(work, pageTime(), tooLate).catch((error: unknown) => {
    if (!(error instanceof AppError) || error.code !== 'unavailable') throw error
    throw new PageUnavailableError('unavailable', error.message, { cause: error })
  })
}

/** What did not come, in time, is null: the browser asks again and shows what went wrong. */
export function headStart<T>(work: Promise<T>): Promise<T | null> {
  return inTime(work, pageTime(), tooLate).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'not_found') notFound()
    logFailure(error)
    return null
  })
}

function tooLate(): AppError {
  return new AppError('unavailable', 'The database did not answer in the time that a page waits.')
}

export function logFailure(error: unknown): void {
  getServer().log.warn({ err: error }, 'a prefetch failed')
}

function orNotFound(error: unknown): never {
  if (error instanceof AppError && error.code === 'not_found') notFound()
  if (error instanceof AppError && error.code === 'forbidden') redirect(paths.forbidden)
  throw error
}
