import 'server-only'
import { headers } from 'next/headers'
import { notFound, redirect } from 'next/navigation'
import { cache } from 'react'
import { dehydrate, type DehydratedState } from '@tanstack/react-query'
import { createQueryClient } from '#lib/api/query-client.ts'
import { ingestQueries } from '#lib/api/ingest.ts'
import { keyQueries } from '#lib/api/keys.ts'
import { projectQueries } from '#lib/api/projects.ts'
import { runPageSize, runQueries, type RunListFilter } from '#lib/api/runs.ts'
import { sessionQueries, type SessionFilter } from '#lib/api/sessions.ts'
import type { IngestHealthQuery } from '#lib/domain/ingest-health.ts'
import type { Actor } from '#lib/domain/access/actor.ts'
import { can } from '#lib/domain/access/can.ts'
import { AppError } from '#lib/domain/errors.ts'
import { RunListQuery } from '#lib/domain/filter.ts'
import { paths, projectOfShare } from '#lib/paths.ts'
import { callerOf } from './access/caller.ts'
import { requireAllowed } from './access/require-allowed.ts'
import { checkOrigin } from './check-origin.ts'
import { contextOf, openProjects } from './context-of.ts'
import { pathHeader } from './path-header.ts'
import { getServer } from './server.ts'
import type { ServiceContext } from './services/context.ts'
import { getIngestHealth, seesUnowned } from './services/ingest/get-ingest-health.ts'
import { listApiKeys } from './services/keys/list-api-keys.ts'
import { getStatus } from './services/projects/get-status.ts'
import { assembleRun } from './services/runs/assemble-run.ts'
import { getRun } from './services/runs/get-run.ts'
import { listRuns } from './services/runs/list-runs.ts'
import { getSession } from './services/sessions/get-session.ts'
import { openShare } from './services/shares/open-share.ts'
import { listSessions, SessionListQuery } from './services/sessions/list-sessions.ts'

/** One client for everything that a page prefetches. */
const requestClient = cache(createQueryClient)

/** Who opens the page; somebody who is not signed in is led to where they can. */
const visitor = cache(async (): Promise<Actor> => {
  const server = getServer()
  const sent = await headers()
  checkOrigin({ method: 'GET', host: sent.get('host'), origin: null, fetchSite: null }, server.env)
  const { actor } = await callerOf(server, { authorization: sent.get('authorization'), cookie: sent.get('cookie') })
  if (actor.kind !== 'nobody') return actor
  redirect((await server.access.directory.isEmpty()) ? paths.setUp : paths.signIn(sent.get(pathHeader) ?? paths.home))
})

/** The same checks as of a route; a page of a project that is not there, or not theirs, is a 404. */
const pageContext = cache(async (project: string): Promise<ServiceContext> => {
  const actor = await visitor()
  try {
    requireAllowed(actor, 'run:read', project)
    return await contextOf(getServer(), actor, project)
  } catch (error) {
    return orNotFound(error)
  }
})

/** What the prefetches of this request read, for HydrationBoundary. */
export function prefetched(): DehydratedState {
  return dehydrate(requestClient())
}

export async function prefetchProjects(): Promise<void> {
  const actor = await visitor()
  const queryFn = async () => ({ items: await openProjects(getServer(), actor) })
  await requestClient()
    .query({ ...projectQueries.list(), queryFn })
    .catch(logFailure)
}

export async function prefetchStatus(project: string): Promise<void> {
  const ctx = await pageContext(project)
  const queryFn = () => getStatus({ ctx, env: getServer().env })
  await requestClient()
    .query({ ...projectQueries.status(project), queryFn })
    .catch(logFailure)
}

export async function prefetchIngestHealth(project: string, range: IngestHealthQuery): Promise<void> {
  const ctx = await pageContext(project)
  const server = getServer()
  const queryFn = async () => {
    const withUnowned = seesUnowned(ctx.actor, await server.projects.get())
    return getIngestHealth({ ctx, input: range, withUnowned })
  }
  await requestClient()
    .query({ ...ingestQueries.health(project, range), queryFn })
    .catch(logFailure)
}

/** Nothing for those who may not see keys: the page then says so. */
export async function prefetchKeys(project: string): Promise<void> {
  const ctx = await pageContext(project)
  if (!can(ctx.actor, 'key:read', { project })) return
  await requestClient()
    .query({ ...keyQueries.list(project), queryFn: () => listApiKeys({ ctx }) })
    .catch(logFailure)
}

export async function prefetchRuns(project: string, filter: RunListFilter): Promise<void> {
  const ctx = await pageContext(project)
  const input = RunListQuery.parse({ ...filter, limit: runPageSize })
  await requestClient()
    .infiniteQuery({
      ...runQueries.list(project, filter),
      queryFn: () => listRuns({ ctx, input }),
    })
    .catch(logFailure)
}

/** The run, for the page's first paint and title; a run that is not there is a 404. */
export async function prefetchRun(project: string, runId: string): Promise<void> {
  const ctx = await pageContext(project)
  const run = await getRun({ ctx, runId }).catch(orNotFound)
  requestClient().setQueryData(runQueries.detail(project, runId).queryKey, run)
  // The browser asks for the tree next: by then its assembly has begun.
  assembleRun({ ctx, run }).catch(logFailure)
}

type SharedRun = { state: 'open'; runId: string; expiresAt: string } | { state: 'closed' | 'unknown' }

/** The run that a shared link shows; 'closed' when the link was ours, 'unknown' when it never was. Read once a request. */
export const prefetchSharedRun = cache(async (token: string): Promise<SharedRun> => {
  const server = getServer()
  checkOrigin({ method: 'GET', host: (await headers()).get('host'), origin: null, fetchSite: null }, server.env)
  try {
    const { run, expiresAt } = await openShare({ db: server.db, token, nowMs: Date.now() })
    requestClient().setQueryData(runQueries.detail(projectOfShare(token), run.runId).queryKey, run)
    return { state: 'open', runId: run.runId, expiresAt }
  } catch (error) {
    if (error instanceof AppError && error.code === 'gone') return { state: 'closed' }
    if (error instanceof AppError && error.code === 'not_found') return { state: 'unknown' }
    throw error
  }
})

export async function prefetchSessions(project: string, filter: SessionFilter): Promise<void> {
  const ctx = await pageContext(project)
  const input = SessionListQuery.parse({ ...filter, limit: runPageSize })
  await requestClient()
    .infiniteQuery({
      ...sessionQueries.list(project, filter),
      queryFn: () => listSessions({ ctx, input }),
    })
    .catch(logFailure)
}

/** The figures of a session; one that is not there is a 404. */
export async function prefetchSession(project: string, session: string): Promise<void> {
  const ctx = await pageContext(project)
  const detail = await getSession({ ctx, session, limit: 0 }).catch(orNotFound)
  requestClient().setQueryData(sessionQueries.summary(project, session).queryKey, detail)
}

/** The browser asks again for what is missing and shows what went wrong. */
function logFailure(error: unknown): void {
  getServer().log.warn({ err: error }, 'a prefetch failed')
}

function orNotFound(error: unknown): never {
  if (error instanceof AppError && error.code === 'not_found') notFound()
  throw error
}
