import type { Loop, SpanNode } from '#lib/domain/run.ts'
import type { SpanKind } from '#lib/domain/span.ts'
import { sumUsd } from '#lib/pricing/fixed-usd.ts'
import { graphVisits, type Visit } from './graph-visits.ts'
import { isContainer } from './is-container.ts'

export type GraphNode = {
  id: string
  kind: SpanKind
  label: string
  /** Agent that the tool or model belongs to, where the graph tells it apart. */
  agent: string | null
  /** Spans drawn as this node, in the order of the run. */
  spanIds: string[]
  errors: number
  durationNs: number
  costUsd: string | null
  /** The most rounds of a loop that this node is part of; 0 outside loops. Polling is none. */
  loopRounds: number
}

export type GraphEdge = {
  from: string
  to: string
  /** How often the run went this way. */
  visits: number
  /** Place from 1 among all edges, by when the run first went this way. */
  order: number
}

export type RunGraph = {
  nodes: GraphNode[]
  edges: GraphEdge[]
  /** Nodes that stand for several names, because all would be too many. */
  mergedNames: number
}

/** More nodes than this: tools and models are drawn once for all agents. */
const SCOPED_NODES = 40
/** More than this: the rarest of each kind become one node. */
const MAX_NODES = 40
/** An expanded graph of more spans cannot be read, and its layout would take long. */
export const MAX_EXPANDED_NODES = 400
/** Groups of parallel spans whose every pair is more edges than this are joined by their last span. */
const MAX_PAIRS = 64

type Name = Pick<GraphNode, 'id' | 'kind' | 'label' | 'agent'>
type Naming = (visit: Visit) => Name

/** One node per agent and per its tools and models; an edge says how often one followed the other. */
export function aggregateGraph(nodes: readonly SpanNode[], loops: readonly Loop[]): RunGraph {
  const visits = graphVisits(nodes)
  const scoped = countNames(visits, byAgent)
  if (scoped.size <= SCOPED_NODES) return { ...draw(visits, loops, byAgent), mergedNames: 0 }
  const shared = countNames(visits, byName)
  if (shared.size <= MAX_NODES) return { ...draw(visits, loops, byName), mergedNames: 0 }
  const frequent = [...shared].toSorted(([, left], [, right]) => right - left).slice(0, MAX_NODES)
  const kept = new Set(frequent.map(([id]) => id))
  const naming: Naming = (visit) => {
    const name = byName(visit)
    return kept.has(name.id) ? name : { id: `rest:${name.kind}`, kind: name.kind, label: 'all others', agent: null }
  }
  return { ...draw(visits, loops, naming), mergedNames: shared.size - kept.size }
}

/** Every span that does something as a node of its own; null when they are too many to read. */
export function expandGraph(nodes: readonly SpanNode[], loops: readonly Loop[]): RunGraph | null {
  const visits = graphVisits(nodes)
  if (visits.length > MAX_EXPANDED_NODES) return null
  return { ...draw(visits, loops, bySpan), mergedNames: 0 }
}

/** How many nodes the expanded graph has. */
export function countExpanded(nodes: readonly SpanNode[]): number {
  return graphVisits(nodes).length
}

const separator = '\u0000'

const bySpan: Naming = ({ node }) => ({ id: node.spanId, kind: node.kind, label: labelOf(node), agent: node.agent })

const byName: Naming = ({ node }) => ({
  id: [node.kind, labelOf(node)].join(separator),
  kind: node.kind,
  label: labelOf(node),
  agent: null,
})

const byAgent: Naming = (visit) => {
  const { node } = visit
  if (isContainer(node.kind)) return byName(visit)
  return { ...byName(visit), id: [node.kind, labelOf(node), node.agent ?? ''].join(separator), agent: node.agent }
}

function labelOf(node: SpanNode): string {
  return node.label || node.name
}

function countNames(visits: readonly Visit[], naming: Naming): Map<string, number> {
  const counts = new Map<string, number>()
  for (const visit of visits) {
    const { id } = naming(visit)
    counts.set(id, (counts.get(id) ?? 0) + 1)
  }
  return counts
}

