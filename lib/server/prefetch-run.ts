import 'server-only'
import { setTimeout as sleep } from 'node:timers/promises'
import { headers } from 'next/headers'
import { cache } from 'react'
import { runQueries } from '#lib/api/runs.ts'
import { AppError } from '#lib/domain/errors.ts'
import type { Run } from '#lib/domain/run.ts'
import { projectOfShare } from '#lib/paths.ts'
import { hasFirstScreen, type FirstScreen, type RunPlace } from '#lib/run-view/first-screen.ts'
import { checkOrigin } from './check-origin.ts'
import { briefContextOf, decided, headStart, logFailure, pageContext, requestClient } from './prefetch.ts'
import { getServer } from './server.ts'
import type { ServiceContext } from './services/context.ts'
import { getFirstScreen } from './services/runs/get-first-screen.ts'
import { getRun } from './services/runs/get-run.ts'
import { openShare, type OpenShare } from './services/shares/open-share.ts'

/**
 * How long a document waits for the rows of its run, in milliseconds: one that is assembled already has them at once.
 * Of another the browser asks for the tree, and finds its assembly begun.
 */
const firstScreenWaitMs = 250

/** The run, for the page's first paint and title, and what its view shows first; a run that is not there is a 404. */
export async function prefetchRun(project: string, runId: string, place: RunPlace): Promise<FirstScreen | null> {
  const run = await headStart(getRun({ ctx: await briefContextOf(project), runId }))
  if (run === null) return null
  requestClient().setQueryData(runQueries.detail(project, runId).queryKey, run)
  return prefetchFirstScreen(await pageContext(project), run, place)
}

/** Null where it is not there in time. */
export async function prefetchFirstScreen(ctx: ServiceContext, run: Run, place: RunPlace): Promise<FirstScreen | null> {
  const screen = getFirstScreen({ ctx, run, place }).catch((error: unknown) => {
    logFailure(error)
    return null
  })
  return hasFirstScreen(place) ? Promise.race([screen, sleep(firstScreenWaitMs, null)]) : null
}

type SharedRun = ({ state: 'open' } & OpenShare) | { state: 'closed' | 'unknown' }

/** The run that a shared link shows; 'closed' when the link was ours, 'unknown' when it never was. Read once a request. */
export const prefetchSharedRun = cache(async (token: string): Promise<SharedRun> => {
  const server = getServer()
  checkOrigin({ method: 'GET', host: (await headers()).get('host'), origin: null, fetchSite: null }, server.env)
  try {
    const share = await decided(openShare({ db: server.db, prices: server.prices, token, nowMs: Date.now() }))
    requestClient().setQueryData(runQueries.detail(projectOfShare(token), share.run.runId).queryKey, share.run)
    return { state: 'open', ...share }
  } catch (error) {
    if (error instanceof AppError && error.code === 'gone') return { state: 'closed' }
    if (error instanceof AppError && error.code === 'not_found') return { state: 'unknown' }
    throw error
  }
})
