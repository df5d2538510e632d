import type { WorkNode } from './work-node.ts'

/**
 * Whether model calls of the run are missing from what was sent: an emitter wrote them into another span
 * (`calls_lost`), and no call is left, or the one that is left has steps of an agent below it.
 */
export function losesCalls(ordered: readonly WorkNode[]): boolean {
  const overwritten = ordered.filter(({ facts }) => facts.warnings.some(({ code }) => code === 'calls_lost'))
  if (overwritten.length === 0) return false
  return (
    !ordered.some(({ kind }) => kind === 'llm') ||
    overwritten.some(({ kind, children }) => kind === 'llm' && children.length > 0)
  )
}
