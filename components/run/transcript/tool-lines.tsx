/* oxlint-disable jsx-a11y/prefer-tag-over-role -- the group of parallel calls is no fieldset of a form */
'use client'

import { Check, ChevronRight, X } from 'lucide-react'
import type { SpanNode } from '#lib/domain/run.ts'
import { Badge } from '#components/ui/badge.tsx'
import { Button } from '#components/ui/button.tsx'
import { cn } from '#components/ui/cn.ts'
import { formatDurationNs } from '#lib/format/duration.ts'
import { decodeEscapes } from '#lib/run-view/parse-json.ts'
import { KindIcon } from '../kind-icon.tsx'
import { ToolContent } from './tool-content.tsx'
import { useTranscript } from './transcript-context.ts'

/** Tools as quiet lines; those that ran at the same time stand beside each other. */
export function ToolLines({ nodes }: { nodes: readonly SpanNode[] }) {
  const { opened } = useTranscript()
  if (nodes.length === 1)
    return (
      <div className="py-0.5">
        {nodes.map((node) => (
          <ToolLine key={node.spanId} node={node} />
        ))}
      </div>
    )
  return (
    <div
      role="group"
      aria-label={`${nodes.length} calls in parallel`}
      className="my-1 rounded border border-dashed px-1.5 py-1"
    >
      <div className="px-1 text-xs text-ink-3">{nodes.length} in parallel</div>
      <div className="grid grid-cols-1 gap-x-3 narrow:grid-cols-[repeat(auto-fit,minmax(15rem,1fr))]">
        {nodes.map((node) => (
          <div key={node.spanId} className={cn('min-w-0', opened.has(lineId(node)) && 'col-span-full')}>
            <ToolLine node={node} />
          </div>
        ))}
      </div>
    </div>
  )
}

function ToolLine({ node }: { node: SpanNode }) {
  const { opened, selectedId, matchedIds, onToggle, onSelect } = useTranscript()
  const open = opened.has(lineId(node))
  const failed = node.status === 'error'
  return (
    <div
      className={cn(
        'rounded',
        matchedIds.has(node.spanId) && 'bg-warn-soft',
        node.spanId === selectedId && 'bg-accent-soft',
      )}
    >
      <div className="flex items-center gap-1">
        <button
          type="button"
          aria-expanded={open}
          onClick={() => onToggle(lineId(node))}
          className="flex h-7 min-w-0 flex-1 items-center gap-1.5 rounded px-1 text-left hover:bg-hover"
        >
          <ChevronRight aria-hidden className={cn('size-3.5 shrink-0 text-ink-3', open && 'rotate-90')} />
          <KindIcon kind={node.kind} failed={failed} />
          <span className="max-w-3/5 shrink-0 truncate font-mono text-sm font-medium">
            {node.toolName ?? node.label}
          </span>
          <span className="min-w-0 flex-1 truncate font-mono text-sm text-ink-3">
            {open ? '' : decodeEscapes(node.inputPreview)}
          </span>
          {node.revisitOf === null ? null : <Badge>same call</Badge>}
          {node.toolExecuted ? null : <Badge tone="warn">not run</Badge>}
          <span className="shrink-0 text-xs text-ink-3 tabular">{formatDurationNs(node.durationNs)}</span>
          <StatusMark failed={failed} />
        </button>
      </div>
      {failed && !open && node.errorMessage !== null ? (
        <p className="truncate pr-1 pb-1 pl-6 font-mono text-sm text-bad">{node.errorMessage}</p>
      ) : null}
      {open ? (
        <div className="border-l pb-2 ml-2.5 pl-3.5">
          <ToolContent node={node} />
          <Button variant="link" size="inline" className="mt-1 text-sm" onClick={() => onSelect(node.spanId)}>
            Open the span
          </Button>
        </div>
      ) : null}
    </div>
  )
}

function StatusMark({ failed }: { failed: boolean }) {
  const Icon = failed ? X : Check
  return (
    <>
      <Icon aria-hidden className={cn('size-3.5 shrink-0', failed ? 'text-bad' : 'text-good')} />
      <span className="sr-only">{failed ? 'failed' : 'succeeded'}</span>
    </>
  )
}

function lineId(node: SpanNode): string {
  return `tool:${node.spanId}`
}
