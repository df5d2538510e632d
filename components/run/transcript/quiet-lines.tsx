'use client'

import { ChevronRight, Repeat } from 'lucide-react'
import type { Run, SpanNode } from '#lib/domain/run.ts'
import { cn } from '#components/ui/cn.ts'
import { formatDurationNs } from '#lib/format/duration.ts'
import type { LoopItem, LoopRestItem } from '#lib/run-view/transcript-items.ts'
import { LoopAmount } from '../cost/loop-amount.tsx'
import { TextBlock } from '../content/text-block.tsx'
import { endLooks } from '../end-reason.tsx'
import { KindIcon, kindLooks } from '../kind-icon.tsx'
import { useTranscript } from './transcript-context.ts'

/** Waits, guardrails, evaluators and the like: one line that opens the span. */
export function NoteLine({ node }: { node: SpanNode }) {
  const { selectedId, onSelect } = useTranscript()
  const failed = node.status === 'error'
  return (
    <button
      type="button"
      aria-pressed={node.spanId === selectedId}
      onClick={() => onSelect(node.spanId)}
      className={cn(
        'flex min-h-7 w-full items-center gap-1.5 rounded px-1 text-left text-sm text-ink-2 hover:bg-hover',
        node.spanId === selectedId && 'bg-accent-soft',
      )}
    >
      <KindIcon kind={node.kind} failed={failed} named={false} />
      <span className="shrink-0">{kindLooks[node.kind].label}</span>
      <span className="max-w-2/5 shrink-0 truncate">{node.label}</span>
      <span className={cn('min-w-0 flex-1 truncate text-ink-3', failed && 'text-bad')}>
        {node.errorMessage ?? node.outputPreview}
      </span>
      <span className="text-xs text-ink-3 tabular">{formatDurationNs(node.durationNs)}</span>
    </button>
  )
}

export function SpeakerLine({ name }: { name: string }) {
  return (
    <div className="flex items-center gap-2 pt-4 text-sm text-ink-2">
      <KindIcon kind="agent" named={false} /> {name}
      <span aria-hidden className="h-px flex-1 bg-line" />
    </div>
  )
}

export function LoopLine({ item }: { item: LoopItem }) {
  const { band } = item
  return (
    <div
      className={cn(
        'mt-2 flex flex-wrap items-center gap-x-2 rounded px-2 py-1 text-sm',
        band.polling ? 'bg-hover text-ink-2' : 'bg-warn-soft text-warn',
      )}
    >
      <Repeat aria-hidden className="size-3.5" />
      <span className="font-medium tabular">
        × {band.rounds}
        {band.costUsd === null ? null : ' · '}
        <LoopAmount loop={band} place={item.loop} />
      </span>
      <span className="min-w-0 [overflow-wrap:anywhere]">
        {band.polling ? 'polling: ' : ''}
        {band.label}
      </span>
      <span className="text-ink-3">
        steps {band.firstStep} to {band.lastStep}
      </span>
    </div>
  )
}

export function LoopRestLine({ item }: { item: LoopRestItem }) {
  const { onToggle } = useTranscript()
  const rounds = item.band.rounds - 1
  return (
    <button
      type="button"
      aria-expanded={item.open}
      onClick={() => onToggle(item.id)}
      className="flex h-7 w-full items-center gap-1.5 rounded px-1 text-left text-sm text-ink-2 hover:bg-hover"
    >
      <ChevronRight aria-hidden className={cn('size-3.5', item.open && 'rotate-90')} />
      {rounds} more {rounds === 1 ? 'round' : 'rounds'} of the same, {item.hiddenSteps} steps
    </button>
  )
}

type EndLineProps = { run: Run; outputShown: boolean }

/** How it ended; the output where no turn of the transcript shows it. */
export function EndLine({ run, outputShown }: EndLineProps) {
  const { icon: Icon, label, className } = endLooks[run.endReason]
  const steps = `${run.steps} ${run.steps === 1 ? 'step' : 'steps'}`
  return (
    <div className="pt-4 pb-10">
      {outputShown || run.outputPreview === '' ? null : (
        <div className="pb-3">
          <div className="pb-1 text-xs text-ink-3">Output</div>
          <TextBlock text={run.outputPreview} mode="markdown" />
        </div>
      )}
      <div className="flex items-center gap-2 border-t pt-2 text-sm text-ink-3">
        <Icon aria-hidden className={cn('size-3.5', className)} />
        {run.endReason === 'running'
          ? `Still running: ${steps} so far`
          : `Ended: ${label} after ${steps}, ${formatDurationNs(run.durationNs)}`}
        {run.outcome === null ? '' : `, outcome ${run.outcome}`}
      </div>
    </div>
  )
}
