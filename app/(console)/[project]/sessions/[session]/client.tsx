'use client'

import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useQueryStates } from 'nuqs'
import { useMemo } from 'react'
import { LiveToggle } from '#components/layout/live-toggle.tsx'
import { TopBar } from '#components/layout/top-bar.tsx'
import { useIsMedium } from '#components/layout/use-media-query.ts'
import { usePreferences } from '#components/layout/use-preferences.ts'
import { useShortcuts } from '#components/layout/use-shortcuts.ts'
import { ListError } from '#components/run-list/list-error.tsx'
import { useListSelection } from '#components/run-list/use-list-selection.ts'
import { CardKey } from '#components/run/cost/card-key.tsx'
import { ListedCostHost } from '#components/run/cost/listed-cost.tsx'
import { RunsCostCard } from '#components/run/cost/runs-cost.tsx'
import { SessionHeader } from '#components/session/session-header.tsx'
import { runsOfSession } from '#components/session/session-runs.ts'
import { SessionLoading } from '#components/session/session-states.tsx'
import { TurnPanelContainer } from '#components/session/turn-panel-container.tsx'
import { TurnsView } from '#components/session/turns-view.tsx'
import { ResizableGroup, ResizableHandle, ResizablePanel } from '#components/ui/resizable.tsx'
import { Sheet } from '#components/ui/sheet.tsx'
import { loadedRows } from '#lib/api/loaded-rows.ts'
import { encodeRunList } from '#lib/api/run-list-link.ts'
import { sessionQueries } from '#lib/api/sessions.ts'
import type { SessionTurns } from '#lib/domain/session.ts'
import { turnRows } from '#lib/run-view/session-turns.ts'
import { exactFilterValue } from '#lib/domain/query/filter-value.ts'
import { paths } from '#lib/paths.ts'
import { sessionParams } from './search-params.ts'

const refreshMs = 5_000

export function SessionClient({ project, session }: { project: string; session: string }) {
  const router = useRouter()
  const [params, setParams] = useQueryStates(sessionParams)
  const [{ live }] = usePreferences()
  const isMedium = useIsMedium()
  const summary = useQuery({ ...sessionQueries.summary(project, session), refetchInterval: live ? refreshMs : false })
  const turns = useInfiniteQuery({
    ...sessionQueries.turns(project, session),
    refetchInterval: ({ state }) =>
      live && isBehind(state.data?.pages ?? [], summary.data?.session.runs ?? 0) ? refreshMs : false,
  })
  const rows = useMemo(() => turnRows(loadedRows(turns.data?.pages ?? [], ({ run }) => run.runId)), [turns.data])
  const { selected, select } = useListSelection(session, params.turn, (turn) => setParams({ turn }))

  // Previous and next of a turn's page are the turns of the session.
  const from = encodeRunList({ session: [exactFilterValue(session, false)], sort: 'startedAt', order: 'asc' })
  const hrefOf = (runId: string, span?: string) => paths.run(project, runId, { from, span })
  const onlyTurns = rows.filter((row) => row.type === 'turn')
  const place = onlyTurns.findIndex(({ key }) => key === selected)
  const open = onlyTurns[place] ?? null
  const moveTo = (next: number) => {
    const row = onlyTurns[Math.max(0, Math.min(onlyTurns.length - 1, next))]
    if (row !== undefined) void select(row.key)
  }
  useShortcuts('Session', [
    { keys: ['j', 'ArrowDown'], label: 'Next turn', run: () => moveTo(place + 1) },
    { keys: ['k', 'ArrowUp'], label: 'Previous turn', run: () => moveTo(place - 1) },
    { keys: ['Home'], label: 'First turn', run: () => moveTo(0) },
    { keys: ['End'], label: 'Last loaded turn', run: () => moveTo(onlyTurns.length - 1) },
    {
      keys: ['Enter'],
      label: 'Open the run of the turn',
      run: () => selected !== null && router.push(hrefOf(selected)),
    },
    { keys: ['Escape'], label: 'Close the turn', run: () => void select(null) },
  ])

  const panel =
    open === null ? null : (
      <TurnPanelContainer
        key={open.key}
        project={project}
        run={open.turn.run}
        title={`Turn ${open.number}`}
        spanHref={(spanId) => hrefOf(open.key, spanId)}
        onClose={isMedium ? undefined : () => void select(null)}
      />
    )
  return (
    <ListedCostHost selected={open?.turn.run ?? null} hrefOf={hrefOf}>
      <TopBar
        title={
          <>
            <Link href={paths.sessions(project)} className="text-ink-2 hover:text-ink">
              Sessions
            </Link>
            <span className="px-1.5 font-normal text-line-strong">/</span>
            <code className="font-medium">{session.slice(0, 32)}</code>
          </>
        }
        actions={
          <LiveToggle
            refresh={{
              subject: session,
              everyMs: refreshMs,
              answeredMs: summary.dataUpdatedAt,
              failed: summary.isError || turns.isLoadingError || turns.isRefetchError,
            }}
          />
        }
      />
      {summary.data ? (
        <SessionHeader
          project={project}
          session={summary.data.session}
          filter={{ session: [exactFilterValue(session, false)] }}
        />
      ) : null}
      {turns.isError && rows.length === 0 ? (
        <ListError what="The session" error={turns.error} onRetry={() => void turns.refetch()} />
      ) : turns.isPending ? (
        <SessionLoading />
      ) : (
        <ResizableGroup className="flex-1">
          <ResizablePanel id="turns" minSize="30%">
            <TurnsView
              rows={rows}
              selectedId={selected}
              hrefOf={hrefOf}
              onSelect={(runId) => void select(runId === selected ? null : runId)}
              hasMore={turns.hasNextPage}
              loadingMore={turns.isFetchingNextPage || turns.isFetchNextPageError}
              onNearEnd={() => void turns.fetchNextPage()}
            />
          </ResizablePanel>
          {panel === null || isMedium ? null : (
            <>
              <ResizableHandle label="Width of the turn" />
              <ResizablePanel id="turn" defaultSize="36%" minSize="20rem">
                {panel}
              </ResizablePanel>
            </>
          )}
        </ResizableGroup>
      )}
      {open === null && summary.data ? (
        <CardKey
          label="How the cost of the session came about"
          content={<RunsCostCard {...runsOfSession(project, summary.data.session)} />}
          place='section[aria-label="Session facts"]'
        />
      ) : null}
      {isMedium && open !== null ? (
        <Sheet title={`Turn ${open.number}`} open onOpenChange={() => void select(null)}>
          {panel}
        </Sheet>
      ) : null}
    </ListedCostHost>
  )
}

/** The end of a conversation grows: as long as it is not loaded, or nothing is at work, what is shown stays right. */
function isBehind(pages: readonly SessionTurns[], runs: number): boolean {
  const turns = pages.flatMap(({ items }) => items)
  if (pages.at(-1)?.nextCursor !== null) return false
  return turns.length < runs || turns.some(({ run }) => run.endReason === 'running')
}
