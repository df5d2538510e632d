import { splitMasked } from '#lib/run-view/masked.ts'

/** The parts of a markdown tree that this plugin reads and writes. */
type MarkdownNode = {
  type: string
  value?: string
  children?: MarkdownNode[]
  data?: { hName: string; hProperties: Record<string, string> }
}

/** A remark plugin: what the sender masked becomes an `ins` element, which markdown itself never makes. */
export function markMasked(): (tree: MarkdownNode) => void {
  return (tree) => {
    const stack = [tree]
    for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
      if (node.children === undefined) continue
      node.children = node.children.flatMap(marked)
      stack.push(...node.children)
    }
  }
}

/** A placeholder in angle brackets is an `html` node to markdown; one alone in a line is a block of its own. */
function marked(node: MarkdownNode): MarkdownNode[] {
  if ((node.type !== 'text' && node.type !== 'html') || node.value === undefined) return [node]
  const pieces = splitMasked(node.value)
  if (!pieces.some(({ isMasked }) => isMasked)) return [node]
  return pieces.map(({ text, isMasked }) =>
    isMasked
      ? { type: 'masked', data: { hName: 'ins', hProperties: { title: text } }, children: [] }
      : { ...node, value: text },
  )
}
