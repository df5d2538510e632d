'use client'

import { Suspense, useRef, useState } from 'react'
import type { Run, RunSpans } from '#lib/domain/run.ts'
import type { SearchMatch } from '#lib/domain/run-search.ts'
import { useIsMedium } from '#components/layout/use-media-query.ts'
import { useTextMarks } from '#components/layout/use-text-marks.ts'
import { ResizableGroup, ResizableHandle, ResizablePanel } from '#components/ui/resizable.tsx'
import { TabPanel } from '#components/ui/tabs.tsx'
import { CostCardHost } from './cost/cost-card-host.tsx'
import { GraphView, JsonView, LogView, SpanPanelContainer, TimelineView } from './lazy-views.ts'
import { tabOfField, type SpanTab } from './panel/span-tabs.ts'
import { RunHeader } from './run-header.tsx'
import { TruncatedNote, UnknownSpanNote } from './run-states.tsx'
import { RunTools } from './run-tools.tsx'
import { RunViewTabs } from './run-view-tabs.tsx'
import { isTreeView, runViews, type RunViewName } from './run-views.ts'
import { useRunFind, type RunFind } from './search/use-run-find.ts'
import { TranscriptContext } from './transcript/transcript-context.ts'
import { TranscriptView } from './transcript/transcript-view.tsx'
import { TreeView } from './tree/tree-view.tsx'
import { SubtreePath } from './subtree-path.tsx'
import { useRunShortcuts } from './use-run-shortcuts.ts'
import { useRunViewState, type RunViewState } from './use-run-view-state.ts'

type RunBodyProps = {
  run: Run
  spans: RunSpans
  view: RunViewName
  onView: (view: RunViewName) => void
  selectedId: string | null
  onSelect: (spanId: string | null) => void
  /** The span whose sub-tree is in focus. */
  rootId: string | null
  onRoot: (spanId: string | null) => void
}

const noMatches: readonly SearchMatch[] = []

/** The views of a run, the tools over them, and the panel of the selected span beside them. */
export function RunBodyContainer(props: RunBodyProps) {
  const { run, spans, view, onView, selectedId, onSelect, rootId, onRoot } = props
  const find = useRunFind(run, spans)
  const state = useRunViewState({ spans, selectedId, rootId, onRoot, matches: find.matches })
  const [asked, setAsked] = useState<{ spanId: string; tab: SpanTab } | null>(null)
  const isMedium = useIsMedium()
  const findRef = useRef<HTMLInputElement>(null)
  const bodyRef = useRef<HTMLDivElement>(null)
  useTextMarks(bodyRef, find.texts)
  // A sheet would cover what was found; wide pages have the panel beside it.
  const show = (spanId: string | null) => (spanId === null || isMedium ? undefined : onSelect(spanId))
  const showMatch = (direction: 1 | -1) => {
    const spanId = state.goToMatch(direction)
    const [first] = spanId === null ? [] : (find.bySpan.get(spanId) ?? [])
    const tab = first === undefined ? null : tabOfField[first.field]
    setAsked(spanId === null || tab === null ? null : { spanId, tab })
    show(spanId)
  }

  const jumpTo = (spanId: string) => {
    state.reveal(spanId)
    onSelect(spanId)
  }
  const switchView = (next: RunViewName) => {
    if (selectedId !== null) state.reveal(selectedId)
    onView(next)
  }
  useRunShortcuts({
    state,
    view,
    onView: switchView,
    onSelect,
    showMatch,
    show,
    focusFind: () => findRef.current?.select(),
  })
  const panel =
    state.selectedNode === null ? null : (
      <Suspense>
        <SpanPanelContainer
          project={run.project}
          runId={run.runId}
          node={state.selectedNode}
          nodes={spans.nodes}
          matches={find.bySpan.get(state.selectedNode.spanId) ?? noMatches}
          askedTab={asked?.spanId === state.selectedNode.spanId ? asked.tab : null}
          onAskTab={(tab) => setAsked(tab === null || selectedId === null ? null : { spanId: selectedId, tab })}
          onSelect={jumpTo}
          onClose={() => onSelect(null)}
        />
      </Suspense>
    )
  const tools = (
    <RunTools
      view={view}
      find={find}
      position={state.position}
      onStep={showMatch}
      inputRef={findRef}
      counts={state.kindCounts}
      filter={state.filter}
      hiddenCount={state.hiddenCount}
      onFilter={state.setFilter}
      onAll={state.openAll}
    />
  )
  return (
    <CostCardHost run={run} spans={spans} selectedNode={state.selectedNode} onSelect={jumpTo}>
      <RunHeader run={run} onSelect={jumpTo} />
      <TruncatedNote shown={spans.nodes.length} total={spans.totalCount} />
      {selectedId !== null && state.selectedNode === null ? <UnknownSpanNote onClear={() => onSelect(null)} /> : null}
      <RunViewTabs view={view} onView={switchView} tools={tools}>
        {state.subtree !== null && isTreeView(view) ? (
          <SubtreePath path={state.subtree.path} onFocus={state.focusSubtree} />
        ) : null}
        <div ref={bodyRef} className="flex min-h-0 flex-1 flex-col">
          <ResizableGroup className="flex-1">
            <ResizablePanel id="view" minSize="30%">
              <Views
                run={run}
                spans={spans}
                view={view}
                state={state}
                find={find}
                selectedId={selectedId}
                onSelect={onSelect}
              />
            </ResizablePanel>
            {panel === null || isMedium ? null : (
              <>
                <ResizableHandle label="Width of the span panel" />
                <ResizablePanel id="span" defaultSize="42%" minSize="22rem">
                  {panel}
                </ResizablePanel>
              </>
            )}
          </ResizableGroup>
        </div>
      </RunViewTabs>
      {isMedium ? panel : null}
    </CostCardHost>
  )
}

