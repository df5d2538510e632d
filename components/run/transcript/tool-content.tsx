'use client'

import type { SpanNode } from '#lib/domain/run.ts'
import { CopyButton } from '#components/ui/copy-button.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { copyText } from '../content/json-row.tsx'
import { Payload } from '../content/payload.tsx'
import { useSpanDetail } from '../use-span-detail.ts'
import { ErrorLine } from './error-line.tsx'
import { useTranscript } from './transcript-context.ts'

/** Arguments and result of one tool call, loaded when it is opened. */
export function ToolContent({ node }: { node: SpanNode }) {
  const { project, runId } = useTranscript()
  const { data: detail, error } = useSpanDetail(project, runId, node.spanId)
  if (error !== null) return <p className="text-sm text-bad">{error.message}</p>
  if (detail === undefined) return <Skeleton className="my-2 w-60" />
  const { input, output } = detail.content
  return (
    <div className="flex flex-col gap-1.5">
      <Part title="Arguments" value={input} />
      {node.status === 'error' ? <ErrorLine node={node} /> : null}
      <Part title="Result" value={output} />
    </div>
  )
}

function Part({ title, value }: { title: string; value: unknown }) {
  return (
    <div>
      <div className="flex items-center gap-1 text-xs text-ink-3">
        {title} <CopyButton text={() => copyText(value)} label={`Copy ${title.toLowerCase()}`} className="h-5" />
      </div>
      <Payload value={value} label={title} />
    </div>
  )
}
