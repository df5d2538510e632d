'use client'

import { CostCardHost } from '#components/run/cost/cost-card-host.tsx'
import { SpanPanelContainer } from '#components/run/panel/span-panel-container.tsx'
import { TruncatedNote } from '#components/run/run-states.tsx'
import { TranscriptContext } from '#components/run/transcript/transcript-context.ts'
import { TranscriptView } from '#components/run/transcript/transcript-view.tsx'
import { TreeView } from '#components/run/tree/tree-view.tsx'
import { useRunViewState } from '#components/run/use-run-view-state.ts'
import { useStoredChoice } from '#components/run/use-stored-choice.ts'
import { ResizableGroup, ResizableHandle, ResizablePanel } from '#components/ui/resizable.tsx'
import { TabPanel, Tabs } from '#components/ui/tabs.tsx'
import type { Run, RunSpans } from '#lib/domain/run.ts'

const views = ['transcript', 'tree'] as const
const items = [
  { value: 'transcript', label: 'Transcript' },
  { value: 'tree', label: 'Tree' },
] as const

/** Searching is the run's own page's. */
const nothingFound: ReadonlySet<string> = new Set()
/** Sub-trees are looked at alone on the run's own page. */
const ignore = () => {}

type PeekViewsProps = {
  run: Run
  spans: RunSpans
  spanId: string | null
  onSpan: (spanId: string | null) => void
}

/** The reading views of a run in a narrow place; a selected span opens below. The last view is remembered. */
export function PeekViews({ run, spans, spanId, onSpan }: PeekViewsProps) {
  const [view, setView] = useStoredChoice('peek-view', views, 'transcript')
  const state = useRunViewState({ spans, selectedId: spanId, rootId: null, onRoot: ignore })
  const jumpTo = (id: string) => {
    state.reveal(id)
    onSpan(id)
  }
  const transcriptState = {
    project: run.project,
    runId: run.runId,
    selectedId: spanId,
    goalTurnId: state.items.find((item) => item.type === 'goal')?.turnId ?? null,
    opened: state.opened,
    matchedIds: nothingFound,
    onSelect: onSpan,
    onToggle: state.toggleItem,
  }
  return (
    <CostCardHost run={run} spans={spans} selectedNode={state.selectedNode} onSelect={jumpTo}>
      <TruncatedNote shown={spans.nodes.length} total={spans.totalCount} />
      <ResizableGroup orientation="vertical" className="flex-1">
        <ResizablePanel id="view" minSize="25%">
          <Tabs label="Views of the run" items={items} value={view} onValueChange={setView} className="h-full">
            <TabPanel value="transcript">
              {view === 'transcript' ? (
                <TranscriptContext value={transcriptState}>
                  <TranscriptView run={run} items={state.items} focus={state.focus} />
                </TranscriptContext>
              ) : null}
            </TabPanel>
            <TabPanel value="tree">
              {view === 'tree' ? (
                <TreeView
                  spans={spans}
                  rows={state.rows}
                  selectedId={spanId}
                  matchedIds={nothingFound}
                  focus={state.focus}
                  onSelect={onSpan}
                  onToggle={state.toggleRow}
                  onFocus={onSpan}
                />
              ) : null}
            </TabPanel>
          </Tabs>
        </ResizablePanel>
        {state.selectedNode === null ? null : (
          <>
            <ResizableHandle
              label="Height of the span"
              className="h-px w-full after:inset-x-0 after:-top-1 after:h-2 after:w-full"
            />
            <ResizablePanel id="span" defaultSize="50%" minSize="25%">
              <SpanPanelContainer
                project={run.project}
                runId={run.runId}
                node={state.selectedNode}
                nodes={spans.nodes}
                onSelect={jumpTo}
                onClose={() => onSpan(null)}
              />
            </ResizablePanel>
          </>
        )}
      </ResizableGroup>
    </CostCardHost>
  )
}
