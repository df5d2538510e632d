'use client'

import type { SpanNode } from '#lib/domain/run.ts'
import type { ToolCallPart, ToolResultPart } from '#lib/run-view/messages.ts'
import { Button } from '#components/ui/button.tsx'
import { CopyButton } from '#components/ui/copy-button.tsx'
import { formatDurationNs } from '#lib/format/duration.ts'
import { KindIcon } from '../kind-icon.tsx'
import { copyText } from './json-row.tsx'
import { Payload } from './payload.tsx'

type ToolCallCardProps = {
  call: ToolCallPart
  /** Where the conversation holds it. */
  result: ToolResultPart | null
  /** The span that ran the call, where there is one. */
  node: SpanNode | null
  onSelect: (spanId: string) => void
}

/** A tool that the model asked for: arguments, and the result joined to it. */
export function ToolCallCard({ call, result, node, onSelect }: ToolCallCardProps) {
  const failed = node?.status === 'error' || result?.isError === true
  return (
    <div className="rounded border">
      <div className="flex min-h-7 items-center gap-2 border-b bg-sunken px-2">
        <KindIcon kind="tool" failed={failed} />
        <code className="min-w-0 truncate font-medium">{call.name}</code>
        {call.server ? <span className="text-xs text-ink-3">run by the provider</span> : null}
        <span className="flex-1" />
        {node ? (
          <>
            <span className="text-sm text-ink-3 tabular">{formatDurationNs(node.durationNs)}</span>
            <Button variant="link" size="inline" className="text-sm" onClick={() => onSelect(node.spanId)}>
              Open
            </Button>
          </>
        ) : null}
        <CopyButton text={() => copyText(call.arguments)} label="Copy arguments" />
      </div>
      <div className="p-2">
        <Payload value={call.arguments} label={`Arguments of ${call.name}`} />
      </div>
      <ResultPart result={result} node={node} />
    </div>
  )
}

function ResultPart({ result, node }: Pick<ToolCallCardProps, 'result' | 'node'>) {
  if (result !== null) {
    return (
      <div className="border-t p-2">
        <div className={result.isError ? 'text-xs text-bad' : 'text-xs text-ink-3'}>
          {result.isError ? 'Failed with' : 'Result'}
        </div>
        <Payload value={result.result} label="Result" />
      </div>
    )
  }
  const preview = node?.errorMessage ?? node?.outputPreview ?? ''
  if (preview === '') return null
  return <div className="truncate border-t px-2 py-1 font-mono text-sm text-ink-2">→ {preview}</div>
}
