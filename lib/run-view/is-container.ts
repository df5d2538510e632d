import type { SpanKind } from '#lib/domain/span.ts'

const containers: ReadonlySet<SpanKind> = new Set(['workflow', 'agent', 'handoff', 'step', 'plain'])

/** Kinds that do no work of their own: what they show is the sum of what is below them. */
export function isContainer(kind: SpanKind): boolean {
  return containers.has(kind)
}
