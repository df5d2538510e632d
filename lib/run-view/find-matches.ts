import type { SpanNode } from '#lib/domain/run.ts'

/** Indices of the nodes that contain every word of the query, in order; none for an empty query. */
export function findMatches(nodes: readonly SpanNode[], query: string): number[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return []
  const matches: number[] = []
  nodes.forEach((node, index) => {
    const text = searchText(node)
    if (words.every((word) => text.includes(word))) matches.push(index)
  })
  return matches
}

/** The match after (or before) `from`, around the end; null without matches. */
export function nextMatch(matches: readonly number[], from: number, direction: 1 | -1): number | null {
  if (direction === 1) return matches.find((index) => index > from) ?? matches[0] ?? null
  return matches.findLast((index) => index < from) ?? matches.at(-1) ?? null
}

/** Where it failed: spans that only pass on the failure of a span below them are left out. */
export function errorIndices(nodes: readonly SpanNode[]): number[] {
  const failed = nodes.flatMap((node, index) => (node.status === 'error' ? [index] : []))
  return failed.filter((index, place) => {
    const next = failed[place + 1]
    return next === undefined || next > index + (nodes[index]?.descendantCount ?? 0)
  })
}

function searchText(node: SpanNode): string {
  const { label, name, model, agent, inputPreview, outputPreview, errorMessage, errorType, spanId } = node
  return [label, name, model, agent, inputPreview, outputPreview, errorMessage, errorType, spanId]
    .join('\n')
    .toLowerCase()
}
