import type { SpanNode } from '#lib/domain/run.ts'
import { LongText } from '../content/long-text.tsx'

export function ErrorLine({ node }: { node: SpanNode }) {
  return (
    <div className="rounded border-l-2 border-bad bg-bad-soft px-3 py-1.5 text-sm [overflow-wrap:anywhere]">
      <div className="font-medium text-bad">{node.errorType ?? 'Failed'}</div>
      {node.errorMessage === null ? null : <LongText text={node.errorMessage} first={400} className="font-mono" />}
    </div>
  )
}
