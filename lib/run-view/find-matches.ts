import type { SpanNode } from '#lib/domain/run.ts'
import type { SearchMatch } from '#lib/domain/run-search.ts'

/** Indices of the nodes whose row says the text, in order; none for an empty query. */
export function findMatches(nodes: readonly SpanNode[], query: string): number[] {
  const text = query.trim().toLowerCase()
  if (text === '') return []
  return nodes.flatMap((node, index) => (rowText(node).includes(text) ? [index] : []))
}

/** Indices of the rows that match by what they say or by what was found in their content, in order. */
export function joinMatches(
  nodes: readonly SpanNode[],
  byRow: readonly number[],
  inContent: ReadonlyMap<string, readonly SearchMatch[]>,
): number[] {
  if (inContent.size === 0) return [...byRow]
  const said = new Set(byRow)
  return nodes.flatMap((node, index) => (said.has(index) || inContent.has(node.spanId) ? [index] : []))
}

/** What was found, by the row that it belongs to. */
export function groupBySpan(matches: readonly SearchMatch[]): Map<string, SearchMatch[]> {
  const groups = new Map<string, SearchMatch[]>()
  for (const match of matches) {
    if (match.spanId === null) continue
    const group = groups.get(match.spanId)
    if (group === undefined) groups.set(match.spanId, [match])
    else group.push(match)
  }
  return groups
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

function rowText(node: SpanNode): string {
  const { label, name, model, agent, inputPreview, outputPreview, errorMessage, errorType, spanId } = node
  return [label, name, model, agent, inputPreview, outputPreview, errorMessage, errorType, spanId]
    .join('\n')
    .toLowerCase()
}
