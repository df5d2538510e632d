import { layoutGraph, type LayoutInput } from '#lib/run-view/graph-layout.ts'

/** The layout runs beside the page, which stays usable and can stop it. */
self.addEventListener('message', (event: MessageEvent<LayoutInput>) => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker's messages have no origin
  self.postMessage(layoutGraph(event.data))
})
