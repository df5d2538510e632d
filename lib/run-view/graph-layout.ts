import { Graph, layout } from '@dagrejs/dagre'
import type { EdgeLabel, GraphLabel, NodeLabel } from '@dagrejs/dagre'

/** What a layout needs of a graph; sizes are pixels at scale 1. */
export type LayoutInput = {
  nodes: { id: string; width: number; height: number }[]
  edges: { from: string; to: string }[]
}

export type LayoutPoint = { x: number; y: number }

/** Boxes by their centre, ways by their corners; in the order of the input. */
export type GraphLayout = {
  width: number
  height: number
  nodes: { id: string; x: number; y: number }[]
  edges: LayoutPoint[][]
}

const EDGE_LABEL = { width: 34, height: 16, labelpos: 'c' } as const
const MARGIN = 24

/** The same input gives the same picture. */
export function layoutGraph({ nodes, edges }: LayoutInput): GraphLayout {
  const graph = new Graph<GraphLabel, NodeLabel, EdgeLabel>({ multigraph: true })
  graph.setGraph({ rankdir: 'TB', nodesep: 36, edgesep: 20, ranksep: 40, marginx: MARGIN, marginy: MARGIN })
  for (const { id, width, height } of nodes) graph.setNode(id, { width, height })
  edges.forEach(({ from, to }, index) => graph.setEdge(from, to, { ...EDGE_LABEL }, String(index)))
  layout(graph)
  const { width = 0, height = 0 } = graph.graph()
  return {
    width,
    height,
    nodes: nodes.map(({ id }) => {
      const { x = 0, y = 0 } = graph.node(id)
      return { id, x, y }
    }),
    edges: edges.map(({ from, to }, index) => graph.edge(from, to, String(index)).points ?? []),
  }
}
