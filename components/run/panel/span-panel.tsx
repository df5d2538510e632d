'use client'

import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import type { SpanDetail, SpanNode } from '#lib/domain/run.ts'
import type { SearchMatch } from '#lib/domain/run-search.ts'
import { Button } from '#components/ui/button.tsx'
import { CopyButton } from '#components/ui/copy-button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { IconButton } from '#components/ui/icon-button.tsx'
import { ScrollArea } from '#components/ui/scroll-area.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { TabPanel, Tabs } from '#components/ui/tabs.tsx'
import { formatDurationNs } from '#lib/format/duration.ts'
import { formatTokens } from '#lib/format/tokens.ts'
import { formatUsd } from '#lib/format/usd.ts'
import { CostButton, costTargetOf } from '../cost/cost-button.tsx'
import { KindIcon, kindLooks } from '../kind-icon.tsx'
import { useStoredChoice } from '../use-stored-choice.ts'
import { AttributesTab } from './attributes-tab.tsx'
import { EventsTab } from './events-tab.tsx'
import { LogsTab } from './logs-tab.tsx'
import { MessagesTab } from './messages-tab.tsx'
import { RawTab } from './raw-tab.tsx'
import { Section } from './section.tsx'
import { MatchList } from '../search/match-list.tsx'
import { SpanAlerts } from './span-alerts.tsx'
import { SpanFacts } from './span-facts.tsx'
import { spanTabs as tabs, type SpanTab } from './span-tabs.ts'
import { ToolsTab } from './tools-tab.tsx'

export type SpanPanelProps = {
  node: SpanNode
  detail: SpanDetail | undefined
  error: Error | null
  onRetry: () => void
  /** The comparison with the call before or after; null when there is no such call. */
  compare: ReactNode | null
  spanByCall: ReadonlyMap<string, SpanNode>
  hasSpan: (spanId: string) => boolean
  /** What the search found in this span. */
  matches?: readonly SearchMatch[]
  /** The tab that what led here asks for; null leaves the reader's own choice. */
  askedTab?: SpanTab | null
  /** Null gives the choice back to the reader. */
  onAskTab?: (tab: SpanTab | null) => void
  onSelect: (spanId: string) => void
  /** Left out inside a sheet, which has its own button. */
  onClose?: () => void
}

const noMatches: readonly SearchMatch[] = []
const ignore = () => {}

/** Everything about one span. */
export function SpanPanel(props: SpanPanelProps) {
  const {
    node,
    detail,
    error,
    compare,
    matches = noMatches,
    askedTab = null,
    onRetry,
    onClose,
    onAskTab = ignore,
  } = props
  const [storedTab, setStoredTab] = useStoredChoice('span-tab', tabs, 'messages')
  const wantedTab = askedTab ?? storedTab
  const tab = wantedTab === 'compare' && compare === null ? 'messages' : wantedTab
  const setTab = (next: SpanTab) => {
    onAskTab(null)
    setStoredTab(next)
  }
  const isCall = node.kind === 'llm'
  const items = [
    { value: 'messages', label: isCall ? 'Messages' : 'Input & output' },
    ...(compare === null ? [] : [{ value: 'compare', label: 'Compare' } as const]),
    { value: 'tools', label: withCount('Tools', detail?.content.toolDefinitions.length) },
    { value: 'attributes', label: 'Attributes' },
    { value: 'events', label: withCount('Events & links', detail && detail.events.length + detail.links.length) },
    { value: 'logs', label: withCount('Logs', detail?.logs.length) },
    { value: 'raw', label: 'Raw' },
  ] as const
  return (
    <section aria-label="Span" className="flex h-full min-h-0 flex-col bg-surface">
      <PanelHead node={node} onClose={onClose} />
      <SpanAlerts node={node} detail={detail} />
      {matches.length > 0 ? <MatchList matches={matches} kind={node.kind} onTab={onAskTab} /> : null}
      <Tabs
        label="Span details"
        items={items}
        value={tab}
        onValueChange={setTab}
        className="flex-1"
        listClassName="px-1"
      >
        {tabs.map((value) => (
          <TabPanel key={value} value={value} className="flex flex-col">
            {error !== null && detail === undefined ? (
              <LoadError error={error} onRetry={onRetry} />
            ) : detail === undefined ? (
              <Loading />
            ) : (
              <TabBody tab={value} {...props} detail={detail} />
            )}
          </TabPanel>
        ))}
      </Tabs>
    </section>
  )
}

