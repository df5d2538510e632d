import type { SpanNode } from '#lib/domain/run.ts'
import type { SpanKind } from '#lib/domain/span.ts'
import { formatDurationNs } from '#lib/format/duration.ts'
import { isContainer } from '#lib/run-view/is-container.ts'
import { firstEndingAfter, type LaneIndex } from '#lib/run-view/lane-index.ts'
import { marksOf } from '#lib/run-view/timeline-marks.ts'
import type { TimeRange } from '#lib/run-view/timeline-places.ts'
import type { LanePalette } from './lane-palette.tsx'

export type LaneScene = {
  index: LaneIndex
  nodes: readonly SpanNode[]
  /** Null where it is not shown. */
  path: ReadonlyMap<number, readonly TimeRange[]> | null
  range: TimeRange
  /** Pixels of the canvas, and how far its top is below the first lane's. */
  width: number
  height: number
  scrollTop: number
  laneHeight: number
  selected: number | null
  active: number | null
  matchedIds: ReadonlySet<string>
  /** Null shows all kinds. */
  kinds: ReadonlySet<SpanKind> | null
  palette: LanePalette
}

const GAP_PX = 2
const MIN_BAR_PX = 1.5
const TEXT_PX = 34

type Box = { left: number; width: number; top: number; height: number }

/** Draws the lanes in view. Bars that would share a pixel are drawn once, so the work is bounded by the screen. */
export function drawLanes(context: CanvasRenderingContext2D, scene: LaneScene): void {
  const { index, range, width, height, scrollTop, laneHeight } = scene
  context.clearRect(0, 0, width, height)
  context.font = scene.palette.font
  context.textBaseline = 'middle'
  const last = Math.min(index.lanes.length - 1, Math.floor((scrollTop + height) / laneHeight))
  for (let lane = Math.floor(scrollTop / laneHeight); lane <= last; lane++) {
    const nodes = index.lanes[lane] ?? []
    const top = lane * laneHeight - scrollTop
    let drawnTo = Number.NEGATIVE_INFINITY
    for (let place = firstEndingAfter(index, nodes, range.from); place < nodes.length; place++) {
      const node = nodes[place] ?? 0
      if ((index.places.start[node] ?? 0) > range.to) break
      const box = boxOf(scene, node, top)
      const isHidden = box.left + box.width <= drawnTo + 0.5
      if (isHidden && !isMarked(scene, node)) continue
      drawBar(context, scene, node, box)
      drawnTo = Math.max(drawnTo, box.left + box.width)
    }
  }
}

function boxOf({ index, range, width, laneHeight }: LaneScene, node: number, top: number): Box {
  const pxPerNs = width / Math.max(1, range.to - range.from)
  const left = Math.max(-2, ((index.places.start[node] ?? 0) - range.from) * pxPerNs)
  const right = Math.min(width + 2, ((index.places.end[node] ?? 0) - range.from) * pxPerNs)
  return { left, width: Math.max(MIN_BAR_PX, right - left), top: top + GAP_PX / 2, height: laneHeight - GAP_PX }
}

/** Never left out for want of room. */
function isMarked({ nodes, selected, active, matchedIds }: LaneScene, node: number): boolean {
  const each = nodes[node]
  return node === selected || node === active || each?.status === 'error' || matchedIds.has(each?.spanId ?? '')
}

function drawBar(context: CanvasRenderingContext2D, scene: LaneScene, index: number, box: Box): void {
  const { nodes, palette, path, matchedIds, kinds } = scene
  const node = nodes[index]
  if (node === undefined || kinds?.has(node.kind) === false) return
  const colour = palette.kinds.get(node.kind) ?? palette.ink
  const isSoft = (node.childCount > 0 && isContainer(node.kind)) || node.kind === 'wait'
  context.fillStyle = colour
  context.globalAlpha = isSoft ? 0.22 : 1
  context.fillRect(box.left, box.top, box.width, box.height)
  context.globalAlpha = 1
  if (node.kind === 'wait') hatch(context, colour, box)
  if (isSoft && box.width > 3) frame(context, colour, box, 1)
  if (path !== null) drawPath(context, scene, path.get(index), box)
  if (box.width >= TEXT_PX) drawText(context, node, isSoft ? palette.ink : palette.canvas, box)
  if (node.status === 'error') {
    context.fillStyle = palette.bad
    context.fillRect(Math.max(0, box.left + box.width - 3), box.top, 3, box.height)
  }
  if (matchedIds.has(node.spanId)) frame(context, palette.warn, box, 2)
  if (index === scene.selected || index === scene.active) frame(context, palette.accent, box, 2)
}

function drawPath(
  context: CanvasRenderingContext2D,
  { range, width, palette }: LaneScene,
  pieces: readonly TimeRange[] | undefined,
  box: Box,
): void {
  if (pieces === undefined) return
  context.fillStyle = palette.ink
  for (const { left, right } of marksOf(pieces, range, width, 1)) {
    context.fillRect(left, box.top + box.height - 2, Math.max(MIN_BAR_PX, right - left), 2)
  }
}

/** Name and duration, or as much of the name as can be read. */
function drawText(context: CanvasRenderingContext2D, node: SpanNode, colour: string, box: Box): void {
  const left = Math.max(0, box.left) + 4
  const room = box.left + box.width - left - 6
  const name = node.label || node.name
  const text = [`${name}  ${formatDurationNs(node.durationNs)}`, name].find((each) => fits(context, each, room))
  context.fillStyle = colour
  if (text !== undefined) return context.fillText(text, left, box.top + box.height / 2 + 0.5)
  const chars = Math.floor(room / context.measureText('n').width) - 1
  if (chars >= 3) context.fillText(`${name.slice(0, chars)}…`, left, box.top + box.height / 2 + 0.5)
}

function fits(context: CanvasRenderingContext2D, text: string, room: number): boolean {
  // The longest names need no measuring.
  return text.length * 3 < room && context.measureText(text).width <= room
}

function frame(context: CanvasRenderingContext2D, colour: string, box: Box, line: number): void {
  context.strokeStyle = colour
  context.lineWidth = line
  context.strokeRect(box.left + line / 2, box.top + line / 2, Math.max(line, box.width - line), box.height - line)
}

function hatch(context: CanvasRenderingContext2D, colour: string, { left, width, top, height }: Box): void {
  context.save()
  context.beginPath()
  context.rect(left, top, width, height)
  context.clip()
  context.beginPath()
  for (let x = left - height; x < left + width; x += 6) {
    context.moveTo(x, top + height)
    context.lineTo(x + height, top)
  }
  context.strokeStyle = colour
  context.lineWidth = 1.5
  context.stroke()
  context.restore()
}
