import { memo } from 'react'
import type { GraphEdge, GraphNode, RunGraph } from '#lib/run-view/graph.ts'
import type { GraphLayout, LayoutPoint } from '#lib/run-view/graph-layout.ts'
import { pathThrough } from '#lib/run-view/graph-moves.ts'
import { cn } from '#components/ui/cn.ts'
import { formatCount, formatCountExact } from '#lib/format/count.ts'

type GraphEdgesProps = {
  graph: RunGraph
  layout: GraphLayout
  /** Ids of the node whose ways stand out; null when none does. */
  focusedId: string | null
  /** Once per way is not worth a number in a graph of single spans. */
  counted: boolean
}

const MAX_WIDTH = 4

/** The ways between nodes: wider the more often, numbered, with an arrow where they lead. */
export const GraphEdges = memo(function GraphEdges({ graph, layout, focusedId, counted }: GraphEdgesProps) {
  const labels = new Map(graph.nodes.map((node) => [node.id, node]))
  return (
    <svg width={layout.width} height={layout.height} role="img" aria-label={`${graph.edges.length} ways`}>
      <defs>
        <Arrow id="arrow" className="fill-ink-3" />
        <Arrow id="arrow-focused" className="fill-accent" />
      </defs>
      {graph.edges.map((edge, index) => (
        <Edge
          key={`${edge.from} ${edge.to}`}
          edge={edge}
          points={layout.edges[index] ?? []}
          title={titleOf(edge, labels)}
          focused={edge.from === focusedId || edge.to === focusedId}
          counted={counted}
        />
      ))}
    </svg>
  )
})

function Arrow({ id, className }: { id: string; className: string }) {
  return (
    <marker
      id={id}
      viewBox="0 0 8 8"
      refX={7}
      refY={4}
      markerWidth={8}
      markerHeight={8}
      markerUnits="userSpaceOnUse"
      orient="auto"
    >
      <path d="M0,0.5 L8,4 L0,7.5 z" className={className} />
    </marker>
  )
}

type EdgeProps = { edge: GraphEdge; points: readonly LayoutPoint[]; title: string; focused: boolean; counted: boolean }

function Edge({ edge, points, title, focused, counted }: EdgeProps) {
  const middle = points[Math.floor(points.length / 2)]
  const text = formatCount(edge.visits)
  return (
    <g>
      <title>{title}</title>
      <path
        d={pathThrough(points)}
        fill="none"
        strokeWidth={Math.min(MAX_WIDTH, 1 + Math.log2(edge.visits) / 2)}
        markerEnd={focused ? 'url(#arrow-focused)' : 'url(#arrow)'}
        className={focused ? 'stroke-accent' : 'stroke-ink-3/60'}
      />
      {middle === undefined || (!counted && edge.visits === 1) ? null : (
        <g transform={`translate(${middle.x} ${middle.y})`}>
          <rect
            x={-5 - text.length * 3.5}
            y={-8}
            width={10 + text.length * 7}
            height={16}
            rx={4}
            className="fill-canvas"
          />
          <text
            textAnchor="middle"
            dominantBaseline="central"
            className={cn('text-xs tabular', focused ? 'fill-accent font-semibold' : 'fill-ink-2')}
          >
            {text}
          </text>
        </g>
      )}
    </g>
  )
}

function titleOf({ from, to, visits, order }: GraphEdge, nodes: ReadonlyMap<string, GraphNode>): string {
  const way = from === to ? `${nodes.get(from)?.label} again` : `${nodes.get(from)?.label} → ${nodes.get(to)?.label}`
  return `${way}, ${formatCountExact(visits)} ${visits === 1 ? 'time' : 'times'}; number ${order} in the order of first use`
}
