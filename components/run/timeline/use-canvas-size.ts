'use client'

import { useEffect, useState, type RefObject } from 'react'

export type CanvasSize = { width: number; height: number; scrollTop: number; ratio: number }

/** What of a canvas that sticks in a scrolled area has to be drawn: its pixels, and how far was scrolled. */
export function useCanvasSize(
  canvasRef: RefObject<HTMLCanvasElement | null>,
  scrollRef: RefObject<HTMLElement | null>,
): CanvasSize {
  const [size, setSize] = useState<CanvasSize>({ width: 0, height: 0, scrollTop: 0, ratio: 1 })
  useEffect(() => {
    const [canvas, scroller] = [canvasRef.current, scrollRef.current]
    if (canvas === null || scroller === null) return
    const measure = () => {
      const { clientWidth: width, clientHeight: height } = canvas
      setSize({ width, height, scrollTop: scroller.scrollTop, ratio: window.devicePixelRatio })
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(canvas)
    observer.observe(scroller)
    scroller.addEventListener('scroll', measure, { passive: true })
    return () => {
      observer.disconnect()
      scroller.removeEventListener('scroll', measure)
    }
  }, [canvasRef, scrollRef])
  return size
}