function draw(visits: readonly Visit[], loops: readonly Loop[], naming: Naming): Omit<RunGraph, 'mergedNames'> {
  const names = new Map<Visit, string>()
  const nodes = new Map<string, GraphNode>()
  const costs = new Map<string, (string | null)[]>()
  for (const visit of visits) {
    const name = naming(visit)
    names.set(visit, name.id)
    const node = nodes.get(name.id) ?? emptyNode(name)
    nodes.set(name.id, node)
    addVisit(node, visit.node, loops)
    const amounts = costs.get(name.id) ?? []
    costs.set(name.id, amounts)
    amounts.push(isContainer(visit.node.kind) ? visit.node.subtreeCostUsd : visit.node.costUsd)
  }
  for (const node of nodes.values()) node.costUsd = sumUsd(costs.get(node.id) ?? [])
  return { nodes: [...nodes.values()], edges: edgesOf(visits, (visit) => names.get(visit) ?? '') }
}

function emptyNode(name: Name): GraphNode {
  return { ...name, spanIds: [], errors: 0, durationNs: 0, costUsd: null, loopRounds: 0 }
}

function addVisit(node: GraphNode, span: SpanNode, loops: readonly Loop[]): void {
  node.spanIds.push(span.spanId)
  node.durationNs += span.durationNs
  if (span.status === 'error') node.errors += 1
  const loop = span.loop === null ? undefined : loops[span.loop]
  if (loop !== undefined && !loop.polling) node.loopRounds = Math.max(node.loopRounds, loop.rounds)
}

type TimedEdge = Omit<GraphEdge, 'order'> & { firstNs: bigint }
/** Spans of one turn. */
type Turn = { group: number; members: Visit[] }

/** From every owner to what it did first, and from each of its turns to the next. */
function edgesOf(visits: readonly Visit[], idOf: (visit: Visit) => string): GraphEdge[] {
  const edges = new Map<string, TimedEdge>()
  const turns = new Map<Visit | null, Turn[]>()
  for (const visit of visits) {
    const ofOwner = turns.get(visit.owner) ?? []
    turns.set(visit.owner, ofOwner)
    const last = ofOwner.at(-1)
    if (last?.group === visit.group) last.members.push(visit)
    else ofOwner.push({ group: visit.group, members: [visit] })
  }
  for (const [owner, ofOwner] of turns) {
    let before = owner === null ? [] : [owner]
    for (const { members } of ofOwner) {
      addEdges(edges, before, members, idOf)
      before = members
    }
  }
  const inOrder = [...edges.values()].toSorted((left, right) =>
    left.firstNs < right.firstNs ? -1 : left.firstNs > right.firstNs ? 1 : 0,
  )
  return inOrder.map(({ from, to, visits }, index) => ({ from, to, visits, order: index + 1 }))
}

function addEdges(
  edges: Map<string, TimedEdge>,
  before: readonly Visit[],
  after: readonly Visit[],
  idOf: (visit: Visit) => string,
): void {
  const [sources, targets] = [countIds(before, idOf), countIds(after, idOf)]
  const isCrowded = sources.size * targets.size > MAX_PAIRS
  for (const [from, fromCount] of isCrowded ? [...sources].slice(-1) : sources) {
    for (const [to, toCount] of targets) {
      const key = [from, to].join(`${separator}${separator}`)
      const edge = edges.get(key) ?? { from, to, visits: 0, firstNs: after[0]?.startNs ?? 0n }
      // One span before several parallel ones is several ways; several before one are too.
      edge.visits += Math.max(fromCount, toCount)
      edges.set(key, edge)
    }
  }
}

function countIds(visits: readonly Visit[], idOf: (visit: Visit) => string): Map<string, number> {
  const counts = new Map<string, number>()
  for (const visit of visits) counts.set(idOf(visit), (counts.get(idOf(visit)) ?? 0) + 1)
  return counts
}
