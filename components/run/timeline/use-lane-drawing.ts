'use client'

import { useEffect, useEffectEvent, useRef, type RefObject } from 'react'
import { drawLanes, type LaneScene } from './draw-lanes.ts'
import { readPalette } from './lane-palette.tsx'
import { useCanvasSize } from './use-canvas-size.ts'

/** Keeps the canvas as the scene says: after every render, at most once a frame, and when the colours change. */
export function useLaneDrawing(
  scrollRef: RefObject<HTMLElement | null>,
  scene: Omit<LaneScene, 'width' | 'height' | 'scrollTop' | 'palette'>,
) {
  const canvasRef = useRef<HTMLCanvasElement>(null)
  const probeRef = useRef<HTMLSpanElement>(null)
  const size = useCanvasSize(canvasRef, scrollRef)
  const draw = useEffectEvent(() => {
    const [canvas, probe] = [canvasRef.current, probeRef.current]
    const context = canvas?.getContext('2d')
    if (!canvas || !context || probe === null) return
    const { width, height, ratio, scrollTop } = size
    canvas.width = Math.round(width * ratio)
    canvas.height = Math.round(height * ratio)
    context.scale(ratio, ratio)
    drawLanes(context, { ...scene, width, height, scrollTop, palette: readPalette(probe) })
  })
  // Nothing but what the lanes show renders this component: the needle has a state of its own.
  useEffect(() => {
    const frame = requestAnimationFrame(() => draw())
    return () => cancelAnimationFrame(frame)
  })
  useEffect(() => {
    const scheme = window.matchMedia('(prefers-color-scheme: dark)')
    const redraw = () => draw()
    scheme.addEventListener('change', redraw)
    return () => scheme.removeEventListener('change', redraw)
  }, [])
  return { canvasRef, probeRef, size }
}
