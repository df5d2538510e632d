'use client'

import { useEffect, useEffectEvent } from 'react'
import { z } from 'zod'
import type { Run } from '#lib/domain/run.ts'
import { useStoredJson } from './use-stored-json.ts'

const RecentRun = z.object({ project: z.string(), runId: z.string(), title: z.string() })
export type RecentRun = z.infer<typeof RecentRun>

const RecentRuns = z.array(RecentRun)
const none: RecentRun[] = []
const kept = 8
const titleLength = 120

/** The runs that were opened last in this browser, the newest first. */
export function useRecentRuns(project: string): RecentRun[] {
  const [runs] = useStoredJson('recent-runs', RecentRuns, none)
  return runs.filter((run) => run.project === project)
}

/** Puts an opened run in front of them. */
export function useRememberRun(run: Run | undefined): void {
  const [runs, setRuns] = useStoredJson('recent-runs', RecentRuns, none)
  const remember = useEffectEvent(() => {
    if (run === undefined) return
    const { project, runId } = run
    const title = (run.inputPreview || run.agent || `Run ${runId.slice(0, 8)}`).slice(0, titleLength)
    setRuns([{ project, runId, title }, ...runs.filter((each) => each.runId !== runId)].slice(0, kept))
  })
  const openedId = run?.runId
  useEffect(() => {
    if (openedId !== undefined) remember()
  }, [openedId])
}
