/* oxlint-disable jsx-a11y/prefer-tag-over-role -- the surface is no fieldset of a form */
'use client'

import { Maximize, Minus, Plus } from 'lucide-react'
import { useRef, useState, type KeyboardEvent } from 'react'
import type { GraphNode, RunGraph } from '#lib/run-view/graph.ts'
import type { GraphLayout } from '#lib/run-view/graph-layout.ts'
import { neighbourAt, nextVisit } from '#lib/run-view/graph-moves.ts'
import { IconButton } from '#components/ui/icon-button.tsx'
import { GraphEdges } from './graph-edges.tsx'
import { GraphNodeCard } from './graph-node-card.tsx'
import { usePanZoom } from './use-pan-zoom.ts'

type GraphCanvasProps = {
  graph: RunGraph
  layout: GraphLayout
  counted: boolean
  selectedId: string | null
  matchedIds: ReadonlySet<string>
  /** Spans that the filter leaves; null when there is none. */
  shownIds: ReadonlySet<string> | null
  onSelect: (spanId: string) => void
}

const ZOOM_STEP = 1.3

/** The laid out graph. Arrow keys go from node to node, enter goes through a node's visits. */
export function GraphCanvas({ graph, layout, counted, selectedId, matchedIds, shownIds, onSelect }: GraphCanvasProps) {
  const frameRef = useRef<HTMLDivElement>(null)
  const { view, zoom, fit, reveal, wasDragged, handlers } = usePanZoom(frameRef, layout)
  const [activeId, setActiveId] = useState<string | null>(null)
  const selected = graph.nodes.find(({ spanIds }) => selectedId !== null && spanIds.includes(selectedId))
  const reachableId = graph.nodes.some(({ id }) => id === activeId) ? activeId : (selected ?? graph.nodes[0])?.id
  const places = new Map(layout.nodes.map((place) => [place.id, place]))

  const open = (node: GraphNode) => {
    if (wasDragged()) return
    setActiveId(node.id)
    const spanId = nextVisit(node.spanIds, selectedId)
    if (spanId !== null) onSelect(spanId)
  }
  const onKeyDown = (event: KeyboardEvent, node: GraphNode) => {
    if (event.metaKey || event.ctrlKey || event.altKey) return
    const next = neighbourAt(layout.nodes, node.id, event.key)
    const place = next === null ? undefined : places.get(next)
    if (next === null || place === undefined) return
    event.preventDefault()
    setActiveId(next)
    reveal(place.x, place.y)
    // Ids hold what senders named: no part of a selector.
    const cards = frameRef.current?.querySelectorAll<HTMLElement>('[data-node]') ?? []
    const card = [...cards].find(({ dataset }) => dataset['node'] === next)
    card?.focus({ preventScroll: true })
  }
  const onFrameKey = (event: KeyboardEvent) => {
    if (event.metaKey || event.ctrlKey || event.altKey) return
    if (event.key === '+' || event.key === '=') zoom(ZOOM_STEP)
    else if (event.key === '-') zoom(1 / ZOOM_STEP)
    else if (event.key === '0') fit()
  }
  return (
    <div className="relative min-h-0 flex-1">
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the surface that is dragged; the buttons and keys below do the same */}
      <div
        ref={frameRef}
        role="group"
        aria-label="Graph of the run"
        onKeyDown={onFrameKey}
        {...handlers}
        className="absolute inset-0 cursor-grab touch-none overflow-hidden select-none active:cursor-grabbing"
      >
        <div
          className="absolute top-0 left-0 origin-top-left"
          style={{
            width: layout.width,
            height: layout.height,
            transform: `translate(${view.x}px, ${view.y}px) scale(${view.scale})`,
          }}
        >
          <GraphEdges graph={graph} layout={layout} focusedId={selected?.id ?? null} counted={counted} />
          {graph.nodes.map((node) => {
            const place = places.get(node.id)
            return place === undefined ? null : (
              <GraphNodeCard
                key={node.id}
                node={node}
                place={place}
                visit={selectedId === null ? 0 : node.spanIds.indexOf(selectedId) + 1}
                matched={matchedIds.size > 0 && node.spanIds.some((spanId) => matchedIds.has(spanId))}
                faded={shownIds !== null && !node.spanIds.some((spanId) => shownIds.has(spanId))}
                counted={counted}
                reachable={node.id === reachableId}
                onOpen={open}
                onKeyDown={onKeyDown}
              />
            )
          })}
        </div>
      </div>
      <div className="absolute right-3 bottom-3 flex flex-col rounded bg-raised shadow-float">
        <IconButton label="Zoom in" shortcut="+" onClick={() => zoom(ZOOM_STEP)}>
          <Plus />
        </IconButton>
        <IconButton label="Zoom out" shortcut="-" onClick={() => zoom(1 / ZOOM_STEP)}>
          <Minus />
        </IconButton>
        <IconButton label="Fit to the page" shortcut="0" onClick={fit}>
          <Maximize />
        </IconButton>
      </div>
    </div>
  )
}