type TabBodyProps = Pick<SpanPanelProps, 'node' | 'compare' | 'spanByCall' | 'hasSpan' | 'onSelect'> & {
  tab: SpanTab
  detail: SpanDetail
}

function TabBody({ tab, node, detail, compare, spanByCall, hasSpan, onSelect }: TabBodyProps) {
  if (tab === 'raw') return <RawTab key={node.spanId} detail={detail} />
  // What a model call used comes before what it said; elsewhere the content comes first.
  const facts = (
    <Section title="Facts">
      <SpanFacts node={node} detail={detail} onSelect={onSelect} />
    </Section>
  )
  return (
    // The key closes what was opened in the span before.
    <ScrollArea key={node.spanId} label={`Span ${tab}`} className="flex-1">
      {tab === 'messages' ? (
        <>
          {node.kind === 'llm' ? facts : null}
          <MessagesTab detail={detail} spanByCall={spanByCall} onSelect={onSelect} />
          {node.kind === 'llm' ? null : facts}
        </>
      ) : null}
      {tab === 'compare' ? compare : null}
      {tab === 'tools' ? <ToolsTab detail={detail} /> : null}
      {tab === 'attributes' ? <AttributesTab detail={detail} /> : null}
      {tab === 'events' ? <EventsTab detail={detail} hasSpan={hasSpan} onSelect={onSelect} /> : null}
      {tab === 'logs' ? <LogsTab detail={detail} /> : null}
    </ScrollArea>
  )
}

function PanelHead({ node, onClose }: Pick<SpanPanelProps, 'node' | 'onClose'>) {
  const facts = [
    formatDurationNs(node.durationNs),
    node.usage === null
      ? null
      : `${formatTokens(node.usage.inputTokens)} → ${formatTokens(node.usage.outputTokens)} tokens`,
    node.step === null ? null : `step ${node.step}`,
  ].filter((fact) => fact !== null)
  return (
    <div className="flex shrink-0 items-start gap-2 py-2 pr-1.5 pl-3">
      <KindIcon kind={node.kind} failed={node.status === 'error'} named={false} className="mt-1" />
      <div className="min-w-0 flex-1">
        <h2 className="truncate font-semibold">
          <span className="font-normal text-ink-3">{kindLooks[node.kind].label}</span> {node.label || node.name}
        </h2>
        <div className="text-sm text-ink-2 tabular">
          {facts.join(' · ')}
          {node.subtreeCostUsd === null && node.costStatus === 'none' ? null : (
            <>
              {' · '}
              <CostButton target={costTargetOf(node)} of={node.label || node.name}>
                {node.costStatus === 'none' ? `Σ ${formatUsd(node.subtreeCostUsd)}` : formatUsd(node.costUsd)}
                {node.costStatus === 'partial' ? '*' : ''}
                {node.costStatus === 'unpriced' ? ' cost unknown' : ''}
              </CostButton>
            </>
          )}
        </div>
      </div>
      <CopyButton text={node.spanId} label="Copy the span id" size="md" />
      {onClose === undefined ? null : (
        <IconButton label="Close the panel" shortcut="Esc" onClick={onClose}>
          <X />
        </IconButton>
      )}
    </div>
  )
}

function Loading() {
  return (
    <output aria-label="Loading the span" className="flex flex-col gap-2 p-3">
      <Skeleton className="w-3/4" />
      <Skeleton className="w-1/2" />
      <Skeleton className="w-2/3" />
    </output>
  )
}

function LoadError({ error, onRetry }: { error: Error; onRetry: () => void }) {
  return (
    <EmptyState title="The span could not be loaded" actions={<Button onClick={onRetry}>Try again</Button>}>
      {error.message}
    </EmptyState>
  )
}

function withCount(label: string, count: number | undefined): string {
  return count === undefined || count === 0 ? label : `${label} ${count}`
}
