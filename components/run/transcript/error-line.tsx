import type { SpanNode } from '#lib/domain/run.ts'

export function ErrorLine({ node }: { node: SpanNode }) {
  return (
    <div className="rounded border-l-2 border-bad bg-bad-soft px-3 py-1.5 text-sm [overflow-wrap:anywhere]">
      <span className="font-medium text-bad">{node.errorType ?? 'Failed'}</span>{' '}
      <span className="font-mono">{node.errorMessage}</span>
    </div>
  )
}