type ViewsProps = Pick<RunBodyProps, 'run' | 'spans' | 'view' | 'selectedId' | 'onSelect'> & {
  state: RunViewState
  find: RunFind
}

function Views({ run, spans, view, state, find, selectedId, onSelect }: ViewsProps) {
  const { items, opened, toggleItem } = state
  const goalTurnId = items.find((item) => item.type === 'goal')?.turnId ?? null
  const transcriptState = {
    project: run.project,
    runId: run.runId,
    selectedId,
    goalTurnId,
    opened,
    onSelect,
    matchedIds: find.matchedIds,
    onToggle: toggleItem,
  }
  return runViews.map((each) => (
    <TabPanel key={each} value={each} className="h-full">
      <Suspense>
        {each !== view ? null : view === 'transcript' ? (
          <TranscriptContext value={transcriptState}>
            <TranscriptView run={run} items={items} focus={state.focus} />
          </TranscriptContext>
        ) : view === 'tree' ? (
          <TreeView
            spans={spans}
            rows={state.rows}
            selectedId={selectedId}
            matchedIds={find.matchedIds}
            focus={state.focus}
            onSelect={onSelect}
            onToggle={state.toggleRow}
            onFocus={state.focusSubtree}
          />
        ) : view === 'timeline' ? (
          <TimelineView
            key={state.subtree?.path.at(-1)?.spanId}
            spans={spans}
            rows={state.rows}
            subtree={state.subtree}
            kinds={state.filter.kinds}
            selectedId={selectedId}
            matchedIds={find.matchedIds}
            focus={state.focus}
            onSelect={onSelect}
            onToggle={state.toggleRow}
            onFocus={state.focusSubtree}
          />
        ) : view === 'graph' ? (
          <GraphView
            spans={spans}
            selectedId={selectedId}
            matchedIds={find.matchedIds}
            shownIds={state.shownIds}
            onSelect={onSelect}
          />
        ) : view === 'log' ? (
          <LogView
            run={run}
            spans={spans}
            selectedId={selectedId}
            query={find.query}
            focus={state.focus}
            onSelect={onSelect}
          />
        ) : (
          <JsonView run={run} spans={spans} />
        )}
      </Suspense>
    </TabPanel>
  ))
}
