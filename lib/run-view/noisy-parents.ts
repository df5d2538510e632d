import type { SpanNode } from '#lib/domain/run.ts'

/** Fewer rows than this do not disturb. */
const MIN_ROWS = 6

/** Parents with nothing but plain spans below them, none of them failed: closed at first. */
export function noisyParents(nodes: readonly SpanNode[]): string[] {
  const tellingBefore = countTelling(nodes)
  const noisy: string[] = []
  let index = 0
  while (index < nodes.length) {
    const node = nodes[index]
    if (node === undefined) break
    const end = index + 1 + node.descendantCount
    const isQuiet = tellingBefore[end] === tellingBefore[index + 1]
    const isNoisy = isQuiet && node.descendantCount >= MIN_ROWS
    if (isNoisy) noisy.push(node.spanId)
    index = isNoisy ? end : index + 1
  }
  return noisy
}

/** `result[i]` is how many of the first i nodes say something about the agent, or failed. */
function countTelling(nodes: readonly SpanNode[]): Uint32Array {
  const counts = new Uint32Array(nodes.length + 1)
  let sum = 0
  nodes.forEach((node, index) => {
    if (node.kind !== 'plain' || node.status === 'error') sum += 1
    counts[index + 1] = sum
  })
  return counts
}
