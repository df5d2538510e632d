'use client'

import { useQuery } from '@tanstack/react-query'
import { X } from 'lucide-react'
import { AttributesTab } from '#components/run/panel/attributes-tab.tsx'
import { useSpanDetail } from '#components/run/use-span-detail.ts'
import { useStoredChoice } from '#components/run/use-stored-choice.ts'
import { IconButton } from '#components/ui/icon-button.tsx'
import { ScrollArea } from '#components/ui/scroll-area.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { TabPanel, Tabs } from '#components/ui/tabs.tsx'
import { runQueries } from '#lib/api/runs.ts'
import type { Run } from '#lib/domain/run.ts'
import { RunMetadata } from './run-metadata.tsx'
import { SpanList } from './span-list.tsx'

type TurnPanelContainerProps = {
  project: string
  run: Run
  title: string
  spanHref: (spanId: string) => string
  /** Left out inside a sheet, which has its own title and button. */
  onClose?: () => void
}

const tabs = ['spans', 'metadata'] as const
const items = [
  { value: 'spans', label: 'Spans' },
  { value: 'metadata', label: 'Metadata' },
] as const

/** What one turn did, span by span, and all that was sent about it. */
export function TurnPanelContainer({ project, run, title, spanHref, onClose }: TurnPanelContainerProps) {
  const [tab, setTab] = useStoredChoice('turn-tab', tabs, 'spans')
  const spans = useQuery(runQueries.spans(project, run.runId))
  const rootId = spans.data?.nodes[0]?.spanId ?? null
  const root = useSpanDetail(project, run.runId, tab === 'metadata' ? rootId : null)
  return (
    <section aria-label="Turn" className="flex h-full min-h-0 flex-col bg-surface">
      {onClose === undefined ? null : (
        <header className="flex h-9 shrink-0 items-center gap-2 pr-2 pl-3">
          <h3 className="min-w-0 flex-1 truncate font-semibold">{title}</h3>
          <IconButton label="Close the turn" shortcut="Esc" size="sm" onClick={onClose}>
            <X />
          </IconButton>
        </header>
      )}
      <Tabs label="Of this turn" items={items} value={tab} onValueChange={setTab} className="flex-1">
        <TabPanel value="spans">
          {spans.data ? (
            <SpanList run={run} nodes={spans.data.nodes} hrefOf={spanHref} />
          ) : (
            <Waiting error={spans.error} what="spans" />
          )}
        </TabPanel>
        <TabPanel value="metadata">
          <ScrollArea label="Metadata" className="h-full">
            <RunMetadata run={run} />
            {root.data ? <AttributesTab detail={root.data} /> : <Waiting error={root.error} what="attributes" />}
          </ScrollArea>
        </TabPanel>
      </Tabs>
    </section>
  )
}

function Waiting({ error, what }: { error: Error | null; what: string }) {
  if (error !== null) {
    return (
      <p role="alert" className="p-3 text-sm text-ink-2">
        The {what} could not be loaded. {error.message}
      </p>
    )
  }
  return (
    <output aria-label={`Loading the ${what}`} className="grid gap-2 p-3">
      <Skeleton className="w-4/5" />
      <Skeleton className="w-3/5" />
    </output>
  )
}
