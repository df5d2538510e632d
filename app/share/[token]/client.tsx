'use client'

import { useQuery } from '@tanstack/react-query'
import { useQueryStates } from 'nuqs'
import { useState } from 'react'
import { ShareClosed } from '#components/export/shared-states.tsx'
import { minuteText } from '#components/export/minute-text.ts'
import { ShellContext, type ShellOverlay } from '#components/layout/shell-context.tsx'
import { ShortcutsDialog } from '#components/layout/shortcuts-dialog.tsx'
import { useShortcuts } from '#components/layout/use-shortcuts.ts'
import { ViewMenu } from '#components/layout/view-menu.tsx'
import { BeforeSpans } from '#components/run/first-screen/before-spans.tsx'
import { RunBodyContainer } from '#components/run/run-body-container.tsx'
import { runQueries } from '#lib/api/runs.ts'
import { AppError } from '#lib/domain/errors.ts'
import type { FirstScreen } from '#lib/run-view/first-screen.ts'
import { sharedRunParams } from './search-params.ts'

type SharedRunClientProps = { project: string; runId: string; expiresAt: string; firstScreen: FirstScreen | null }

/** The views of a run, read through its link; nothing here leads anywhere else. */
export function SharedRunClient({ project, runId, expiresAt, firstScreen }: SharedRunClientProps) {
  const [overlay, setOverlay] = useState<ShellOverlay>(null)
  const [{ view, span, root }, setParams] = useQueryStates(sharedRunParams)
  useShortcuts('Everywhere', [{ keys: ['?'], label: 'This list', run: () => setOverlay('shortcuts') }])
  const detail = useQuery(runQueries.detail(project, runId))
  const spans = useQuery(runQueries.spans(project, runId))
  const error = detail.error ?? spans.error
  if (error instanceof AppError && error.code === 'gone') return <ShareClosed />
  // Everything below asks for its data by the run's project: here, by the link.
  const run = detail.data === undefined ? undefined : { ...detail.data, project }
  const select = (spanId: string | null) => void setParams({ span: spanId })
  return (
    <ShellContext value={{ project, overlay, setOverlay }}>
      <main className="flex h-dvh min-w-0 flex-col overflow-hidden">
        <header className="flex h-11 shrink-0 items-center gap-2 border-b bg-canvas px-4">
          <h1 className="shrink-0 font-semibold">Shared run</h1>
          <span className="truncate text-sm text-ink-2">read-only, open until {minuteText(expiresAt, 'UTC')} UTC</span>
          <span className="flex-1" />
          <ViewMenu />
        </header>
        {run !== undefined && spans.data !== undefined && spans.data.nodes.length > 0 ? (
          <RunBodyContainer
            run={run}
            spans={spans.data}
            view={view}
            onView={(next) => void setParams({ view: next })}
            selectedId={span}
            onSelect={select}
            rootId={root}
            onRoot={(next) => void setParams({ root: next })}
          />
        ) : (
          <BeforeSpans
            run={run}
            spans={spans.data}
            error={error}
            onRetry={() => void Promise.all([detail.refetch(), spans.refetch()])}
            firstScreen={firstScreen}
            place={{ view, spanId: span, rootId: root }}
            onSelect={select}
          />
        )}
      </main>
      <ShortcutsDialog />
    </ShellContext>
  )
}
