import type { Attributes } from './attributes.ts'

type Branch = Map<string, Node>
type Node = { value: unknown; children: Branch | null }

/** Deeper keys are kept as one last segment: nobody flattens deeper. */
const maxSegments = 16

/**
 * Rebuilds a list that was flattened under a prefix (`llm.input_messages.0.message.role`): dense, in
 * numeric order, whatever the numbers were. Undefined when no numbered key has the prefix.
 */
export function unflattenList(attributes: Attributes, prefix: string): unknown[] | undefined {
  if (!attributes.hasPrefix(prefix)) return undefined
  const root: Node = { value: undefined, children: null }
  const start = `${prefix}.`
  for (const [key, value] of attributes.entries()) {
    if (!key.startsWith(start) || !isDigit(key.charCodeAt(start.length))) continue
    const segments = key.slice(start.length).split('.', maxSegments)
    if (isIndex(segments[0] ?? '')) place(root, segments, value)
  }
  const list = root.children ? build(root, 0) : undefined
  return Array.isArray(list) ? list : undefined
}

function place(root: Node, segments: readonly string[], value: unknown): void {
  let node = root
  for (const segment of segments) {
    node.children ??= new Map()
    const child: Node = node.children.get(segment) ?? { value: undefined, children: null }
    node.children.set(segment, child)
    node = child
  }
  node.value = value
}

function build(node: Node, depth: number): unknown {
  if (!node.children || depth > maxSegments) return node.value
  const keys = [...node.children.keys()]
  if (keys.every(isIndex)) {
    return keys.sort((a, b) => Number(a) - Number(b)).map((key) => buildChild(node, key, depth))
  }
  const record: Record<string, unknown> = Object.create(null)
  for (const key of keys) {
    const value = buildChild(node, key, depth)
    if (value !== null && value !== undefined) record[key] = value
  }
  return record
}

function buildChild(node: Node, key: string, depth: number): unknown {
  const child = node.children?.get(key)
  return child ? build(child, depth + 1) : undefined
}

function isIndex(segment: string): boolean {
  return /^\d+$/.test(segment)
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57
}
