'use client'

import { useEffect, useMemo, useState } from 'react'
import type { RunGraph } from '#lib/run-view/graph.ts'
import type { GraphLayout, LayoutInput } from '#lib/run-view/graph-layout.ts'

/** A layout that takes longer is given up. */
const DEADLINE_MS = 8_000

export const nodeSize = { width: 228, height: 58 }

export type LayoutState =
  | { state: 'waiting' }
  | { state: 'ready'; layout: GraphLayout }
  | { state: 'failed'; reason: 'slow' | 'broken' }

type Answer = { shape: string; result: LayoutState }

/** Places the graph in a worker of its own; a growing run is laid out again when its shape changes. */
export function useGraphLayout(graph: RunGraph): LayoutState {
  const shape = useMemo(() => JSON.stringify(layoutInput(graph)), [graph])
  const [answer, setAnswer] = useState<Answer | null>(null)

  useEffect(() => {
    const worker = new Worker(new URL('./layout-worker.ts', import.meta.url), { type: 'module' })
    const finish = (result: LayoutState) => {
      clearTimeout(deadline)
      worker.terminate()
      setAnswer({ shape, result })
    }
    const deadline = setTimeout(() => finish({ state: 'failed', reason: 'slow' }), DEADLINE_MS)
    worker.addEventListener('message', ({ data }: MessageEvent<GraphLayout>) =>
      finish({ state: 'ready', layout: data }),
    )
    worker.addEventListener('error', () => finish({ state: 'failed', reason: 'broken' }))
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker's messages have no origin
    worker.postMessage(JSON.parse(shape))
    return () => {
      clearTimeout(deadline)
      worker.terminate()
    }
  }, [shape])

  return answer?.shape === shape ? answer.result : { state: 'waiting' }
}

function layoutInput({ nodes, edges }: RunGraph): LayoutInput {
  return {
    nodes: nodes.map(({ id }) => ({ id, ...nodeSize })),
    edges: edges.map(({ from, to }) => ({ from, to })),
  }
}
