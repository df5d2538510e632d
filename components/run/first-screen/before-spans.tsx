'use client'

import type { Run, RunSpans } from '#lib/domain/run.ts'
import type { FirstScreen, RunPlace } from '#lib/run-view/first-screen.ts'
import { RunHeader } from '../run-header.tsx'
import { RunError, RunLoading, SpansGone } from '../run-states.tsx'
import { FirstScreenView } from './first-screen-view.tsx'

type BeforeSpansProps = {
  run: Run | undefined
  /** Undefined while they are on their way; without nodes where they are gone. */
  spans: RunSpans | undefined
  error: Error | null
  onRetry: () => void
  /** What came with the page. */
  firstScreen: FirstScreen | null
  /** What the address says now. */
  place: RunPlace
  onSelect: (spanId: string | null) => void
}

/** The page of a run that has no spans to show yet, or none at all. */
export function BeforeSpans({ run, spans, error, onRetry, firstScreen, place, onSelect }: BeforeSpansProps) {
  const isGone = run !== undefined && spans !== undefined
  return (
    <>
      {run === undefined ? null : <RunHeader run={run} onSelect={onSelect} />}
      {isGone ? (
        <SpansGone run={run} />
      ) : error !== null ? (
        <RunError error={error} onRetry={onRetry} />
      ) : run !== undefined && firstScreen !== null && isSamePlace(firstScreen.place, place) ? (
        <FirstScreenView run={run} screen={firstScreen} />
      ) : (
        <RunLoading />
      )}
    </>
  )
}

function isSamePlace(a: RunPlace, b: RunPlace): boolean {
  return a.view === b.view && a.spanId === b.spanId && a.rootId === b.rootId
}
