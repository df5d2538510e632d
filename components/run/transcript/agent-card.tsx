'use client'

import { ChevronRight, PanelRightOpen } from 'lucide-react'
import { cn } from '#components/ui/cn.ts'
import { Badge } from '#components/ui/badge.tsx'
import { IconButton } from '#components/ui/icon-button.tsx'
import { formatDurationNs } from '#lib/format/duration.ts'
import { formatTokens } from '#lib/format/tokens.ts'
import { formatUsd } from '#lib/format/usd.ts'
import type { CardItem } from '#lib/run-view/transcript-items.ts'
import { CostButton } from '../cost/cost-button.tsx'
import { KindIcon } from '../kind-icon.tsx'
import { useTranscript } from './transcript-context.ts'

/** A sub-agent or hand-off with its own totals; its turns open below it. */
export function AgentCard({ item }: { item: CardItem }) {
  const { selectedId, onToggle, onSelect } = useTranscript()
  const { node, open } = item
  return (
    <div
      className={cn(
        'my-1.5 rounded-lg border bg-surface',
        open && 'mb-0 rounded-b-none border-b-0',
        node.spanId === selectedId && 'bg-accent-soft',
      )}
    >
      <div className="flex items-start gap-1 pr-1.5">
        <button
          type="button"
          aria-expanded={open}
          onClick={() => onToggle(item.id)}
          className="flex min-w-0 flex-1 flex-wrap items-center gap-x-2 gap-y-0.5 rounded-lg px-2.5 py-1.5 text-left"
        >
          <ChevronRight aria-hidden className={cn('size-3.5 text-ink-3', open && 'rotate-90')} />
          <KindIcon kind={node.kind} failed={node.status === 'error'} />
          <span className="font-medium">{node.label}</span>
          {item.parallel ? <Badge>in parallel</Badge> : null}
          {item.totals.errors > 0 ? <Badge tone="bad">{plural(item.totals.errors, 'error')}</Badge> : null}
          <span className="flex-1" />
          <span className="text-xs text-ink-3 tabular">{totalsText(item)}</span>
        </button>
        {node.subtreeCostUsd === null ? null : (
          <CostButton target={{ of: 'below', spanId: node.spanId }} of={node.label} className="shrink-0">
            <span className="tabular block shrink-0 px-1 pt-2 text-xs text-ink-3">
              {formatUsd(node.subtreeCostUsd)}
            </span>
          </CostButton>
        )}
        <IconButton
          label={`Open the span of ${node.label}`}
          size="sm"
          className="mt-1"
          onClick={() => onSelect(node.spanId)}
        >
          <PanelRightOpen />
        </IconButton>
      </div>
      {open ? null : <CardPreview item={item} />}
    </div>
  )
}

function CardPreview({ item }: { item: CardItem }) {
  const { inputPreview, outputPreview, errorMessage } = item.node
  return (
    <div className="px-2.5 pb-2 pl-8 text-sm empty:hidden">
      {inputPreview === '' ? null : <p className="line-clamp-2 text-ink-2 [overflow-wrap:anywhere]">{inputPreview}</p>}
      {errorMessage === null ? null : <p className="line-clamp-2 text-bad [overflow-wrap:anywhere]">{errorMessage}</p>}
      {outputPreview === '' ? null : (
        <p className="line-clamp-2 [overflow-wrap:anywhere]">
          <span aria-hidden className="text-ink-3">
            →{' '}
          </span>
          {outputPreview}
        </p>
      )}
    </div>
  )
}

function totalsText({ node, totals }: CardItem): string {
  return [
    totals.steps > 0 ? plural(totals.steps, 'step') : null,
    totals.toolCalls > 0 ? plural(totals.toolCalls, 'tool') : null,
    node.subtreeTokens > 0 ? `${formatTokens(node.subtreeTokens)} tokens` : null,
    formatDurationNs(node.durationNs),
  ]
    .filter((text) => text !== null)
    .join(' · ')
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}
