import { AppError } from '#lib/domain/errors.ts'
import type { Run, SpanNode } from '#lib/domain/run.ts'

/** The row of a run's tree with this id, however it is written; throws `not_found`. */
export function findNode(nodes: readonly SpanNode[], run: Run, spanId: string): SpanNode {
  const id = spanId.toLowerCase()
  const node = nodes.find((candidate) => candidate.spanId === id)
  if (node === undefined) throw new AppError('not_found', `Span ${id} is not in run ${run.runId}.`)
  return node
}
